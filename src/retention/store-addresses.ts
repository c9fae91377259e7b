import type pg from 'pg'
import type { Hash } from '../systems/index.ts'

const size = 5000

interface Old {
  person_id: string
  row_id: string
  controller: string
  address_hash: string
  key_version: number
}

/** One batch of letters, one transaction: done again after a crash it finds only what is left. Answers how many there were. */
export async function turnReminders(client: pg.PoolClient, version: number, hash: Hash): Promise<number> {
  const { rows } = await client.query<Old>(`select person_id, reminder_id as row_id, controller, address_hash, key_version from retention.reminder where key_version < $1 limit ${size}`, [version])
  await client.query(`
    update retention.reminder x set address_hash = t.next, key_version = $4
      from unnest($1::uuid[], $2::uuid[], $3::text[]) as t (person_id, row_id, next) where x.person_id = t.person_id and x.reminder_id = t.row_id and x.key_version < $4`,
  [rows.map((row) => row.person_id), rows.map((row) => row.row_id), turned(rows, hash), version])
  return rows.length
}

/** The same for addresses that do not exist. Of whom is on record no more the hash goes: nobody is written to there. */
export async function turnBounced(client: pg.PoolClient, version: number, hash: Hash): Promise<number> {
  const { rows } = await client.query<Old>(`
    select b.person_id, b.address_hash as row_id, p.controller, b.address_hash, b.key_version
      from retention.bounced_address b join people.person p using (person_id) where b.key_version < $1 limit ${size}`, [version])
  if (rows.length === 0) {
    await client.query('delete from retention.bounced_address where key_version < $1', [version])
    return 0
  }
  await client.query(`
    with t as (select * from unnest($1::uuid[], $2::text[], $3::text[]) as t (person_id, old, next)),
    gone as (delete from retention.bounced_address b using t where b.person_id = t.person_id and b.address_hash = t.old and b.key_version < $4 returning b.person_id, b.on_day, t.next)
    insert into retention.bounced_address (person_id, address_hash, on_day, key_version) select person_id, next, max(on_day), $4 from gone group by 1, 2
    on conflict (person_id, address_hash) do update set on_day = greatest(bounced_address.on_day, excluded.on_day), key_version = excluded.key_version`,
  [rows.map((row) => row.person_id), rows.map((row) => row.row_id), turned(rows, hash), version])
  return rows.length
}

const turned = (rows: readonly Old[], hash: Hash): string[] => rows.map((row) => hash.later(row.address_hash, row.controller, row.key_version))
