import { describe, expect, it } from 'vitest'
import { areas, dayText, fill, lang, languages, listText, parameters, periodText, say, sayCount, sayList, sayNumber, sayPeriod, sayShare, text, verbatim } from '../../../src/policy/text/index.ts'
import type { Spoken, Text } from '../../../src/policy/text/index.ts'

describe('languages', () => {
  it('are three, and bokmål is Norwegian', () => {
    expect(['sv', 'sv-SE', 'EN_gb', 'nb', 'no', 'nb-NO'].map(lang)).toEqual(['sv', 'sv', 'en', 'no', 'no', 'no'])
    expect(['da', '', 'svenska', 'constructor'].map(lang)).toEqual([null, null, null, null])
  })
})

describe('as a native writes it', () => {
  it('days', () => {
    expect(dayText('2026-12-01')).toEqual({ sv: '1 december 2026', en: '1 December 2026', no: '1. desember 2026' })
    expect(() => dayText('soon')).toThrow(RangeError)
  })

  it('numbers', () => {
    expect(languages.map((lang) => sayNumber(4960, lang))).toEqual(['4\u00a0960', '4,960', '4\u00a0960'])
    expect(languages.map((lang) => sayNumber(1234567.5, lang))).toEqual(['1\u00a0234\u00a0567,5', '1,234,567.5', '1\u00a0234\u00a0567,5'])
    expect(sayNumber(-3, 'sv')).toBe('\u22123')
    expect(sayNumber(-0.001, 'en', 1)).toBe('0.0')
    expect(sayNumber(0.0000001, 'en')).toBe('0.0000001')
    expect(sayNumber(999, 'sv')).toBe('999')
    expect(languages.map((lang) => sayShare(0.003, lang))).toEqual(['0,3\u00a0%', '0.3%', '0,3\u00a0%'])
    expect(() => sayNumber(Number.NaN, 'sv')).toThrow(RangeError)
  })

  it('lists', () => {
    expect(sayList(['namn', 'e-post', 'mobil'], 'sv')).toBe('namn, e-post och mobil')
    expect(sayList(['name', 'email'], 'en', 'or')).toBe('name or email')
    expect(sayList(['navn'], 'no')).toBe('navn')
    expect(sayList([], 'no')).toBe('')
    expect(listText([text({ sv: 'namn', en: 'name', no: 'navn' }), verbatim('X')])).toEqual({ sv: 'namn och X', en: 'name and X', no: 'navn og X' })
  })

  it('periods, with numbers to twelve in words', () => {
    expect(periodText({ years: 2 })).toEqual({ sv: 'två år', en: 'two years', no: 'to år' })
    expect(periodText({ days: 30 })).toEqual({ sv: '30 dagar', en: '30 days', no: '30 dager' })
    expect(periodText({ months: 6 })).toEqual({ sv: 'sex månader', en: 'six months', no: 'seks måneder' })
    expect(periodText({ years: 1 })).toEqual({ sv: 'ett år', en: 'one year', no: 'ett år' })
    expect(periodText({ months: 1 })).toEqual({ sv: 'en månad', en: 'one month', no: 'én måned' })
    expect(periodText({ years: 1, months: 6 })).toEqual({ sv: 'ett år och sex månader', en: 'one year and six months', no: 'ett år og seks måneder' })
    expect(periodText({ workingDays: 2 })).toEqual({ sv: 'två arbetsdagar', en: 'two working days', no: 'to virkedager' })
    expect(sayPeriod({}, 'en')).toBe('zero days')
    expect(sayPeriod({ hours: 72 }, 'sv')).toBe('72 timmar')
  })

  it('counts', () => {
    expect([1, 2, 13].map((n) => sayCount(n, { one: 'barn', many: 'barn', neuter: true }, 'sv'))).toEqual(['ett barn', 'två barn', '13 barn'])
  })
})

describe('messages', () => {
  it('are filled in every language', () => {
    const template = text({ sv: '{who} har {n|sak|saker}', en: '{who} has {n|thing|things}', no: '{who} har {n|ting|ting}' })
    expect(fill(template, { who: text({ sv: 'Hon', en: 'She', no: 'Hun' }), n: 1 })).toEqual({ sv: 'Hon har en sak', en: 'She has one thing', no: 'Hun har én ting' })
    expect(fill(template, { who: '{n}', n: 1300 }).en).toBe('{n} has 1,300 things')
    expect(fill(text({ sv: '{n|~barn|barn}', en: '{n|child|children}', no: '{n|~barn|barn}' }), { n: 1 })).toEqual({ sv: 'ett barn', en: 'one child', no: 'ett barn' })
    expect(() => fill(template, { who: 'Hon' })).toThrow(RangeError)
    expect(() => fill(template, { who: 'Hon', n: 'x' })).toThrow(RangeError)
    expect(say('deadline.period', { period: periodText({ months: 1 }) }).no).toBe('én måned senere')
  })
})

describe('the catalogue', () => {
  const all = Object.entries(areas).flatMap(([area, messages]) => Object.entries(messages as Readonly<Record<string, Text | Spoken<never>>>).map(([key, message]) => ({ area, key, message })))

  it('has each key once, under its area', () => {
    for (const { area, key } of all) expect(key.startsWith(`${area}.`), key).toBe(true)
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length)
  })

  it('has every key in every language, with the same parameters', () => {
    for (const { key, message } of all) {
      if ('sample' in message) {
        const spoken = message as unknown as Spoken<never>
        const said = spoken.say(spoken.sample)
        for (const of of languages) expect(said[of].trim(), `${key} ${of}`).not.toBe('')
        continue
      }
      const template = message as Text
      const named = parameters(template)
      for (const of of languages) {
        expect(template[of].trim(), `${key} ${of}`).not.toBe('')
        expect(named[of], `${key} ${of}`).toEqual(named.en)
        expect(template[of].replace(/\{[^{}]+\}/g, ''), `${key} ${of}: a stray brace`).not.toMatch(/[{}]/)
      }
    }
  })
})
