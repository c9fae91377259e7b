import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { foreignDatabase } from '../../setup/database.ts'
import type { Database } from '../../../src/platform/index.ts'
import { applySteps, type ActContext } from '../../../src/systems/connectors/postgres/act/index.ts'
import { acting, column, decidedNow, everything, field, link, step, table, watching } from './foreign.ts'

const schema = `
  create type mood as enum ('none', 'fine');
  create table contact (id bigint primary key, name text, email text unique, mood mood not null default 'fine', card varchar(30) not null,
    profile jsonb, tags text[], shout text generated always as (upper(name)) stored, manager bigint references contact, best_order bigint, updated_at timestamptz);
  create table "Order Line" (series text, "No" int, contact_id bigint references contact, note text, primary key (series, "No"));
  create table ticket (id uuid primary key default gen_random_uuid(), contact_id bigint references contact on delete cascade, body text);
  create table member (club int, contact_id bigint references contact on delete set null, primary key (club, contact_id));
  alter table member drop constraint member_pkey; alter table member add id serial primary key;
  create table touched (subject_type text, subject_id text, id serial primary key);
  create table bystander (id int primary key, what text);
  create function touch() returns trigger language plpgsql as $$ begin new.updated_at = clock_timestamp(); return new; end $$;
  create trigger touch before update on contact for each row execute function touch();
  insert into bystander select i, 'untouched' from generate_series(1, 20) i;
`
const fill = `
  truncate contact, "Order Line", ticket, member, touched;
  insert into contact (id, name, email, card, profile, tags, manager)
    select i, 'Someone ' || i, 'p' || i || '@example.example', 'card ' || i, '{"diet":"none","keep":{"a":1},"referees":[{"name":"x","email":"y"},{"name":"z"}]}', array['a','b','c'], null
    from generate_series(1, 12) i;
  insert into "Order Line" select 'A,B\\', i, i, 'note' from generate_series(1, 12) i;
  insert into ticket (contact_id, body) select 1 + i % 12, 'text' from generate_series(1, 36) i;
  insert into member (club, contact_id) select 1, i from generate_series(1, 12) i;
  insert into touched (subject_type, subject_id) select case when i % 2 = 0 then 'Contact' else 'Order' end, i::text from generate_series(1, 12) i;
`

const tables = [
  table('contact', {
    person: new Map([['email', column('email')]]),
    verified: new Set(['email']),
    triggers: new Set(['touch']),
    fields: [field('name'), field('email', 'email', 'gone-{token}@example.example'), field('card', 'card', 'x{token}'), field('mood', 'mood', 'none'), field('profile->diet', 'diet'), field('profile->referees->*->email', 'referee'), field('tags->1', 'tag'), field('shout')],
    belongsTo: [link('contact', ['manager'])],
    notPersonal: new Map([['profile', 'rest'], ['tags', 'rest'], ['updated_at', 'ours'], ['best_order', 'ours']]),
  }),
  table('order_line', { relationName: 'Order Line', key: ['series', 'No'], fields: [field('note')], belongsTo: [link('contact', ['contact_id'], { release: true })] }),
  table('ticket', { fields: [field('body')], belongsTo: [link('contact', ['contact_id'])] }),
  table('member', { linkOnly: true, belongsTo: [link('contact', ['contact_id'])], notPersonal: new Map([['club', 'a number']]) }),
  table('touched', { belongsTo: [link('contact', ['subject_id'], { when: new Map([['subject_type', 'Contact']]) })] }),
]

let database: Database
let context: ActContext & { close(): Promise<void> }

beforeAll(async () => {
  database = await foreignDatabase([schema])
  context = await acting(database.url, tables)
})
afterAll(() => context.close())

async function run(steps: Parameters<typeof decidedNow>[1], under = watching()) {
  const outcomes = await applySteps(context, await decidedNow(context, steps), under)
  return outcomes.map((one) => (one.why === null ? one.code : `${one.code}: ${one.why}`))
}
const ask = async (text: string): Promise<unknown[]> => (await database.pool.query({ text, rowMode: 'array' })).rows.map((row: unknown[]) => (row.length === 1 ? row[0] : row))
const childrenOf = async (id: number) => [
  ...(await ask(`select id::text from ticket where contact_id = ${id}`)).map((key) => step('delete', 'ticket', String(key))),
  ...(await ask(`select id::text from member where contact_id = ${id}`)).map((key) => step('unlink', 'member', String(key))),
  ...(await ask(`select id::text from touched where subject_id = '${id}' and subject_type = 'Contact'`)).map((key) => step('delete', 'touched', String(key))),
]

