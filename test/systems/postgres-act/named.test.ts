import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applySteps, verifySteps, type ActContext } from '../../../src/systems/connectors/postgres/act/index.ts'
import { tableOf } from '../../../src/systems/connectors/postgres/act/context.ts'
import { readNamed } from '../../../src/systems/connectors/postgres/named/read-named.ts'
import { placeOf, type Going, type Step } from '../../../src/systems/index.ts'
import type { Database } from '../../../src/platform/index.ts'
import type { Field } from '../../../src/policy/model/index.ts'
import { foreignDatabase } from '../../setup/database.ts'
import { acting, column, decidedNow, everything, field, hash, step, table, watching } from './foreign.ts'

const of = (name: string, by: string): Field => {
  const [head, ...path] = by.split('->')
  return { ...field(name, 'name'), of: { kind: 'email', ref: column(head!, ...path), relation: null, links: true } }
}

const tables = [
  table('application', {
    person: new Map([['email', column('email')]]), verified: new Set(['email']),
    fields: [
      field('email'), of('form->referees->*->name', 'form->referees->*->email'), of('form->referees->*->email', 'form->referees->*->email'),
      of('form->teams->*->members->*->mail', 'form->teams->*->members->*->mail'), of('form->kin->name', 'form->kin->email'), of('form->kin->email', 'form->kin->email'),
      of('copies', 'copies'), of('chief', 'chief_email'), of('chief_email', 'chief_email'),
    ],
    notPersonal: new Map([['form', 'the rest']]),
  }),
]

const schema = `
  create table application (id int primary key, email text, form jsonb, copies text[], chief text, chief_email text, n numeric default 1.50);
`

let database: Database
let context: ActContext & { close(): Promise<void> }

beforeAll(async () => {
  database = await foreignDatabase([schema])
  context = await acting(database.url, tables)
})
afterAll(() => context.close())

const people = ['bo@x.example', 'Bo@X.example', 'cai@x.example', 'di@x.example', 'not an address', '']
const who = fc.constantFrom(...people)
const name = fc.constantFrom('Bo', 'Cai', 'a "quoted" name', 'Ö')
const junk = fc.constantFrom<unknown>(1, '17', null, true, 'bo@x.example is a text here', { email: 'bo@x.example' }, [1, [2]], 12345678901234)
const referee = fc.oneof(
  { weight: 5, arbitrary: fc.record({ email: who, name, phone: fc.constantFrom('1', '2') }, { requiredKeys: [] }) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, 'text', 3, []) },
)
const form = fc.record({
  referees: fc.array(referee, { maxLength: 5 }),
  teams: fc.array(fc.record({ team: name, members: fc.array(fc.record({ mail: who, role: name }), { maxLength: 3 }) }), { maxLength: 3 }),
  kin: fc.record({ name, email: who, since: fc.constant('2020') }),
  other: junk, more: junk,
}, { requiredKeys: ['other'] })
const row = fc.record({ form, copies: fc.option(fc.array(who, { maxLength: 4 })), chief: fc.option(name), chief_email: fc.option(who) })
type Row = typeof row extends fc.Arbitrary<infer R> ? R : never
type Form = Record<string, unknown>

const isBo = (text: unknown): boolean => typeof text === 'string' && text.toLowerCase() === 'bo@x.example'

/** The same in plain words: whatever names Bo is taken out, by looking at every element. */
function withoutBo({ form, copies, chief, chief_email }: Row): Row {
  const left = structuredClone(form) as Form
  if (Array.isArray(left['referees'])) left['referees'] = left['referees'].filter((one: unknown) => !(one !== null && typeof one === 'object' && isBo((one as Form)['email'])))
  if (Array.isArray(left['teams'])) for (const team of left['teams'] as { members: { mail: string }[] }[]) team.members = team.members.filter((one) => !isBo(one.mail))
  const kin = left['kin'] as Form | undefined
  if (kin !== undefined && isBo(kin['email'])) {
    delete kin['name']
    delete kin['email']
  }
  const chiefly = isBo(chief_email)
  return { form: left as typeof form, copies: copies === null ? null : copies.filter((one) => !isBo(one)), chief: chiefly ? null : chief, chief_email: chiefly ? null : chief_email }
}

