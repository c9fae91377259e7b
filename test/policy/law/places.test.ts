import { describe, expect, it } from 'vitest'
import { adequacyDecisions, adequacyOf, authorities, authoritiesNamed, authorityOf, childConsentAge, day, eea, endedAdequacyOf, isEea, standingOf } from '../../../src/policy/law/index.ts'

const today = day('2026-11-22')

describe('places', () => {
  it('has the thirty countries of the EEA, each with an authority and an age', () => {
    expect(new Set(eea).size).toBe(30)
    for (const country of eea) {
      expect(authorityOf(country), country).not.toBeNull()
      expect(childConsentAge(country), country).toBeGreaterThanOrEqual(13)
    }
    expect(authorities).toHaveLength(30)
    for (const outside of ['CH', 'GB', 'US', 'se', 'EL', '']) expect(isEea(outside), outside).toBe(false)
    expect(childConsentAge('US')).toBeNull()
    expect(childConsentAge('SE')).toBe(13)
  })

  it('knows from when and until when a decision holds', () => {
    expect(standingOf('NO', today)).toBe('eea')
    expect(standingOf('CH', today)).toBe('adequate')
    expect(standingOf('US', today)).toBe('adequate-in-part')
    expect(standingOf('CA', today)).toBe('adequate-in-part')
    expect(standingOf('IN', today)).toBe('third-country')
    expect(standingOf('BR', day('2026-01-25'))).toBe('third-country')
    expect(standingOf('BR', today)).toBe('adequate')
    expect(standingOf('GB', day('2031-12-27'))).toBe('adequate')
    expect(standingOf('GB', day('2031-12-28'))).toBe('third-country')
    expect(standingOf('EPO', today)).toBe('adequate')
  })

  it('keeps the decisions that fell, to tell those who lean on them', () => {
    expect(standingOf('US', day('2021-01-01'))).toBe('third-country')
    expect(adequacyOf('US', day('2019-01-01')).map((one) => one.scope)).toEqual(['privacy-shield-listed'])
    expect(endedAdequacyOf('US', today).map((one) => one.decision)).toEqual(['2000/520/EC', '(EU) 2016/1250'])
    for (const one of adequacyDecisions) if (one.validTo !== null) expect(one.validFrom < one.validTo, one.decision).toBe(true)
  })

  it('finds an authority by any of its names, also one it no longer has', () => {
    expect(authoritiesNamed('IMY').map((one) => one.authority.country)).toEqual(['SE'])
    expect(authoritiesNamed('integritetsskyddsmyndigheten')[0]).toMatchObject({ former: null })
    expect(authoritiesNamed('Integritetsskyddsmyndigheten (IMY)')[0]).toMatchObject({ authority: { country: 'SE' } })
    expect(authoritiesNamed('Datainspektionen')[0]).toMatchObject({ authority: { ownName: 'Integritetsskyddsmyndigheten' }, former: { until: '2021-01-01' } })
    expect(authoritiesNamed('Datatilsynet').map((one) => one.authority.country)).toEqual(['NO', 'DK'])
    expect(authoritiesNamed('Sparkassan')).toEqual([])
    expect(authorityOf('FI', 'AX', true)).toMatchObject({ ownName: 'Datainspektionen', region: 'AX' })
    expect(authorityOf('FI', 'AX', false)?.ownName).toBe('Tietosuojavaltuutetun toimisto')
    expect(authorityOf('SE', 'SE-I', true)?.short).toBe('IMY')
    expect(authorityOf('US')).toBeNull()
  })
})
