import { sql } from 'kysely'
import type { PersonId } from '../people/index.ts'
import type { Tx } from '../platform/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { CaseId, RestrictionWhy } from './case.ts'

export interface FieldAt {
  readonly system: string
  readonly table: string
  readonly field: string
}

export interface Attested {
  readonly outcome: 'granted' | 'refused'
  readonly role: string
  readonly grounds: Buffer
  readonly at: string
  readonly actor: string
}

export async function insertAttestation(tx: Tx, id: CaseId, { outcome, role, grounds, at, actor }: Attested): Promise<void> {
  await sql`insert into requests.attestation (case_id, outcome, role, grounds, at, actor) values (${id}, ${outcome}, ${role}, ${grounds}, ${at}, ${actor})`.execute(tx)
}

export async function insertCorrected(tx: Tx, id: CaseId, fields: readonly FieldAt[]): Promise<void> {
  for (const { system, table, field } of fields) {
    await sql`insert into requests.corrected (case_id, system, tbl, field) values (${id}, ${system}, ${table}, ${field}) on conflict do nothing`.execute(tx)
  }
}

export async function insertRestriction(tx: Tx, id: CaseId, of: { readonly data: readonly string[]; readonly why: RestrictionWhy; readonly since: Day }): Promise<void> {
  await sql`insert into requests.restriction (case_id, data, why, since) values (${id}, ${[...of.data]}::text[], ${of.why}, ${of.since})`.execute(tx)
}

export interface Announced {
  readonly on: Day
  readonly role: string
  readonly grounds: Buffer
  readonly at: string
  readonly actor: string
}

/** Said again, the later letter counts: it is the one that the person has in hand. */
export async function insertLiftNotice(tx: Tx, id: CaseId, { on, role, grounds, at, actor }: Announced): Promise<void> {
  await sql`
    insert into requests.lift_notice (case_id, on_day, role, grounds, at, actor) values (${id}, ${on}, ${role}, ${grounds}, ${at}, ${actor})
    on conflict (case_id) do update set on_day = excluded.on_day, role = excluded.role, grounds = excluded.grounds, at = excluded.at, actor = excluded.actor`.execute(tx)
}

export async function insertLift(tx: Tx, id: CaseId, of: { readonly told: Day; readonly on: Day; readonly role: string; readonly at: string; readonly actor: string }): Promise<void> {
  await sql`insert into requests.lift (case_id, told_on, on_day, role, at, actor) values (${id}, ${of.told}, ${of.on}, ${of.role}, ${of.at}, ${of.actor})`.execute(tx)
}

export interface ReturnResolved {
  readonly personId: PersonId
  readonly role: string
  readonly grounds: Buffer
  readonly at: string
  readonly actor: string
}

export async function insertReturnResolution(tx: Tx, { personId, role, grounds, at, actor }: ReturnResolved): Promise<void> {
  await sql`insert into requests.return_resolution (person_id, at, role, grounds, actor) values (${personId}, ${at}, ${role}, ${grounds}, ${actor})`.execute(tx)
}
