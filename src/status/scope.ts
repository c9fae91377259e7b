import { scansOf } from '../people/index.ts'
import type { ScanState } from '../people/index.ts'
import type { Db } from '../platform/index.ts'
import { connectorKinds } from '../policy/language/index.ts'
import type { Policy, System } from '../policy/model/index.ts'
import { scopeOf } from '../policy/promises/index.ts'
import type { PolicyPromise, Scope, SystemNeed } from '../policy/promises/index.ts'
import type { ScopeFigures } from './figures.ts'

/** In which systems a promise is to be kept, and which of them can do all that it needs. */
export function scopeIn(policy: Policy, promise: PolicyPromise): Scope {
  return scopeOf(policy, promise, able)
}

function able(system: System): ReadonlySet<SystemNeed> {
  const can = connectorKinds.get(system.connector)?.can
  return new Set(can === undefined ? [] : (Object.keys(can) as SystemNeed[]).filter((need) => can[need] && (need !== 'restrict' || isToldOfRestrictions(system))))
}

/** A restriction that stands in our index alone stops nobody who works in the system. What a human does (a task) is theirs to see to. */
function isToldOfRestrictions(system: System): boolean {
  return system.connector === 'task' || [...system.tables.values()].every((table) => table.matterOnly || table.linkOnly || table.role === 'processor' || table.restricted !== null)
}

export interface Observation {
  /** By system, the moment its longest unseen table was last observed; null where one never was. */
  readonly systems: ReadonlyMap<string, string | null>
}

export async function observations(db: Db, policy: Policy): Promise<Observation> {
  const scans = await scansOf(db)
  return { systems: new Map([...policy.systems.values()].map((system) => [system.name, observedAt(system, scans)])) }
}

function observedAt(system: System, scans: readonly ScanState[]): string | null {
  let oldest: string | null = null
  const tables = [...system.tables.values()].filter((table) => !table.matterOnly)
  for (const table of tables) {
    const at = scans.find((scan) => scan.system === system.name && scan.table === table.name)?.mergedAt
    if (at === undefined) return null
    if (oldest === null || Temporal.Instant.compare(Temporal.Instant.from(at), Temporal.Instant.from(oldest)) < 0) oldest = at
  }
  return oldest
}

/** null for a promise that no system has to do anything for. */
export function seenBy(policy: Policy, promise: PolicyPromise, observed: Observation): { readonly scope: ScopeFigures; readonly observed: string | null } | null {
  if (promise.needs.length === 0) return null
  const { systems, able: can } = scopeIn(policy, promise)
  const seen = can.flatMap((name) => observed.systems.get(name) ?? [])
  const oldest = seen.reduce<string | null>((first, at) => (first === null || Temporal.Instant.compare(Temporal.Instant.from(at), Temporal.Instant.from(first)) < 0 ? at : first), null)
  return { scope: { systems: systems.length, seen: seen.length }, observed: oldest }
}
