import { beforeAll, expect, it } from 'vitest'
import { answerAccess, answerErasure, settleRequest, type CaseId, type ErasureAnswer } from '../../src/requests/index.ts'
import { outFolder, staff, unzipped, world, type World } from './world.ts'

const sven = 'sven@bjuden.example'
const invited = [{ name: 'Sven', email: 'Sven@bjuden.example', said: 'yes' }, { name: 'Tove', email: 'tove@bjuden.example', said: 'no' }]

/** Sven has nothing with the organisation but that two others wrote him into their accounts. */
let on: World
beforeAll(async () => {
  on = await world({
    systems: (text) => text.replace('activity: last_seen\n      purposes: [portal]', 'activity: last_seen\n      purposes: [portal, enquiries]').replace('data: { email: email, display_name: name, last_seen: last-sign-in }', `data:
        email: email
        display_name: name
        last_seen: last-sign-in
        profile->invited->*->name: { data: name, of: { email: profile->invited->*->email, relation: prospect } }
        profile->invited->*->email: { data: email, of: { email: profile->invited->*->email, relation: prospect } }
      not-personal: { profile->theme: how the pages look }`),
  })
  await on.portal.pool.query('alter table portal.account add profile jsonb')
  await on.portal.pool.query('update portal.account set profile = $1, remarks = null', [JSON.stringify({ theme: 'dark', invited })])
  await on.look()
}, 120_000)

interface Data { readonly tables: readonly { readonly table: string; readonly rows: readonly { readonly values: Readonly<Record<string, string | null>>; readonly undescribed?: unknown }[] }[] }

it('who is named in others’ rows sees what these say of them, and nothing else of the rows', async () => {
  await using out = await outFolder()
  const of = await on.open('access', sven)
  expect(of.concerned.map((one) => one.standing)).toEqual(['verified'])
  const answer = await answerAccess(on.work(), staff, { id: of.id, reach: on.reach, out: out.path, lang: 'en' })
  const files = unzipped(answer.file)
  const data = JSON.parse([...files].find(([name]) => name.endsWith('/data.json') || name === 'data.json')![1]) as Data
  expect(data.tables.map(({ table, rows }) => [table, rows.map((row) => row.values)])).toEqual([['account', [0, 1].map(() => ({ 'profile->invited->*->name': 'Sven', 'profile->invited->*->email': 'Sven@bjuden.example' }))]])
  const all = [...files.values()].join('\n')
  for (const other of ['tove@', 'Tove', 'ragna.ormtunga@', 'Ragna', 'hedda.stenspira@']) expect(all.includes(other), other).toBe(false)
})

it('and, asking for erasure, is taken out of them', async () => {
  const before = await on.everything()
  const of = await on.open('erasure', sven)
  const answer = (id: CaseId, carryOut: boolean): Promise<ErasureAnswer> => answerErasure(on.work(), staff, { id, reach: on.reach, lang: 'en', carryOut, out: null })
  const dry = await answer(of.id, false)
  expect(await on.everything()).toEqual(before)
  // What the people who asked about him were told may weigh more, or not: a human says so. Nothing else stands in the way.
  expect(dry.letter.undecided.filter((one) => one.code === 'objection').map((one) => one.subject)).toEqual(['objection:enquiries'])
  await settleRequest(on.work(), staff, { id: of.id, subject: 'objection:enquiries', outcome: 'uphold', grounds: 'His interest weighs more.', role: 'privacy-lead' })
  const done = await answer(of.id, true)
  expect(done).toMatchObject({ outcome: 'erased', open: 0 })
  expect(done.letter.went.map(({ system, table, field, rows }) => `${system}.${table}.${field} ${rows}`).sort()).toEqual(['portal.account.profile->invited->*->email 2', 'portal.account.profile->invited->*->name 2'])
  const { rows } = await on.portal.pool.query<{ profile: unknown }>('select profile from portal.account order by id')
  expect(rows.map((row) => row.profile)).toEqual([0, 1].map(() => ({ theme: 'dark', invited: [invited[1]] })))
  const after = await on.everything()
  expect({ ...after, 'portal.account': [] }).toEqual({ ...before, 'portal.account': [] })
}, 120_000)
