import { sql } from 'kysely'
import type { Db } from '../platform/index.ts'
import type { CaseId } from './case.ts'
import type { SystemRef } from '../people/index.ts'

/** `mentioned`: another's row whose text names the person, which a human reads. */
export type HowFound = 'own' | 'named' | 'unverified' | 'mentioned'

export interface FoundRow {
  readonly ref: SystemRef
  readonly how: HowFound
}

export async function keepFound(tx: Db, id: CaseId, found: readonly FoundRow[]): Promise<void> {
  if (found.length === 0) return
  await sql`
    insert into requests.found (case_id, system, tbl, key, how)
    select ${id}::uuid, f.system, f.tbl, f.key, min(f.how) from unnest(${found.map((f) => f.ref.system)}::text[], ${found.map((f) => f.ref.table)}::text[],
           ${found.map((f) => f.ref.key)}::text[], ${found.map((f) => f.how)}::text[]) as f (system, tbl, key, how) group by 1, 2, 3, 4
    on conflict (case_id, system, tbl, key) do update set how = excluded.how where excluded.how <> 'mentioned'`.execute(tx)
}

/** Each search starts from nothing: what an earlier one found may be gone, or in the index by now. */
export async function forgetFound(tx: Db, id: CaseId, system: string): Promise<void> {
  await sql`delete from requests.found where case_id = ${id} and system = ${system}`.execute(tx)
}

/** A page of what was found in one table, in key order. */
export async function foundIn(db: Db, id: CaseId, system: string, table: string, after: string, most: number): Promise<readonly FoundRow[]> {
  const { rows } = await sql<{ key: string; how: HowFound }>`
    select key, how from requests.found where case_id = ${id} and system = ${system} and tbl = ${table} and key > ${after} collate "C" order by key limit ${most}`.execute(db)
  return rows.map(({ key, how }) => ({ ref: { system, table, key }, how }))
}

export async function countFound(db: Db, id: CaseId): Promise<readonly { readonly system: string; readonly table: string; readonly how: HowFound; readonly count: number }[]> {
  const { rows } = await sql<{ system: string; table: string; how: HowFound; count: number }>`
    select system, tbl as "table", how, count(*) as count from requests.found where case_id = ${id} group by 1, 2, 3 order by 1, 2, 3`.execute(db)
  return rows
}

export interface FoundKeys {
  readonly system: string
  readonly table: string
  readonly how: HowFound
  readonly count: number
  /** The first hundred. */
  readonly keys: readonly string[]
}

/** Where a human has to look, by table. */
export async function keysFound(db: Db, id: CaseId): Promise<readonly FoundKeys[]> {
  const { rows } = await sql<FoundKeys>`
    select system, tbl as "table", how, count(*) as count, (array_agg(key order by key))[1:100] as keys from requests.found where case_id = ${id} group by 1, 2, 3 order by 1, 2, 3`.execute(db)
  return rows
}
