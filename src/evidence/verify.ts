import type { KeyObject } from 'node:crypto'
import type { Database } from '../platform/index.ts'
import { Findings, type Finding } from './findings.ts'
import type { Head } from './seal-form.ts'
import { openSnapshot } from './store-verify.ts'
import { walkEntries } from './verify-entries.ts'
import { walkSeals, type DeclaredGap } from './verify-seals.ts'

export interface VerifyOptions {
  /** the key that seals must be signed with; several after a change of keys */
  readonly publicKey: KeyObject | readonly KeyObject[]
  /** heads seen outside of the database: without one, a ledger whose end was cut off together with its seals looks whole */
  readonly outside?: Head | readonly Head[] | null | undefined
  readonly onProgress?: ((entries: number, of: number) => void) | undefined
}

export interface Verification {
  readonly ok: boolean
  readonly entries: number
  readonly seals: number
  readonly head: Head
  /** entries recorded and not sealed yet: nothing protects them so far */
  readonly waiting: number
  readonly findings: readonly Finding[]
  /** findings beyond those listed */
  readonly more: number
  /** losses that the ledger itself declares, after an acknowledged restore */
  readonly gaps: readonly DeclaredGap[]
  /** was the end compared with a head from outside? */
  readonly comparedOutside: boolean
}

/** Reads the whole ledger once, first entry to last, and names everything that is not as it was sealed. Changes nothing. */
export async function verifyLedger(database: Pick<Database, 'pool'>, options: VerifyOptions): Promise<Verification> {
  const trusted = Array.isArray(options.publicKey) ? (options.publicKey as readonly KeyObject[]) : [options.publicKey as KeyObject]
  const outside = options.outside === undefined || options.outside === null ? [] : [options.outside].flat()
  await using snapshot = await openSnapshot(database.pool)
  const findings = new Findings()
  const { seals, gaps, head } = await walkSeals(snapshot.seals(), trusted, outside as Head[], findings)
  const of = seals.reduce((sum, seal) => sum + seal.count, 0)
  const progress = options.onProgress
  const entries = await walkEntries(snapshot, seals, findings, progress && ((done) => progress(done, of)))
  return {
    ok: findings.ok,
    entries,
    seals: seals.length,
    head,
    waiting: await snapshot.waiting(),
    findings: findings.list,
    more: findings.more,
    gaps,
    comparedOutside: outside.length > 0,
  }
}
