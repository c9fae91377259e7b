import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { foreignDatabase } from '../../setup/database.ts'
import type { Database } from '../../../src/platform/index.ts'
import type { Table } from '../../../src/policy/model/index.ts'
import { applySteps, type ActContext } from '../../../src/systems/connectors/postgres/act/index.ts'
import type { Step } from '../../../src/systems/index.ts'
import { acting, column, decidedNow, everything, field, link, step, table, watching } from './foreign.ts'

let database: Database
const open: { close(): Promise<void> }[] = []

beforeAll(async () => {
  database = await foreignDatabase()
})
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
  await database.pool.query('drop schema public cascade; create schema public; grant all on schema public to public')
})

async function given(sql: string, tables: readonly Table[], url = database.url): Promise<ActContext> {
  await database.pool.query(sql)
  const context = await acting(url, tables)
  open.push(context)
  return context
}
async function run(context: ActContext, steps: readonly Step[], under = watching()): Promise<string[]> {
  const outcomes = await applySteps(context, await decidedNow(context, steps), under)
  return outcomes.map((one) => (one.why === null ? one.code : `${one.code}: ${one.why}`))
}
const all = (): Promise<Record<string, unknown[]>> => everything(database.pool)

const person = `create table person (id int primary key, name text); insert into person select i, 'n' || i from generate_series(1, 8) i;`
const person_ = (more: Partial<Table> = {}): Table => table('person', { fields: [field('name')], ...more })
const history = `
  create table history (id serial primary key, person_id int, what text, at timestamptz default clock_timestamp());
  insert into history (person_id, what) values (1, 'older'), (2, 'older');
  create function keep() returns trigger language plpgsql as $$ begin insert into history (person_id, what) values (old.id, old.name); return old; end $$;
  create trigger keep after delete or update on person for each row execute function keep();`

