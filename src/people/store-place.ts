import { nobody } from './person.ts'
import type { Merging } from './merging.ts'

export const into = 'insert into people.location (person_id, since, unmentioned, pinned, shared, via, loose, system, tbl, key, fingerprint, dates, links, name_hash, consent)'
const rest = 's.system, s.tbl, s.key, s.fingerprint, s.dates, s.links, s.name_hash, s.consent'
const refTable = (ref: string): string => `split_part(${ref}, E'\\x1f', 1)`
const refKey = (ref: string): string => `substr(${ref}, strpos(${ref}, E'\\x1f') + 1)`
export const matches = (alias: string, ref: string): string => `${alias}.tbl = ${refTable(ref)} and ${alias}.key = ${refKey(ref)}`

/** Rows with identifiers of their own first; then table by table, referred-to before referring, the persons they belong to. */
export async function placeRows(merging: Merging): Promise<void> {
  const { client, groups, links, from, system } = merging
  await client.query(`${into}
    select o.person_id, ${since(merging)}, s.unmentioned, s.pinned, false, 'o', false, ${rest}
      from ${from} s join m_own o on o.n = s.n where s.system = $1 and s.own`, [system])
  if (merging.first && groups.some((group) => group.some((table) => (links.get(table)?.size ?? 0) > 0))) await client.query('analyze people.location')
  for (const group of groups) {
    const table = group[0]!
    if (group.length > 1 || links.get(table)?.has(table) === true) await placeCycle(merging, group)
    else await placeTable(merging, table)
  }
  await noteLoose(merging)
}

/** Rows of people that refer to a row which is not there (yet): should it come, it is theirs. By constraint there are none. */
async function noteLoose(merging: Merging): Promise<void> {
  const { client, first, links, system } = merging
  for (const table of links.keys()) {
    const parents = parentsOf(merging, table)
    if (parents.length === 0) continue
    await client.query(`
      update people.location l set loose = true from (
        select distinct s.tbl, s.key from ${merging.from} s cross join lateral unnest(string_to_array(s.links, E'\\x1e')) as u (ref)
          left join people.location t on t.system = $1 and t.tbl = any($3::text[]) and ${matches('t', 'u.ref')}
         where s.system = $1 and s.tbl = $2 and s.own and s.links is not null and ${refTable('u.ref')} = any($3::text[]) and t.key is null) m
       where l.system = $1 and l.tbl = m.tbl and l.key = m.key ${first ? '' : 'and not l.loose'}`, [system, table, parents])
  }
}

async function placeTable(merging: Merging, table: string): Promise<void> {
  const { client, from, system } = merging
  const parents = parentsOf(merging, table)
  if (parents.length === 0) return placeUnlinked(merging, table, '')
  await placeUnlinked(merging, table, 'and s.link_count = 0')
  await client.query(`${into}
    select coalesce(p.person_id, '${nobody}'), ${since(merging)}, s.unmentioned, s.pinned, coalesce(p.shared, false),
           case when p.person_id is null then 'n' else 'd' end::"char", p.person_id is null, ${rest}
      from ${from} s left join people.location p on p.system = $1 and p.tbl = any($3::text[]) and ${matches('p', 's.links')} and p.via in ('o', 'd')
     where s.system = $1 and s.tbl = $2 and not s.own and s.link_count = 1`, [system, table, parents])
  await client.query(`
    with pair as (
      select s.n, p.person_id, coalesce(bool_or(p.shared), false) as shared, bool_or(p.person_id is null and ${refTable('u.ref')} = any($3::text[])) as loose
        from ${from} s cross join lateral unnest(string_to_array(s.links, E'\\x1e')) as u (ref)
        left join people.location p on p.system = $1 and p.tbl = any($3::text[]) and ${matches('p', 'u.ref')} and p.via in ('o', 'd')
       where s.system = $1 and s.tbl = $2 and not s.own and s.link_count > 1
       group by s.n, p.person_id
    ), counted as (
      select n, person_id, shared or count(person_id) over w > 1 as shared, bool_or(loose) over w as loose, count(person_id) over w as found
        from pair window w as (partition by n)
    )
    ${into}
    select coalesce(c.person_id, '${nobody}'), ${since(merging)}, s.unmentioned, s.pinned, c.shared, case when c.person_id is null then 'n' else 'd' end::"char", c.loose, ${rest}
      from ${from} s join counted c on c.n = s.n and (c.person_id is not null or c.found = 0)
     where s.system = $1`, [system, table, parents])
}

