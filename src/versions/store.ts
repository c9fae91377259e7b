import { sql } from 'kysely'
import type { Db } from '../platform/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { Terms } from '../policy/promises/index.ts'
import type { Lang, Text } from '../policy/text/index.ts'

/** A promise as it was published: its words are frozen with the version. */
export interface FrozenPromise {
  readonly id: string
  readonly kind: string
  readonly sentence: Text
  /** What it says as data, for comparing; versions published before this was kept have none. */
  readonly terms?: Terms
}

export interface Version {
  readonly number: number
  readonly version: string
  readonly effective: Day
  readonly publishedAt: string
  readonly promises: readonly FrozenPromise[]
}

export interface NewVersion {
  readonly version: string
  readonly effective: Day
  readonly publishedAt: string
  readonly publishedBy: string
  readonly source: string
  readonly promises: readonly FrozenPromise[]
  readonly documents: Readonly<Partial<Record<Lang, unknown>>>
  readonly accepted: readonly unknown[]
}

/** Answers false where the version stands already: publishing twice is publishing once. */
export async function insertVersion(db: Db, version: NewVersion): Promise<boolean> {
  const { rows } = await sql<{ number: number }>`
    INSERT INTO versions.version (number, version, effective, published_at, published_by, source, promises, documents, accepted)
    SELECT coalesce(max(number), 0) + 1, ${version.version}, ${version.effective}::date, ${version.publishedAt}::timestamptz, ${version.publishedBy}, ${version.source},
           ${JSON.stringify(version.promises)}::jsonb, ${JSON.stringify(version.documents)}::jsonb, ${JSON.stringify(version.accepted)}::jsonb
    FROM versions.version
    ON CONFLICT (version) DO NOTHING
    RETURNING number`.execute(db)
  return rows.length > 0
}

/** Latest first. */
export async function listVersions(db: Db): Promise<Version[]> {
  const { rows } = await sql<Version>`
    SELECT number, version, effective::text AS effective, published_at::text AS "publishedAt", promises
    FROM versions.version ORDER BY number DESC`.execute(db)
  return rows
}

export async function documentOf(db: Db, number: number, lang: Lang): Promise<unknown> {
  const { rows } = await sql<{ document: unknown }>`SELECT documents -> ${lang} AS document FROM versions.version WHERE number = ${number}`.execute(db)
  return rows[0]?.document ?? null
}
