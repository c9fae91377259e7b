import type { Policy, Table } from '../model/index.ts'

const known = new WeakMap<Table, ReadonlySet<string>>()
const none: ReadonlySet<string> = new Set()

/**
 * The tables of the same system that a row belongs to and by which it is part of an accounting record: an invoice's lines,
 * remarks on the lines. A record answers for itself.
 */
export function towardsRecords(policy: Policy, table: Table): ReadonlySet<string> {
  const found = known.get(table)
  if (found !== undefined) return found
  const towards = table.record || table.role === 'processor' ? none : new Set(table.belongsTo.flatMap(({ to }) => (leads(policy, table.system, to, new Set([table.name])) ? [to] : [])))
  known.set(table, towards)
  return towards
}

function leads(policy: Policy, system: string, name: string, passed: ReadonlySet<string>): boolean {
  const table = policy.systems.get(system)?.tables.get(name)
  if (table === undefined || table.role === 'processor' || passed.has(name)) return false
  return table.record || table.belongsTo.some(({ to }) => leads(policy, system, to, new Set([...passed, name])))
}
