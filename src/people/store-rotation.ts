import type pg from 'pg'
import type { Hash } from '../systems/index.ts'

const size = 10_000

export async function isRotated(pool: pg.Pool, version: number): Promise<boolean> {
  const { rowCount } = await pool.query('select from people.rotation where key_version = $1', [version])
  return rowCount !== 0
}

export async function noteRotated(pool: pg.Pool, version: number, now: string): Promise<void> {
  await pool.query('insert into people.rotation (key_version, done_at) values ($1, $2::timestamptz) on conflict do nothing', [version, now])
}

/** The realms that hold hashes of an older version. */
export async function realmsBefore(pool: pg.Pool, version: number): Promise<readonly string[]> {
  const { rows } = await pool.query<{ controller: string }>(`
    select controller from people.identifier_claim where key_version < $1 union select controller from people.unverified where key_version < $1`, [version])
  return rows.map((row) => row.controller)
}

interface Old {
  kind: string
  hash: string
  key_version: number
  person_id: string
}

/**
 * One batch of claims, one transaction: done again after a crash it finds only what is left. Who has the new hash already was seen
 * by a process with the new secret before we came, and is the same person: an alias says so.
 */
export async function rotateClaims(client: pg.PoolClient, table: 'identifier_claim' | 'unverified', realm: string, controllers: readonly string[], version: number, hash: Hash, now: string): Promise<number> {
  await client.query('begin')
  try {
    const { rows } = await client.query<Old>(`
      select kind, encode(hash, 'hex') as hash, key_version, person_id from people.${table}
       where controller = $1 and key_version < $2 limit ${size} for update`, [realm, version])
    const turns = rows.flatMap((row) => controllers.map((controller) => ({ ...row, next: hash.later(`${row.kind}:${row.hash}`, controller, row.key_version).slice(row.kind.length + 1) })))
    const columns = [turns.map((row) => row.kind), turns.map((row) => row.hash), turns.map((row) => row.key_version), turns.map((row) => row.next), turns.map((row) => row.person_id)]
    await client.query(`
      create temp table m_turn on commit drop as
        select kind collate "C" as kind, decode(o, 'hex') as old, v as key_version, decode(n, 'hex') as next, person_id
          from unnest($1::text[], $2::text[], $3::smallint[], $4::text[], $5::uuid[]) as t (kind, o, v, n, person_id)`, columns)
    await client.query(`
      delete from people.${table} c using m_turn t
       where c.hash = t.old and c.kind = t.kind and c.controller = $1 and c.key_version = t.key_version and c.person_id = t.person_id`, [realm])
    await client.query(`
      insert into people.${table} (controller, kind, key_version, hash, person_id) select $1, kind, $2, next, person_id from m_turn
      on conflict do nothing`, [realm, version])
    if (table === 'identifier_claim') {
      await client.query(`
        insert into people.alias (person_id, direct_id, into_id, why, actor, made_at)
        select distinct on (t.person_id) t.person_id, c.person_id, coalesce(a.into_id, c.person_id), 'observed', 'job:rotate', $3::timestamptz
          from m_turn t join people.identifier_claim c on c.hash = t.next and c.kind = t.kind and c.controller = $1 and c.key_version = $2
          left join people.alias a on a.person_id = c.person_id and a.undone_at is null
         where c.person_id <> t.person_id and coalesce(a.into_id, c.person_id) <> t.person_id
        on conflict do nothing`, [realm, version, now])
    }
    await client.query('commit')
    return rows.length
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

interface Stone {
  controller: string
  kind: string
  hash: string
  key_version: number
  erased_on: string
  own_left: number
  good_until: string
}

/** Whoever asked to be erased is recognised under the new secret too. */
export async function rotateTombstones(client: pg.PoolClient, controllersOf: (realm: string) => readonly string[], version: number, hash: Hash): Promise<void> {
  await client.query('begin')
  try {
    const { rows } = await client.query<Stone>(`
      delete from people.tombstone where key_version < $1
      returning controller, kind, encode(hash, 'hex') as hash, key_version, erased_on::text, own_left, good_until::text`, [version])
    const turns = rows.flatMap((row) => controllersOf(row.controller).map((controller) => ({ ...row, next: hash.later(`${row.kind}:${row.hash}`, controller, row.key_version).slice(row.kind.length + 1) })))
    await client.query(`
      insert into people.tombstone (controller, kind, key_version, hash, erased_on, own_left, good_until)
      select controller, kind, $7, decode(next, 'hex'), erased_on, own_left, good_until
        from unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::int[], $6::date[]) as t (controller, kind, next, erased_on, own_left, good_until)
      on conflict do nothing`,
    [turns.map((row) => row.controller), turns.map((row) => row.kind), turns.map((row) => row.next), turns.map((row) => row.erased_on), turns.map((row) => row.own_left), turns.map((row) => row.good_until), version])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

interface Marked {
  tbl: string
  system: string
  key: string
  person_id: string
  fingerprint: string
  name_hash: string | null
}

/** Fingerprints and the marks of names, in the order of the key; each says itself how far it has come. */
export async function rotateMarks(client: pg.PoolClient, table: 'location' | 'emptied', hash: Hash): Promise<void> {
  const person = table === 'location' ? 'person_id' : `'00000000-0000-0000-0000-000000000000'::uuid`
  const name = table === 'location' ? 'name_hash' : 'null::text'
  let after: readonly string[] = ['00000000-0000-0000-0000-000000000000', '', '', '']
  for (;;) {
    await client.query('begin')
    try {
      const { rows } = await client.query<Marked>(`
        select ${person} as person_id, system, tbl, key, fingerprint, ${name} as name_hash from people.${table}
         where (${table === 'location' ? 'person_id, system, tbl, key' : `${person}, system, tbl, key`}) > ($1::uuid, $2 collate "C", $3 collate "C", $4 collate "C")
         order by 1, 2, 3, 4 limit ${size} for update`, [...after])
      if (rows.length > 0) {
        const turned = rows.filter((row) => row.fingerprint !== '').map((row) => ({ ...row, next: hash.laterFingerprint(row.fingerprint), name: row.name_hash === null ? null : hash.laterNames(row.name_hash) }))
        await client.query(`
          update people.${table} l set fingerprint = t.next${table === 'location' ? ', name_hash = t.name' : ''}
            from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) as t (person_id, system, tbl, key, next, name)
           where ${table === 'location' ? 'l.person_id = t.person_id and ' : ''}l.system = t.system collate "C" and l.tbl = t.tbl collate "C" and l.key = t.key collate "C" and l.fingerprint <> t.next`,
        [turned.map((row) => row.person_id), turned.map((row) => row.system), turned.map((row) => row.tbl), turned.map((row) => row.key), turned.map((row) => row.next), turned.map((row) => row.name)])
        const last = rows.at(-1)!
        after = [last.person_id, last.system, last.tbl, last.key]
      }
      await client.query('commit')
      if (rows.length < size) return
    } catch (error) {
      await client.query('rollback')
      throw error
    }
  }
}
