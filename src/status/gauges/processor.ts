import type { Policy, RulePath } from '../../policy/model/index.ts'
import { heldForOthers } from '../store-gauges.ts'
import type { Gauge } from './gauge.ts'

export interface ProcessorTable {
  readonly system: string
  readonly table: string
}

/** Tables whose rows we hold for another controller. */
export function processorTables(policy: Policy): readonly ProcessorTable[] {
  return [...policy.systems.values()].flatMap((system) => [...system.tables.values()].filter((table) => table.role === 'processor').map((table) => ({ system: system.name, table: table.name })))
}

/** How many rows we hold on somebody else's instruction. No connected system with any: nothing to show it by. */
export const processorUntouched: Gauge = async ({ db, policy }, at: readonly RulePath[]) => {
  const tables = processorTables(policy)
  const held = [...(await heldForOthers(db, tables)).values()].reduce((sum, count) => sum + count, 0)
  return new Map(at.map((path) => [path, { subjects: held, done: {}, risks: {}, missed: null, unseen: tables.length === 0 }]))
}
