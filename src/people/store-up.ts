import { nobody } from './person.ts'
import type { Merging } from './merging.ts'
import { into, matches } from './store-place.ts'

const row = 't.system, t.tbl, t.key, t.fingerprint, t.dates, t.links, t.name_hash, t.consent'
const refOf = (alias: string): string => `${alias}.tbl || E'\\x1f' || ${alias}.key`
const each = (alias: string): string => `cross join lateral unnest(string_to_array(${alias}.links, E'\\x1e')) as u (ref)`
/** What the persons of a list refer to, gone through once a person and then matched by hash: asked row by row, a million rows would be read for each of thousands. */
const refersOf = (persons: string): string => `
    refers as materialized (
      select l.person_id, u.ref from (select distinct person_id from ${persons}) p join people.location l on l.person_id = p.person_id ${each('l')}
       where l.system = $1 and l.via in ('o', 'd') and l.links is not null
    )`

/** A link row ties the person's very own row to another: a member of a household shares it, whoever is its head. Looked up by key, since a person may have a million rows. */
const ties = (alias: string, tables: string): string =>
  `(${alias}.tbl = any(${tables}::text[]) and exists (select from unnest(string_to_array(${alias}.links, E'\\x1e')) as own (ref)
     join people.location p on p.person_id = ${alias}.person_id and p.system = $1 and ${matches('p', 'own.ref')} and p.via = 'o'))`
const has = (person: string, alias: string): string => `exists (select from people.location x where x.person_id = ${person} and x.system = $1 and x.tbl = ${alias}.tbl and x.key = ${alias}.key)`

/**
 * Rows that lead to nobody but that rows of people refer to (an address, a company) get those people, however many; what
 * belongs to such a row and leads to nobody else follows. A row that leads to somebody is shared with those whom a link row ties
 * to it, and what belongs to it is too. Recounted only where something changed: a company's million
 * contacts are not gone through for one more.
 */
export async function spreadUp(merging: Merging): Promise<void> {
  const { client, first, system } = merging
  for (const tables of referredTo(merging)) {
    if (first && !tables.from.some((table) => merging.linkOnly.has(table))) {
      const { rowCount } = await client.query('select from people.location where person_id = $1 and system = $2 and tbl = any($3::text[]) limit 1', [nobody, system, tables.to])
      if (rowCount === 0) continue
    }
    await client.query(`
      create temp table m_up (person_id uuid, tbl text collate "C", key text collate "C") on commit drop;
      create temp table m_ref (tbl text collate "C", key text collate "C") on commit drop`)
    if (first) await findAll(merging, tables)
    else {
      await takeAway(merging, tables)
      await findNew(merging, tables)
    }
    await give(merging, 'u')
    for (;;) {
      await client.query('truncate m_up')
      if ((await findFollowing(merging, tables)) === 0) break
      await give(merging, 'f')
    }
    await countShared(merging)
    await client.query('drop table m_up; drop table m_ref')
  }
}

interface Tables {
  readonly to: readonly string[]
  readonly from: readonly string[]
}

/** Referring and referred-to tables, one index (controller) at a time. */
function referredTo({ links, realms }: Merging): readonly Tables[] {
  const found = new Map<string, { to: Set<string>; from: Set<string> }>()
  for (const [table, to] of links) {
    const realm = realms.get(table)
    if (realm === undefined) continue
    for (const target of to) {
      if (realms.get(target) !== realm) continue
      const entry = found.get(realm) ?? { to: new Set(), from: new Set() }
      entry.to.add(target)
      entry.from.add(table)
      found.set(realm, entry)
    }
  }
  return [...found.values()].map(({ to, from }) => ({ to: [...to], from: [...from] }))
}

async function findAll({ client, system, linkOnly }: Merging, { to, from }: Tables): Promise<void> {
  await client.query(`
    insert into m_up
    select distinct c.person_id, t.tbl, t.key
      from people.location c ${each('c')}
      join people.location t on t.person_id = '${nobody}' and t.system = $1 and t.tbl = any($2::text[]) and ${refOf('t')} = u.ref
     where c.system = $1 and c.tbl = any($3::text[]) and c.links is not null and c.via in ('o', 'd')`, [system, to, from])
  const links = from.filter((table) => linkOnly.has(table))
  if (links.length === 0) return
  await client.query(`
    insert into m_up
    select distinct c.person_id, t.tbl, t.key
      from people.location c ${each('c')}
      join people.location t on t.system = $1 and t.tbl = any($2::text[]) and ${matches('t', 'u.ref')}
     where c.system = $1 and ${ties('c', '$3')} and t.via = 'd' and not ${has('c.person_id', 't')}`, [system, to, links])
}