async function placeUnlinked(merging: Merging, table: string, which: string): Promise<void> {
  const { client, from, system } = merging
  await client.query(`${into}
    select '${nobody}', ${since(merging)}, s.unmentioned, s.pinned, false, 'n', false, ${rest} from ${from} s
     where s.system = $1 and s.tbl = $2 and not s.own ${which}`, [system, table])
}

/** Tables that refer to each other, or to themselves: persons spread until nobody new is reached. */
async function placeCycle(merging: Merging, group: readonly string[]): Promise<void> {
  const { client, from, system } = merging
  const parents = [...new Set(group.flatMap((table) => parentsOf(merging, table)))]
  const realms = new Set(group.map((table) => merging.realms.get(table)))
  if (parents.length > 0 && realms.size === 1) {
    for (;;) {
      const { rowCount } = await client.query(`
        with pair as (
          select s.n, p.person_id from ${from} s cross join lateral unnest(string_to_array(s.links, E'\\x1e')) as u (ref)
            join people.location p on p.system = $1 and p.tbl = any($3::text[]) and ${matches('p', 'u.ref')} and p.via in ('o', 'd')
           where s.system = $1 and s.tbl = any($2::text[]) and not s.own and s.link_count > 0
           group by s.n, p.person_id
        )
        ${into}
        select c.person_id, ${since(merging)}, s.unmentioned, s.pinned, false, 'd', false, ${rest}
          from pair c join ${from} s on s.n = c.n
         where not exists (select from people.location x where x.person_id = c.person_id and x.system = s.system and x.tbl = s.tbl and x.key = s.key)`, [system, [...group], parents])
      if (rowCount === 0) break
    }
  }
  await client.query(`${into}
    select '${nobody}', ${since(merging)}, s.unmentioned, s.pinned, false, 'n', false, ${rest} from ${from} s
     where s.system = $1 and s.tbl = any($2::text[]) and not s.own
       and not exists (select from people.location x where x.system = s.system and x.tbl = s.tbl and x.key = s.key)`, [system, [...group]])
  await client.query(`
    update people.location l set shared = m.many, loose = m.loose from (
      select s.tbl, s.key, (select count(*) > 1 from people.location x where x.key = s.key and x.tbl = s.tbl and x.system = $1) as many,
             exists (select from unnest(string_to_array(s.links, E'\\x1e')) as u (ref) where ${refTable('u.ref')} = any($3::text[])
                and not exists (select from people.location p where p.system = $1 and ${matches('p', 'u.ref')} and p.via in ('o', 'd'))) as loose
        from ${from} s where s.system = $1 and s.tbl = any($2::text[]) and not s.own and s.links is not null) m
     where l.system = $1 and l.tbl = m.tbl and l.key = m.key and (l.shared <> m.many or l.loose <> m.loose)`, [system, [...group], parents])
}

/** Linking stops at controllers and at what we hold as processor: only parents of the same index give persons. */
export function parentsOf({ links, realms }: Merging, table: string): readonly string[] {
  return [...(links.get(table) ?? [])].filter((to) => realms.has(to) && realms.get(to) === realms.get(table))
}

export const since = ({ first, today }: Merging): string => (first ? `date '${today}'` : `coalesce(s.first_seen, date '${today}')`)

/**
 * A row that belongs to one that we cleared ourselves: the cleared row has nobody any more, but what stays of the person (a
 * held invoice) remains theirs.
 */
export async function restoreEmptied({ client, system }: Merging): Promise<void> {
  await client.query(`
    create temp table m_kept on commit drop as
      select distinct o.person_id, o.shared, l.tbl, l.key
        from m_row r join people.location l on l.key = r.key and l.tbl = r.tbl and l.system = $1 and l.person_id = '${nobody}'
        join m_old o on o.tbl = r.tbl and o.key = r.key and o.person_id <> '${nobody}'
       where exists (select from people.emptied e where e.system = $1 and e.tbl || E'\\x1f' || e.key = any (string_to_array(r.links, E'\\x1e')))`, [system])
  await client.query(`
    with kept as (
      ${into}
      select k.person_id, s.since, s.unmentioned, s.pinned, k.shared, 'd', true, ${rest}
        from m_kept k join people.location s on s.key = k.key and s.tbl = k.tbl and s.system = $1 and s.person_id = '${nobody}'
    )
    delete from people.location l using m_kept k where l.person_id = '${nobody}' and l.system = $1 and l.tbl = k.tbl and l.key = k.key`, [system])
  await client.query('drop table m_kept')
}