async function fill(rows: readonly Row[]): Promise<void> {
  await database.pool.query('truncate application')
  for (const [i, one] of rows.entries()) {
    await database.pool.query('insert into application values ($1, $2, $3::jsonb, $4::text[], $5, $6)', [i + 1, `p${i}@own.example`, JSON.stringify(one.form), one.copies, one.chief, one.chief_email])
  }
}

async function all(): Promise<readonly Row[]> {
  return (await database.pool.query<Row>('select form, copies, chief, chief_email from application order by id')).rows
}

const fieldsAt = (place: string): readonly Going[] => tables[0]!.fields.flatMap((one) => (one.of !== null && [one.of.ref.column, ...one.of.ref.path].join('->') === place ? [one.ref] : []))

/** A step for every place at which the rows name somebody. */
async function stepsFor(email: string): Promise<Step[]> {
  const client = await context.pool.connect()
  try {
    const { rows } = await client.query<{ id: number }>('select id from application')
    const wanted = hash.identifier('email', email, 'winlas')
    const seen = await context.look(client, rows.map(({ id }) => ({ table: 'application', key: String(id) })))
    return seen.flatMap((one) => one.named ?? []).filter((one) => one.identifiers.some((each) => each.hash === wanted)).map((one) =>
      ({ ...step('clear', 'application', one.ref.key, { fields: fieldsAt(placeOf(one.ref.key)!.field) }), fingerprint: one.fingerprint }))
  } finally {
    client.release()
  }
}

const codes = (outcomes: readonly { readonly code: string; readonly why: string | null }[]): string[] => [...new Set(outcomes.map((one) => (one.why === null ? one.code : `${one.code}: ${one.why}`)))]

