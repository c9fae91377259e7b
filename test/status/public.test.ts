import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { run } from '../../src/cli/status.ts'
import type { Installation } from '../../src/cli/index.ts'
import { seal } from '../../src/evidence/index.ts'
import { marksOf } from '../../src/notice/index.ts'
import { isProblem } from '../../src/platform/index.ts'
import { promisesOf } from '../../src/policy/promises/index.ts'
import { areas } from '../../src/policy/text/index.ts'
import { confirmDeviation, refresh, turnOffMarks, turnOnMarks } from '../../src/status/index.ts'
import { owner, world, type World } from './world.ts'

const enquiries = 'retention.ends:purposes.enquiries.keep'
let on: World

beforeAll(async () => {
  on = await world()
  await on.night()
})

describe('marks', () => {
  it('are off until the owner turns them on; what tells of security only by name', async () => {
    expect((await marksOf(on.work(), 'sv')).of.size).toBe(0)
    const { turned, internal } = await turnOnMarks(on.work(), owner, 'all')
    expect(internal.toSorted()).toEqual(['measure.reviewed:measures.encryption', 'measure.reviewed:measures.roles'])
    const kept = promisesOf(on.policy).filter((promise) => promise.later === null)
    expect(turned).toBe(kept.length - 2)
    expect((await turnOnMarks(on.work(), owner, [internal[0]!])).turned).toBe(1)
    await turnOffMarks(on.work(), owner, internal)
    expect((await marksOf(on.work(), 'sv')).of.size).toBe(kept.length - 2)
  })

  it('say in words what keeps a promise, when it ran, why, and where the evidence is', async () => {
    await seal(on.work())
    const marks = await marksOf(on.work(), 'sv')
    expect(marks.of.get(enquiries)).toEqual({
      status: 'kept', label: 'Hålls', scope: '1 av 1 system',
      proof: [
        ['Vad som håller löftet', 'En genomgång varje dygn raderar det vars tid är ute och läser tillbaka att det är borta · 1 av 1 system'],
        ['Senast', 'Kördes 22 november 2026 kl. 04.00 · granskades 22 november 2026 kl. 04.00'],
        ['Senaste 90 dagarna', '1 av 1 dygn · färre än fem åtgärder'],
        ['Varför', expect.stringMatching(/^(GDPR|Dataskydds).* · rad \d+ i policyn$/) as string],
        ['Bevis', expect.stringMatching(/^Post \d+ i liggaren\./) as string],
      ],
    })
    expect(marks.checked).toBe('Kontrollerat alldeles nyss')
    expect((await marksOf(on.work(), 'en')).of.get(enquiries)?.label).toBe('Kept')
    expect((await marksOf(on.work(), 'no')).of.get(enquiries)?.label).toBe('Holdes')
    expect(marks.counts.reduce((sum, one) => sum + one.count, 0)).toBe(marks.of.size)
  })

  it('show a lost kept at once as being checked, and the word when the owner confirms it', async () => {
    await on.sql(`insert into crm.enquiry values (7, 'Bo Dalbyle', 'bo@besokare.example', null, 'Hej', '2025-01-01 08:00Z', null)`)
    await on.look()
    await on.audit()
    const checked = (await marksOf(on.work(), 'sv')).of.get(enquiries)
    expect(checked).toMatchObject({ status: 'being-checked', label: 'Kontrolleras' })
    expect(checked?.proof.map(([term]) => term)).not.toContain('Vad som ligger bakom')
    await confirmDeviation(on.work(), owner, enquiries)
    const mark = (await marksOf(on.work(), 'sv')).of.get(enquiries)
    expect(mark).toMatchObject({ status: 'deviation', label: 'Hålls inte' })
    expect(mark?.proof).toContainEqual(['Vad som ligger bakom', 'Uppgifter finns kvar efter sin sista dag'])
    await on.sweep()
    await on.audit()
    expect((await marksOf(on.work(), 'sv')).of.get(enquiries)).toMatchObject({ status: 'kept', scope: expect.stringContaining('missad') as string })
    await expect(confirmDeviation(on.work(), owner, enquiries)).rejects.toSatisfy((error) => isProblem(error, 'status.no-deviation'))
  })

  it('let public figures stand still within the week, whatever happens', async () => {
    const figures = () => on.ours.pool.query(`select name, low, high, week from status.public_figure where promise_id = '${enquiries}' order by 1`)
    const before = (await figures()).rows
    await on.sql(`insert into crm.enquiry select i, 'Bo Dalbyle', 'bo' || i || '@besokare.example', null, 'Hej', '2026-10-01 08:00Z', null from generate_series(100, 139) i`)
    await on.look()
    await refresh(on.work())
    expect((await figures()).rows).toEqual(before)
    const monday = on.now
    on.now = '2026-11-23T04:00:00Z'
    await refresh(on.work())
    expect((await figures()).rows.find((row: { name: string }) => row.name === 'subjects')).toMatchObject({ low: 20, high: 49, week: '2026-11-23' })
    on.now = monday
  })

  it('have words for every code that a status can give', () => {
    const folder = join(import.meta.dirname, '..', '..', 'src', 'status')
    const source = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).map((file) => readFileSync(join(folder, file), 'utf8')).join('\n')
    const said = new Set(Object.keys(areas.status).filter((key) => key.startsWith('status.code-')).map((key) => key.slice('status.code-'.length)))
    const used = [...source.matchAll(/(?:\.(?:risk|violation)\('|\{ '?|&& \{ '?|risks\['|: ')([a-z]+(?:-[a-z]+)+)'?(?:'|\]|: )/g)].map((match) => match[1] ?? '')
    const codes = used.filter((code) => said.has(code))
    expect(codes.length).toBeGreaterThan(25)
    for (const code of ['overdue', 'undated', 'near', 'unreachable', 'overdue-unseen', 'came-back', 'no-agreement', 'not-signed', 'agreement-expired']) expect(said, code).toContain(code)
    for (const code of said) expect(source, code).toMatch(new RegExp(`['{ ]${code}['\`:]`))
  })
})

describe('lofte status', () => {
  const io = () => {
    const written = { out: '', err: '' }
    return { written, io: { out: (text: string) => void (written.out += text), err: (text: string) => void (written.err += text), json: false } }
  }
  const deps = () => ({ open: async () => ({ work: () => on.work(), openSession: (system: never, as: 'observe' | 'act') => on.open(as)(system), [Symbol.asyncDispose]: async () => {} }) as unknown as Installation })

  it('says how each promise stands with its figures, and fails where one deviates', async () => {
    const kept = io()
    expect(await run(['policy.yaml'], kept.io, deps())).toBe(0)
    expect(kept.written.out).toMatch(/kept {11}Uppgifter för|kept {11}.*\n.*1 of 1 system/)
    expect(kept.written.out).toContain(enquiries)
    await on.sql(`insert into crm.enquiry values (8, 'Bo Dalbyle', 'bo@besokare.example', null, 'Hej', '2025-01-01 08:00Z', null)`)
    await on.look()
    const json = io()
    expect(await run(['policy.yaml', '--audit', '--json'], json.io, deps())).toBe(1)
    const read = JSON.parse(json.written.out) as { id: string; status: string | null; because?: object; public: boolean }[]
    expect(read.find((one) => one.id === enquiries)).toMatchObject({ status: 'deviation', because: { overdue: 1 }, public: true })
    expect(read.find((one) => one.id.startsWith('consent.'))).toMatchObject({ status: null })
    const confirmed = io()
    expect(await run(['policy.yaml', '--confirm', enquiries], confirmed.io, deps())).toBe(0)
    expect((await marksOf(on.work(), 'sv')).of.get(enquiries)?.status).toBe('deviation')
  })

  it('refuses an id that the policy does not have, and one that nothing keeps', async () => {
    await expect(run(['policy.yaml', '--turn-on', 'retention.ends:nowhere'], io().io, deps())).rejects.toSatisfy((error) => isProblem(error, 'status.not-found'))
    const unkept = promisesOf(on.policy).find((promise) => promise.later !== null)!.id
    await expect(run(['policy.yaml', '--turn-on', unkept], io().io, deps())).rejects.toSatisfy((error) => isProblem(error, 'status.no-control'))
    await expect(run([], io().io, deps())).rejects.toSatisfy((error) => isProblem(error, 'usage.options'))
  })
})

it('nothing about a person is in what status keeps', async () => {
  const { rows } = await on.ours.pool.query<{ t: string }>(`select string_agg(t, ' ') as t from (
    select f::text as t from status.finding f union all select c::text from status.current c union all select r::text from status.run r union all select a::text from status.audit a) x`)
  expect(rows[0]?.t).not.toMatch(/@|Kim|Bo Dal|070-174/)
})