async function findNew({ client, system, linkOnly }: Merging, { to, from }: Tables): Promise<void> {
  await client.query('analyze m_old')
  await client.query(`
    insert into m_up
    with had as materialized (select person_id from m_old where person_id <> '${nobody}' and tbl = any($2::text[])), ${refersOf('had')}
    select distinct c.person_id, t.tbl, t.key from (
      select n.person_id, u.ref, ${ties('n', '$4')} from m_new n ${each('n')} where n.links is not null and n.via in ('o', 'd') and n.tbl = any($3::text[])
      union
      -- a row that was placed anew: those it had before who still refer to it
      select o.person_id, ${refOf('o')}, o.via = 'u' from m_old o join refers r on r.person_id = o.person_id and r.ref = ${refOf('o')} where o.tbl = any($2::text[])
      union
      -- a row that had been referred to before it came
      select l.person_id, u.ref, ${ties('l', '$4')} from people.location l ${each('l')}
        join (select ${refOf('n')} as ref from m_new n where n.via in ('n', 'f', 'd')) n on n.ref = u.ref
       where l.system = $1 and l.loose and l.via in ('o', 'd') and l.tbl = any($3::text[])
    ) c (person_id, ref, tied)
    join people.location t on t.system = $1 and t.tbl = any($2::text[]) and ${matches('t', 'c.ref')}
   where (t.via in ('n', 'u', 'f') or (t.via = 'd' and c.tied)) and c.person_id <> '${nobody}'
     and not exists (select from people.location x where x.person_id = c.person_id and x.system = $1 and x.tbl = t.tbl and x.key = t.key and x.via in ('u', 'd'))`, [system, to, from, [...linkOnly]])
}

/** Who referred to it and does so no more loses it; where nobody is left, it leads to nobody. */
async function takeAway({ client, system }: Merging, { to }: Tables): Promise<void> {
  await client.query('create temp table m_less (like people.location) on commit drop')
  await client.query(`
    with had as (
      select distinct o.person_id, u.ref from m_old o ${each('o')} where o.links is not null and o.person_id <> '${nobody}'
    ), hit as materialized (
      select c.person_id, c.ref, t.tbl, t.key from had c
        join people.location t on t.person_id = c.person_id and t.system = $1 and t.via = 'u' and t.tbl = any($2::text[]) and ${matches('t', 'c.ref')}
    ), ${refersOf('hit')}, went as (
      delete from people.location t using hit c
       where t.person_id = c.person_id and t.system = $1 and t.tbl = c.tbl and t.key = c.key
         and not exists (select from refers r where r.person_id = c.person_id and r.ref = c.ref)
      returning t.*
    ) insert into m_less select * from went`, [system, to])
  await client.query('insert into m_diff select tbl, key, person_id from m_less; insert into m_ref select distinct tbl, key from m_less')
  await client.query(`${into}
    select distinct on (t.tbl, t.key) '${nobody}'::uuid, t.since, t.unmentioned, t.pinned, false, 'n'::"char", t.links is not null, ${row} from m_less t
     where not exists (select from people.location x where x.key = t.key and x.tbl = t.tbl and x.system = t.system)`)
  await client.query('drop table m_less')
}

/** What leads to nobody and belongs to a row that got its people from what refers to it. */
async function findFollowing({ client, first, system, linkOnly }: Merging, { to, from }: Tables): Promise<number> {
  const among = first ? '' : 'and (exists (select from m_new n where n.tbl = c.tbl and n.key = c.key) or exists (select from m_ref r where r.tbl = c.tbl and r.key = c.key))'
  const { rowCount } = await client.query(`
    insert into m_up
    select distinct p.person_id, c.tbl, c.key
      from people.location c ${each('c')}
      join people.location p on p.system = $1 and p.tbl = any($2::text[]) and p.via in ('u', 'f') and ${matches('p', 'u.ref')}
     where (c.person_id = '${nobody}' or (c.via = 'd' and p.via = 'u' and not c.tbl = any($4::text[])
              and exists (select from people.location d where d.person_id = c.person_id and d.system = $1 and d.tbl = p.tbl and d.key = p.key and d.via = 'd') and not ${has('p.person_id', 'c')}))
       and c.system = $1 and c.tbl = any($3::text[]) and c.links is not null ${among}`, [system, to, from, [...linkOnly]])
  return rowCount ?? 0
}

/** The rows of `m_up` get their persons; what stood in their place (nobody, or those it only followed) steps aside. */
async function give({ client, system }: Merging, via: 'u' | 'f'): Promise<void> {
  await client.query('analyze m_up')
  await client.query(`
    create temp table m_place on commit drop as
      select distinct on (t.tbl, t.key) t.* from (select distinct tbl, key from m_up) m
        join people.location t on t.key = m.key and t.tbl = m.tbl and t.system = $1 order by t.tbl, t.key, t.since`, [system])
  await client.query(`
    with went as (
      delete from people.location l using m_place m where l.system = $1 and l.tbl = m.tbl and l.key = m.key and l.via in (${via === 'u' ? `'n', 'f'` : `'n'`})
      returning l.tbl, l.key, l.person_id
    ) insert into m_diff select * from went`, [system])
  await client.query(`${into}
    select m.person_id, t.since, t.unmentioned, t.pinned, false, '${via}'::"char", t.links is not null, ${row}
      from m_up m join m_place t on t.key = m.key and t.tbl = m.tbl`)
  await client.query('insert into m_diff select tbl, key, person_id from m_up; insert into m_ref select distinct tbl, key from m_up; drop table m_place')
}

async function countShared({ client, system }: Merging): Promise<void> {
  await client.query(`
    update people.location l set shared = m.many from (
      select x.tbl, x.key, count(*) > 1 as many from (select distinct tbl, key from m_ref) r
        join people.location x on x.key = r.key and x.tbl = r.tbl and x.system = $1 group by x.tbl, x.key) m
     where l.system = $1 and l.tbl = m.tbl and l.key = m.key and l.shared <> m.many`, [system])
}