describe('acting on a real database', () => {
  it('finds the sample mapped without an error', () => {
    expect(context.catalogue.shape.findings.filter((one) => one.severity === 'error')).toEqual([])
  })

  it('deletes a row with all that refers to it, and nothing else anywhere', async () => {
    await database.pool.query(fill)
    const before = await everything(database.pool)
    const children = await childrenOf(2)
    const outcomes = await run([step('delete', 'contact', '2'), step('delete', 'order_line', 'A\\,B\\\\,2'), ...children])
    expect(new Set(outcomes)).toEqual(new Set(['removed', 'unlinked']))
    const after = await everything(database.pool)
    expect(before['public.contact']!.length - after['public.contact']!.length).toBe(1)
    expect(before['public.ticket']!.length - after['public.ticket']!.length).toBe(3)
    expect(before['public.touched']!.length - after['public.touched']!.length).toBe(1)
    for (const [name, rows] of Object.entries(after)) for (const row of rows) expect(before[name]).toContain(row)
  })

  it('lets go of a reference that may be released, in the same transaction', async () => {
    await database.pool.query(fill)
    const outcomes = await run([...(await childrenOf(4)), step('delete', 'contact', '4'), step('release', 'order_line', 'A\\,B\\\\,4', { link: 'contact_id' })])
    expect(outcomes.at(-1)).toBe('released')
    expect(outcomes.at(-2)).toBe('removed')
    expect(await ask(`select contact_id from "Order Line" where "No" = 4`)).toEqual([null])
  })

  it('does not release what would stay', async () => {
    await database.pool.query(fill)
    expect(await run([step('release', 'order_line', 'A\\,B\\\\,4', { link: 'contact_id' })])).toEqual(['changed: referred-to'])
    expect(await ask(`select contact_id from "Order Line" where "No" = 4`)).toEqual([4])
  })

  it('takes no row away from one that stays, whatever ON DELETE says', async () => {
    await database.pool.query(fill)
    const before = await everything(database.pool)
    // Cascade would take the tickets, SET NULL the membership, and nothing guards the polymorphic reference.
    expect(await run([step('delete', 'contact', '6')])).toEqual(['changed: referred-to'])
    expect(await everything(database.pool)).toEqual(before)
    expect(await run([step('delete', 'contact', '5'), ...(await childrenOf(5))])).toContain('changed: referred-to')
    expect(await ask('select count(*)::int from contact where id = 5')).toEqual([1])
  })

  it('clears fields: NULL, replacements with a token, enums, paths, elements, and skips what is generated', async () => {
    await database.pool.query(fill)
    const fields = ['name', 'email', 'card', 'mood', 'shout'].map((name) => column(name)).concat([column('profile', 'diet'), column('profile', 'referees', '*', 'email'), column('tags', '1')])
    expect(await run([step('clear', 'contact', '1', { fields }), step('clear', 'contact', '3', { fields })])).toEqual(['cleared', 'cleared'])
    const rows = (await ask(`select name, email, card, mood, profile, tags, shout from contact where id in (1, 3) order by id`)) as unknown[][]
    for (const [name, email, card, mood, profile, tags, shout] of rows) {
      expect([name, mood, tags, shout]).toEqual([null, 'none', ['a', null, 'c'], null])
      expect(email).toMatch(/^gone-[a-z0-9]{12}@example\.example$/)
      expect(card).toMatch(/^x[a-z0-9]{12}$/)
      expect(profile).toEqual({ keep: { a: 1 }, referees: [{ name: 'x' }, { name: 'z' }] })
    }
    expect(rows[0]![1]).not.toBe(rows[1]![1])
  })

  it('takes nothing more when it clears again: what stands behind an element keeps its place', async () => {
    await database.pool.query(fill)
    await database.pool.query(`update contact set profile = '{"two": ["a", "b", "c"], "keep": {"a": 1}}' where id = 1; update contact set profile = '"only a text"', tags = null where id = 3`)
    const fields = [column('tags', '1'), column('profile', 'two', '0'), column('profile', 'two', '5'), column('profile', 'diet')]
    for (let time = 0; time < 2; time++) {
      expect(await run([step('clear', 'contact', '1', { fields }), step('clear', 'contact', '3', { fields })])).toEqual(['cleared', 'cleared'])
      expect(await ask('select tags, profile from contact where id in (1, 3) order by id')).toEqual([[['a', null, 'c'], { two: [null, 'b', 'c'], keep: { a: 1 } }], [null, 'only a text']])
    }
  })

  it('gives the fingerprint of the emptied row, so that it is known again', async () => {
    await database.pool.query(fill)
    const steps = await decidedNow(context, [step('clear', 'contact', '1', { fields: [column('name')] })])
    const [outcome] = await applySteps(context, steps, watching())
    const [now] = await decidedNow(context, steps)
    expect(outcome!.after).toBe(now!.fingerprint)
    expect(outcome!.xid).toMatch(/^\d+$/)
  })

  it('unlinks: the row stays, its tie goes', async () => {
    await database.pool.query(fill)
    await database.pool.query('update contact set manager = 9 where id = 8')
    expect(await run([step('unlink', 'contact', '8', { link: 'manager' })])).toEqual(['unlinked'])
    expect(await ask('select manager from contact where id = 8')).toEqual([null])
  })

  it('records a restriction without changing the row', async () => {
    await database.pool.query(fill)
    const before = await everything(database.pool)
    expect(await run([step('restrict', 'contact', '1')])).toEqual(['restricted'])
    expect(await everything(database.pool)).toEqual(before)
  })

  it('says found-gone of what was gone before it came', async () => {
    await database.pool.query(fill)
    expect(await run([step('delete', 'ticket', '00000000-0000-4000-8000-000000000000'), step('clear', 'contact', '99', { fields: [column('name')] })])).toEqual(['found-gone', 'found-gone'])
  })

  it('leaves a row that somebody holds for later, and does the others', async () => {
    await database.pool.query(fill)
    const other = await database.pool.connect()
    await other.query('begin; select from contact where id = 1 for update')
    expect(await run([step('clear', 'contact', '1', { fields: [column('name')] }), step('clear', 'contact', '3', { fields: [column('name')] })])).toEqual(['locked: locked', 'cleared'])
    await other.query('rollback')
    other.release()
  })
})
