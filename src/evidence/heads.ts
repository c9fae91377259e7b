import { problem, type Db } from '../platform/index.ts'
import { headOf, NO_SEAL, readSeal, sealHash, type Head } from './seal-form.ts'
import type { HeadSink } from './sinks.ts'
import { acknowledged, acknowledgementAfter, lastSeal, sealByNumber, type SealRow } from './store.ts'

/** The newest seal in short; number 0 when nothing has been sealed. */
export async function head(db: Db): Promise<Head> {
  const last = await lastSeal(db)
  return last === undefined ? NO_SEAL : headOfRow(last)
}

export function headOfRow(row: SealRow): Head {
  const seal = readSeal(row.bytes)
  if (seal === undefined || seal.number !== row.number || seal.to !== row.to_position) {
    throw problem('evidence.seal-unreadable', {
      attempted: 'read the newest seal of the ledger',
      on: `seal ${row.number}`,
      next: 'Run: lofte evidence verify. Nothing is sealed until the ledger is whole again.',
    })
  }
  return headOf(seal, row)
}

/** Puts our newest head in every place outside that has not seen it. Called after each seal and at start. */
export async function publishHead(db: Db, sinks: readonly HeadSink[]): Promise<Head> {
  const ours = await head(db)
  if (ours.number > 0) {
    for (const sink of sinks) {
      const last = await sink.last()
      if (last === null || last.number < ours.number) await sink.publish(ours)
    }
  }
  return ours
}

export type Standing =
  /** no place outside could be asked, or none has seen a head: nothing is known, nothing is claimed */
  | { readonly state: 'unknown'; readonly ours: Head }
  /** we hold every head that was seen outside */
  | { readonly state: 'current'; readonly ours: Head; readonly outside: Head; readonly sink: string }
  /** restored: outside has seen a seal that we lack, and a role answered for it; the next seal declares the gap */
  | { readonly state: 'acknowledged'; readonly ours: Head; readonly outside: Head; readonly sink: string }
  /** outside has seen a newer seal than our newest: an older point was restored, or the end was cut off. Read-only */
  | { readonly state: 'behind'; readonly ours: Head; readonly outside: Head; readonly sink: string }
  /** we hold another seal under that number: restored and written on, or rewritten. Read-only */
  | { readonly state: 'diverged'; readonly ours: Head; readonly outside: Head; readonly sink: string }

/** Where our ledger stands against the newest head seen outside; with several places, the worst answer. */
export async function compareWithOutside(db: Db, sinks: readonly HeadSink[]): Promise<Standing> {
  let worst: Standing | undefined
  for (const sink of sinks) {
    const outside = await sink.last()
    if (outside === null) continue
    const standing = await standingAgainst(db, outside, sink.name)
    if (worst === undefined || graver(standing, worst)) worst = standing
  }
  return worst ?? { state: 'unknown', ours: await head(db) }
}

/** A server in such a standing answers readers and changes nothing until somebody acknowledges. */
export function isReadOnly(standing: Standing): boolean {
  return standing.state === 'behind' || standing.state === 'diverged'
}

async function standingAgainst(db: Db, outside: Head, sink: string): Promise<Standing> {
  const ours = await head(db)
  const held = await sealByNumber(db, outside.number)
  if (held !== undefined && sealHash(held) === outside.hash) return { state: 'current', ours, outside, sink }
  if (await acknowledged(db, outside.number, outside.hash)) {
    // Once the gap is sealed our numbers have passed it: current again as soon as that head is outside.
    const pending = await acknowledgementAfter(db, ours.hash)
    return { state: pending === undefined && ours.number > outside.number ? 'current' : 'acknowledged', ours, outside, sink }
  }
  return { state: ours.number < outside.number ? 'behind' : 'diverged', ours, outside, sink }
}

function graver(one: Standing, other: Standing): boolean {
  if (weight[one.state] !== weight[other.state]) return weight[one.state] > weight[other.state]
  return one.state !== 'unknown' && other.state !== 'unknown' && one.outside.number > other.outside.number
}

const weight = { unknown: 0, current: 1, acknowledged: 2, diverged: 3, behind: 4 } as const