describe('somebody whom rows name', () => {
  it('is taken out of whatever names them, and nothing else of any row changes', async () => {
    const rows = fc.sample(row, 150)
    await fill(rows)
    const steps = await stepsFor('bo@x.example')
    expect(steps.length).toBeGreaterThan(20)
    expect(codes(await applySteps(context, steps, watching()))).toEqual(['cleared'])
    expect(await all()).toEqual(rows.map(withoutBo))
    const { rows: numbers } = await database.pool.query('select from application where n::text <> $1 or email is null', ['1.50'])
    expect(numbers).toEqual([])
    // Read back once more, and asked for once more, there is nobody left to take.
    expect(codes(await verifySteps(context, steps, 'committed'))).toEqual(['cleared'])
    expect(await stepsFor('bo@x.example')).toEqual([])
    expect(codes(await applySteps(context, steps, watching()))).toEqual(['found-gone'])
  }, 120_000)

  it('is told from their neighbours by who they are, wherever they have moved meanwhile', async () => {
    const form = { referees: [{ email: 'bo@x.example', name: 'Bo' }, { email: 'cai@x.example', name: 'Cai' }], other: 1 }
    await fill([{ form, copies: null, chief: null, chief_email: null }])
    const steps = await stepsFor('bo@x.example')
    const moved = watching({ beforeRecheck: async () => void (await database.pool.query('select 1')) })
    await database.pool.query(`update application set form = jsonb_set(form, '{referees}', '[{"email": "di@x.example"}, {"email": "cai@x.example", "name": "Cai"}, {"email": "bo@x.example", "name": "Bo"}]')`)
    expect(codes(await applySteps(context, steps, moved))).toEqual(['cleared'])
    expect((await all())[0]!.form).toEqual({ referees: [{ email: 'di@x.example' }, { email: 'cai@x.example', name: 'Cai' }], other: 1 })
  })

  it('stays in a row that is emptied of its own person, where their own data stands', async () => {
    const form = { referees: [{ email: 'bo@x.example', name: 'Bo' }, { name: 'nobody knows' }, { email: 'cai@x.example' }, 5], kin: { email: 'di@x.example', name: 'Di', since: '2020' }, other: 1 }
    await fill([{ form: form as never, copies: ['bo@x.example', 'cai@x.example'], chief: 'Bo', chief_email: 'bo@x.example' }])
    const [places] = [await stepsFor('bo@x.example')]
    const element = (field: string): string[] => places.flatMap((one) => (placeOf(one.ref.key)?.field === field ? [placeOf(one.ref.key)!.element] : []))
    const fields: Going[] = tables[0]!.fields.map((one): Going => {
      const keeps = one.of === null ? [] : element([one.of.ref.column, ...one.of.ref.path].join('->'))
      return keeps.length === 0 ? one.ref : { ...one.ref, keeps }
    })
    const own = await decidedNow(context, [step('clear', 'application', '1', { fields })])
    expect(codes(await applySteps(context, own, watching()))).toEqual(['cleared'])
    expect(await all()).toEqual([{ form: { referees: [{ email: 'bo@x.example', name: 'Bo' }, 5], kin: { since: '2020' }, other: 1 }, copies: ['bo@x.example'], chief: 'Bo', chief_email: 'bo@x.example' }])
    expect((await database.pool.query('select email from application')).rows).toEqual([{ email: null }])
    expect(codes(await verifySteps(context, own, 'committed'))).toEqual(['cleared'])
  })

  it('is never a reason to delete, unlink or let go of the row', async () => {
    await fill([{ form: { referees: [{ email: 'bo@x.example' }], other: 1 }, copies: null, chief: null, chief_email: null }])
    const before = await everything(database.pool)
    const steps = await stepsFor('bo@x.example')
    for (const verb of ['delete', 'unlink', 'release'] as const) expect(codes(await applySteps(context, steps.map((one) => ({ ...one, verb })), watching()))).toEqual(['refused: not-a-row'])
    expect(await everything(database.pool)).toEqual(before)
  })

  it('goes with both elements that name them alike, and of an element that names two only their own part', async () => {
    const form = { teams: [{ team: 'x', members: [{ mail: 'bo@x.example', role: 'a' }, { mail: 'BO@x.example', role: 'b' }, { mail: ['bo@x.example', 'cai@x.example'], role: 'c' }] }], other: 1 }
    await fill([{ form: form as never, copies: null, chief: null, chief_email: null }])
    expect(codes(await applySteps(context, await stepsFor('bo@x.example'), watching()))).toEqual(['cleared'])
    expect((await all())[0]!.form).toEqual({ teams: [{ team: 'x', members: [{ mail: ['cai@x.example'], role: 'c' }] }], other: 1 })
  })

  it('is shown nothing of somebody who has been written in their place since', async () => {
    await fill([{ form: { other: 1 }, copies: null, chief: 'Bo', chief_email: 'bo@x.example' }])
    const refs = (await stepsFor('bo@x.example')).map((one) => one.ref)
    const shown = async () => (await readNamed(database.pool, tableOf(context, 'application')!, hash, refs)).map((one) => [...one.values.values()].map((value) => value.reveal()))
    expect(await shown()).toEqual([['Bo', 'bo@x.example']])
    await database.pool.query(`update application set chief = 'Cai', chief_email = 'cai@x.example'`)
    expect(await shown()).toEqual([])
  })

  it('is left alone in lists of lists, whose elements have no place of their own', async () => {
    await fill([{ form: { other: 1 }, copies: null, chief: null, chief_email: null }])
    await database.pool.query(`update application set copies = '{{cai@x.example,di@x.example},{bo@x.example,bo@x.example}}'`)
    const before = await everything(database.pool)
    expect(codes(await applySteps(context, await stepsFor('bo@x.example'), watching()))).toEqual(['refused: not-an-element'])
    expect(await everything(database.pool)).toEqual(before)
  })
})
