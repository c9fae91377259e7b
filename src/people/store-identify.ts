import type { Merging } from './merging.ts'
import { keepApart, ownApart } from './store-apart.ts'

/**
 * Rows with verified identifiers find their person, or make one: `m_own (n, person_id)`. An identifier's root is the first
 * row that it was seen on; rows that bear several tie roots together. Where persons already known meet in one row, one is
 * merged into the other by an alias, which a human can undo; whom a human parted, no row ever ties together again (apart).
 */
export async function identify(merging: Merging): Promise<void> {
  const { client, first, keyVersion } = merging
  const identifiers = first
    ? 'select n, controller, kind, hash from people.sighted_identifier where verified'
    : `select i.n, i.controller, i.kind, i.hash from people.sighted_identifier i join m_row r on r.n = i.n where i.verified`
  // Nobody is on record yet (after everything was erased somebody may be: who is waited for, who is merged).
  const fresh = first && (await nobodyYet(client))
  if (fresh) await client.query('alter table people.identifier_claim drop constraint identifier_claim_pkey; drop index people.identifier_claim_person')
  await client.query(`
    create temp table m_claim on commit drop as
      select k.controller, k.kind, k.hash, k.root, ${fresh ? 'null::uuid' : 'coalesce(a.into_id, c.person_id)'} as known, null::uuid as apart
        from (select controller, kind, hash, min(n) as root from (${identifiers}) i group by controller, kind, hash) k
        ${fresh ? '' : `left join people.identifier_claim c on c.hash = k.hash and c.kind = k.kind and c.controller = k.controller and c.key_version = ${keyVersion}
        left join people.alias a on a.person_id = c.person_id and a.undone_at is null`}`)
  await client.query('analyze m_claim')
  await client.query(`
    create temp table m_tie on commit drop as
      select distinct least(m.root, c.root) as a, greatest(m.root, c.root) as b
        from (select i.n, min(c.root) as root from (${identifiers}) i join m_claim c using (controller, kind, hash) group by i.n having count(*) > 1 and min(c.root) <> max(c.root)) m
        join (${identifiers}) i on i.n = m.n join m_claim c using (controller, kind, hash)
       where c.root <> m.root`)
  const tied = await hasTies(client)
  await tieTogether(merging)
  const rootOf = tied ? 'coalesce(t.root, c.root)' : 'c.root'
  const group = tied ? 'left join m_group t on t.node = c.root' : ''
  const personOf = fresh ? 'p.made' : 'coalesce(c.apart, p.known, p.made)'
  await client.query(`
    create temp table m_person on commit drop as
      select g.root, g.controller, g.known, ${idFor('g.seq', merging.now)} as made
        from (select g.*, row_number() over (order by g.root) as seq
                from (select ${rootOf} as root, c.controller, ${fresh ? 'null::uuid' : 'min(c.known::text)::uuid'} as known from m_claim c ${group} group by 1, 2) g) g`)
  await client.query('analyze m_person')
  const apart = !fresh && (await keepApart(merging, identifiers))
  if (!fresh) await mergeKnown(merging)
  await client.query(`insert into people.person (person_id, controller, created_on) select made, controller, $1::date from m_person where known is null order by root`, [merging.today])
  await client.query(`
    insert into people.identifier_claim (controller, kind, key_version, hash, person_id)
    select c.controller, c.kind, ${keyVersion}, c.hash, ${personOf}
      from m_claim c ${group} join m_person p on p.root = ${rootOf} and p.controller = c.controller
     where c.known is null`)
  if (fresh) {
    await client.query('alter table people.identifier_claim add constraint identifier_claim_pkey primary key (hash, kind, controller, key_version)')
    await client.query('create index identifier_claim_person on people.identifier_claim (person_id)')
  }
  // All of a row's identifiers lead to the same person by now, or the row is settled below: one of them is enough.
  await client.query(`
    create temp table m_own on commit drop as
      select i.n, ${personOf} as person_id
        from (select distinct on (n) n, controller, kind, hash from (${identifiers}) i order by n) i join m_claim c using (controller, kind, hash)
        ${group} join m_person p on p.root = ${rootOf} and p.controller = c.controller`)
  if (apart) await ownApart(merging, identifiers)
  await client.query('analyze m_own')
}

async function nobodyYet(client: Merging['client']): Promise<boolean> {
  const { rows } = await client.query<{ none: boolean }>('select not exists (select from people.identifier_claim) and not exists (select from people.person) as none')
  return rows[0]!.none
}

async function hasTies(client: Merging['client']): Promise<boolean> {
  return ((await client.query('select from m_tie limit 1')).rowCount ?? 0) > 0
}

/** Connected roots get the lowest of them as their group's: each step halves the way, so long chains take few. */
async function tieTogether({ client }: Merging): Promise<void> {
  await client.query('create temp table m_group on commit drop as select a as node, a as root from m_tie union select b, b from m_tie')
  for (;;) {
    const spread = await client.query(`
      update m_group g set root = x.root from (
        select t.node, min(o.root) as root from (select a as node, b as other from m_tie union all select b, a from m_tie) t
          join m_group o on o.node = t.other group by t.node) x
       where x.node = g.node and x.root < g.root`)
    const jumped = await client.query('update m_group g set root = o.root from m_group o where o.node = g.root and o.root < g.root')
    if ((spread.rowCount ?? 0) === 0 && (jumped.rowCount ?? 0) === 0) return
  }
}

async function mergeKnown({ client, actor, now }: Merging): Promise<void> {
  const { rowCount } = await client.query(`
    insert into people.alias (person_id, direct_id, into_id, why, actor, made_at)
    select distinct c.known, p.known, p.known, 'observed', $1, $2::timestamptz
      from m_claim c left join m_group t on t.node = c.root join m_person p on p.root = coalesce(t.root, c.root) and p.controller = c.controller
     where c.known is not null and c.known <> p.known and c.apart is null
    on conflict do nothing`, [actor, now])
  if (rowCount === 0) return
  // Whoever was merged into one of them follows on.
  await client.query(`
    update people.alias a set into_id = b.into_id from people.alias b
     where a.undone_at is null and b.undone_at is null and a.into_id = b.person_id`)
  await client.query(`insert into m_changed select person_id from people.alias where made_at = $1::timestamptz union select into_id from people.alias where made_at = $1::timestamptz`, [now])
}

/**
 * A UUIDv7 for each new person: the moment, a running number, random bits. Made here and not in the app, since no process
 * should have to hold a million of them; in the order of the rows, so that the index is built from sorted input.
 */
function idFor(number: string, now: string): string {
  const ms = Temporal.Instant.from(now).epochMilliseconds.toString(16).padStart(12, '0')
  const hex = `lpad(to_hex(${number}), 8, '0')`
  return `('${ms}7' || substr(${hex}, 1, 3) || '8' || substr(${hex}, 4, 3) || substr(${hex}, 7, 2) || right(gen_random_uuid()::text, 10))::uuid`
}
