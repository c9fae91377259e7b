import { describe, expect, it } from 'vitest'
import { run, termsOf } from '../../src/cli/deadline.ts'
import type { PolicyTerms } from '../../src/cli/deadline.ts'
import { period } from '../../src/policy/law/index.ts'
import type { Policy } from '../../src/policy/model/index.ts'

const terms: PolicyTerms = { within: [{ workingDays: 2 }, { period: period({ days: 10 }) }], calendar: { country: 'SE', eves: 'working' }, zone: 'Europe/Stockholm' }

async function ran(line: string, found: PolicyTerms | null = terms): Promise<{ status: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const io = { out: (text: string) => { said.out += text }, err: (text: string) => { said.err += text }, json: false }
  return { status: await run(line.split(' ').filter((word) => word !== ''), io, async () => found), ...said }
}

async function json(line: string, found: PolicyTerms | null = terms): Promise<unknown> {
  const { status, out, err } = await ran(`${line} --json`, found)
  expect({ status, err }).toEqual({ status: 0, err: '' })
  return JSON.parse(out)
}

describe('lofte deadline', () => {
  it('answers in JSON', async () => {
    expect(await json('2026-03-03 --right erasure')).toMatchObject({ received: '2026-03-03', due: '2026-04-07', promised: null, law: ['GDPR 12(3)', '1182/71 3(1)', '1182/71 3(2)(c)', '1182/71 3(4)'] })
    expect(await json('2026-10-01 --right access --extended')).toMatchObject({ due: '2027-01-04', tellBy: '2026-11-02' })
    expect(await json('2026-03-02 --right access --paused 2026-03-03..2026-03-17')).toMatchObject({ due: '2026-04-16', unpaused: '2026-04-02' })
    expect(await json('2026-11-02 --right art14 --at-first-contact 2026-11-10')).toMatchObject({ due: '2026-11-10' })
    expect(await json('2026-05-19 --right access --eves holiday')).toMatchObject({ due: '2026-06-22' })
    expect(await json('2027-04-17 --right access --country NO')).toMatchObject({ due: '2027-05-18' })
  })

  it('answers for a breach with an instant', async () => {
    expect(await json('2026-10-23T10:30:00+02:00 --right breach')).toMatchObject({ received: '2026-10-23T10:30:00+02:00', due: '2026-10-26T09:30:00+01:00', outer: '2026-10-26T10:00:00+01:00' })
  })

  it('has the promise of a policy, its calendar and its zone', async () => {
    expect(await json('2026-11-20 --right erasure --policy p')).toMatchObject({ due: '2026-12-21', promised: '2026-11-24', counts: '2026-11-24' })
    expect(await json('2026-12-30 --right erasure --policy p', { ...terms, calendar: { country: 'SE', eves: 'holiday' } })).toMatchObject({ promised: '2027-01-05' })
    expect(await json('2026-11-20T12:00Z --right breach --policy p', { ...terms, zone: 'Europe/Helsinki' })).toMatchObject({ due: '2026-11-23T14:00:00+02:00' })
  })

  it('takes the tightest of several promises, which depends on the day', async () => {
    const within = [{ workingDays: 2 }, { period: period({ days: 3 }) }]
    expect(await json('2026-11-16 --right erasure --policy p', { ...terms, within })).toMatchObject({ promised: '2026-11-18' })
    expect(await json('2026-11-20 --right erasure --policy p', { ...terms, within })).toMatchObject({ promised: '2026-11-23' })
    expect(await json('2026-11-20 --right erasure --policy p', { ...terms, within: [] })).toMatchObject({ promised: null })
  })

  it('reads the terms of a compiled policy', () => {
    const calendar = { country: 'NO', eves: 'holiday' } as const
    const rights = [{ right: 'erasure', within: { workingDays: 2 } }, { right: 'access', within: { period: period({ days: 10 }) } }, { right: 'erasure', within: null }]
    const policy = { rights, calendar, controllers: new Map([['acme', { zone: 'Europe/Oslo' }]]) } as unknown as Policy
    expect(termsOf(policy, 'erasure')).toEqual({ within: [{ workingDays: 2 }], calendar, zone: 'Europe/Oslo' })
    expect(termsOf(policy, 'breach')).toEqual({ within: [], calendar, zone: 'Europe/Oslo' })
  })

  it('speaks to people', async () => {
    expect((await ran('2026-11-20 --right erasure --policy p')).out).toBe(`Erasure, received Friday 20 November 2026

  due        Monday 21 December 2026
  promised   Tuesday 24 November 2026

  20 November 2026   received; the day itself is not counted
  20 December 2026   one month later
  20 December 2026   Sunday, not a working day
  21 December 2026   the next working day; the time ends when it does

  promised
  21 November 2026   Saturday; not counted
  22 November 2026   Sunday; not counted
  23 November 2026   working day 1 of 2
  24 November 2026   working day 2 of 2

  The promise counts: it is earlier.
  GDPR 12(3) · Regulation 1182/71 3(1), 3(2)(c), 3(4)
`)
    expect((await ran('2026-10-23T10:30+02:00 --right breach --lang sv')).out).toContain('senast     måndag 26 oktober 2026 09:30 (+01:00)')
  })

  it.each([
    ['', 'is missing'],
    ['2026-02-30 --right access', 'There is no day 2026-02-30 in the calendar.'],
    ['tomorrow --right access', 'is no day'],
    ['2026-03-03', 'Say which right'],
    ['2026-03-03 --right oblivion', 'is no right with a deadline'],
    ['2026-03-03 2026-03-04 --right access', 'one too many'],
    ['2026-03-03 --right access --soon', 'Unknown option'],
    ['2026-03-03 --right', 'argument missing'],
    ['2026-03-03 --right breach', 'counted in hours'],
    ['2026-03-03T10:00 --right breach', 'its offset'],
    ['2026-03-03T25:00+01:00 --right breach', 'There is no instant'],
    ['2026-03-03T10:00+01:00 --right breach --extended', 'cannot'],
    ['2026-03-03 --right art14 --extended', 'cannot'],
    ['2026-03-03 --right art14 --paused 2026-03-04..2026-03-05', 'does not pause'],
    ['2026-03-03 --right access --at-first-contact 2026-03-04', 'art14'],
    ['2026-03-03 --right art14 --at-first-contact 2026-03-02', 'before the data were obtained'],
    ['2026-03-03 --right art14 --at-first-contact 2026-03-32', 'There is no day 2026-03-32'],
    ['2026-03-03 --right access --paused 2026-03-05..2026-03-04', 'before it begins'],
    ['2026-03-03 --right access --paused 2026-03-05', 'FROM..TO'],
    ['2026-03-03 --right access --paused 2026-02-30..2026-03-04', 'There is no day 2026-02-30'],
    ['2026-03-03 --right access --country XX', 'no calendar'],
    ['2026-03-03 --right access --eves maybe', 'working or holiday'],
    ['2026-03-03 --right access --lang xx', 'no language'],
    ['9999-12-20 --right access', 'beyond the calendar'],
  ])('refuses %j', async (line, why) => {
    const { status, out, err } = await ran(line)
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toContain(why)
  })

  it('refuses a policy that cannot be read, or whose holidays are unknown', async () => {
    expect(await ran('2026-03-03 --right access --policy p', null)).toMatchObject({ status: 1, out: '' })
    expect(await ran('2026-03-03 --right access --policy p', { ...terms, calendar: { country: 'DE', eves: 'working' } })).toMatchObject({ status: 2, out: '' })
  })
})