describe('what the database or the protocol refuses', () => {
  it('a trigger nobody accepted', async () => {
    const context = await given(person + history, [person_(), table('history', { fields: [field('what')] })])
    const before = await all()
    expect(await run(context, [step('delete', 'person', '1')])).toEqual(['refused: trigger-not-accepted'])
    expect(await all()).toEqual(before)
  })

  it('an accepted trigger that writes where the policy does not look', async () => {
    const context = await given(person + history, [person_({ triggers: new Set(['keep']) })])
    const before = await all()
    expect((await run(context, [step('delete', 'person', '1')]))[0]).toMatch(/^refused: trigger-writes/)
    expect(await all()).toEqual(before)
  })

  it('a mapped history keeps nothing of what we did, and everything of before', async () => {
    const context = await given(person + history, [person_({ triggers: new Set(['keep']) }), table('history', { fields: [field('what')], notPersonal: new Map([['at', 'when'], ['person_id', 'kept']]) })])
    expect(await run(context, [step('delete', 'person', '1'), step('clear', 'person', '2', { fields: [column('name')] })])).toEqual(['removed', 'cleared'])
    const after = await all()
    expect(after['public.history']).toHaveLength(2)
    expect(after['public.person']).toHaveLength(7)
  })

  it('a trigger that changed since it was read and writes elsewhere: the counts tell', async () => {
    const context = await given(`${person} create table other (n int); create function f() returns trigger language plpgsql as $$ begin return old; end $$;
      create trigger t before delete on person for each row execute function f();`, [person_({ triggers: new Set(['t']) })])
    await database.pool.query(`create or replace function f() returns trigger language plpgsql as $$ begin insert into other values (1); return old; end $$`)
    const before = await all()
    expect(await run(context, [step('delete', 'person', '1'), step('delete', 'person', '2')])).toEqual(['refused: changed-elsewhere', 'refused: changed-elsewhere'])
    expect(await all()).toEqual(before)
  })

  it('a trigger that silently keeps the row', async () => {
    const context = await given(`${person} create function f() returns trigger language plpgsql as $$ begin if old.id = 2 then return null; end if; return old; end $$;
      create trigger t before delete on person for each row execute function f();`, [person_({ triggers: new Set(['t']) })])
    expect(await run(context, [1, 2, 3, 4].map((id) => step('delete', 'person', String(id))))).toEqual(['removed', 'refused: count-mismatch', 'removed', 'removed'])
  })

  it('one row at fault is found among many, and only it stays', async () => {
    const context = await given(`${person} create function f() returns trigger language plpgsql as $$ begin if old.id in (3, 7) then raise exception 'no % at all', old.name; end if; return old; end $$;
      create trigger t before delete on person for each row execute function f();`, [person_({ triggers: new Set(['t']) })])
    const outcomes = await run(context, [1, 2, 3, 4, 5, 6, 7, 8].map((id) => step('delete', 'person', String(id))))
    expect(outcomes.map((one) => one === 'removed')).toEqual([true, true, false, true, true, true, false, true])
    expect(outcomes[2]).toBe('refused: trigger-refused')
    expect((await all())['public.person']).toEqual(['(3,n3)', '(7,n7)'])
  })

  it('a child row keeps its parent when the child is refused, and the child of another goes', async () => {
    const context = await given(`${person} create table note (id int primary key, person_id int references person);
      insert into note select i, i from generate_series(1, 8) i;
      create function f() returns trigger language plpgsql as $$ begin if old.id = 3 then raise exception 'no'; end if; return old; end $$;
      create trigger t before delete on note for each row execute function f();`,
    [person_(), table('note', { triggers: new Set(['t']), belongsTo: [link('person', ['person_id'])] })])
    const steps = [1, 2, 3, 4].flatMap((id) => [step('delete', 'person', String(id)), step('delete', 'note', String(id))])
    const outcomes = await run(context, steps)
    expect(outcomes.filter((one) => one === 'removed')).toHaveLength(6)
    expect(outcomes[5]).toBe('refused: trigger-refused')
    expect(outcomes[4]).toBe('changed: referred-to')
  })

  it('a referring row of a table that is not mapped, whatever its ON DELETE', async () => {
    for (const action of ['cascade', 'set null', 'no action']) {
      const context = await given(`${person} create table unknown (person_id int references person on delete ${action}); insert into unknown values (1);`, [person_()])
      const before = await all()
      expect(await run(context, [step('delete', 'person', '1'), step('delete', 'person', '2')])).toEqual(['refused: referred-by-unmapped', 'removed'])
      expect({ ...(await all()), 'public.person': 0 }).toEqual({ ...before, 'public.person': 0 })
      await afterEachNow()
    }
  })

  it('NOT NULL without a replacement, a key column, and a value that the database does not take', async () => {
    const context = await given(`create table person (id int primary key, name text not null, code varchar(4) not null, age int not null check (age > 0));
      insert into person select i, 'n', 'abcd', i from generate_series(1, 4) i`,
    [table('person', { fields: [field('name'), field('code', 'code', 'gone-{token}'), field('age', 'age', '0')], notPersonal: new Map([['id', 'a number']]) })])
    const before = await all()
    const fields = (...names: string[]): Partial<Step> => ({ fields: names.map((name) => column(name)) })
    expect(await run(context, [step('clear', 'person', '1', fields('name')), step('clear', 'person', '2', fields('code')), step('clear', 'person', '3', fields('age')), step('clear', 'person', '4', fields('id'))])).toEqual([
      'refused: no-replacement', 'refused: value-refused', 'refused: check', 'refused: key-column',
    ])
    expect(await all()).toEqual(before)
  })

  it('a missing right', async () => {
    await database.pool.query(`${person} create table note (id int primary key); insert into note values (1); drop role if exists act_reader; create role act_reader login; grant select, update on person to act_reader; grant select, update, delete on note to act_reader; grant usage on schema public to act_reader`)
    const url = database.url.replace('postgres@', 'act_reader@')
    expect(url).not.toBe(database.url)
    const context = await given('', [person_(), table('note')], url)
    expect(await run(context, [step('delete', 'person', '1'), step('delete', 'note', '1')])).toEqual(['refused: privilege', 'removed'])
    await open.pop()!.close()
    await database.pool.query('drop owned by act_reader; drop role act_reader')
  })

  it('a table without a provable key, a view, and a table that is no longer there', async () => {
    const context = await given(`${person} create table loose (id int, name text); insert into loose values (1, 'x'); create view seen as select * from person;`,
      [person_(), table('loose', { fields: [field('name')] }), table('seen', { fields: [field('name')] })])
    expect(await run(context, [step('delete', 'loose', '1'), step('delete', 'seen', '1'), step('delete', 'nowhere', '1')])).toEqual(['refused: key-not-unique', 'refused: key-not-unique', 'refused: shape-changed'])
    await database.pool.query('drop table person cascade')
    const steps = [step('delete', 'person', '1')]
    const outcomes = await applySteps(context, steps, watching())
    expect(outcomes[0]).toMatchObject({ code: 'refused', why: 'shape-changed' })
  })

  it('cycles: broken where the systems file says so, refused where it does not', async () => {
    const sql = `create table a (id int primary key, b_id int); create table b (id int primary key, a_id int references a); alter table a add foreign key (b_id) references b;
      insert into a values (1, null), (2, null); insert into b values (1, 1), (2, 2); update a set b_id = id;`
    const a = (breaksCycle: boolean): Table => table('a', { belongsTo: [link('b', ['b_id'], { breaksCycle })] })
    const b = table('b', { belongsTo: [link('a', ['a_id'])] })
    const knotted = await given(sql, [a(false), b])
    const before = await all()
    expect(await run(knotted, [step('delete', 'a', '1'), step('delete', 'b', '1')])).not.toContain('removed')
    expect(await all()).toEqual(before)
    const context = await acting(database.url, [a(true), b])
    open.push(context)
    expect(await run(context, [step('delete', 'a', '1'), step('delete', 'b', '1')])).toEqual(['removed', 'removed'])
    expect(await all()).toEqual({ 'public.a': ['(2,2)'], 'public.b': ['(2,2)'] })
  })

  it('partitions, deferred constraints and a reference to itself', async () => {
    const context = await given(`create table part (id int, year int, boss int, primary key (id, year)) partition by list (year);
      create table part_2025 partition of part for values in (2025); create table part_2026 partition of part for values in (2026);
      create table tree (id int primary key, up int references tree deferrable initially deferred);
      insert into part select i, 2025 + i % 2 from generate_series(1, 6) i; insert into tree values (1, null), (2, 1), (3, 2), (4, null);`,
    [table('part', { key: ['id', 'year'], fields: [field('boss')] }), table('tree', { belongsTo: [link('tree', ['up'])] })])
    expect(await run(context, [step('delete', 'part', '1,2026'), step('delete', 'part', '2,2025'), step('clear', 'part', '3,2026', { fields: [column('boss')] })])).toEqual(['removed', 'removed', 'cleared'])
    expect(await run(context, [1, 2, 3].map((id) => step('delete', 'tree', String(id))))).toEqual(['removed', 'removed', 'removed'])
    expect((await all())['public.tree']).toEqual(['(4,)'])
  })

  it('prints no value of a row in any outcome', async () => {
    const context = await given(`create table person (id int primary key, name text, secret text default 'very-secret-value', unique (name, secret)); insert into person (id, name) values (1, 'a'), (2, 'b')`,
      [table('person', { fields: [field('name', 'name', 'same')] })])
    const outcomes = await applySteps(context, await decidedNow(context, ['1', '2'].map((id) => step('clear', 'person', id, { fields: [column('name')] }))), watching())
    expect(outcomes.map((one) => one.code).sort()).toEqual(['cleared', 'refused'])
    expect(JSON.stringify(outcomes)).not.toContain('secret')
  })
})

async function afterEachNow(): Promise<void> {
  for (const one of open.splice(0)) await one.close()
  await database.pool.query('drop schema public cascade; create schema public; grant all on schema public to public')
}
