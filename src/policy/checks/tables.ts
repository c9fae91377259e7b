import type { Policy, Purpose, Table } from '../model/index.ts'

export function* tablesOf(policy: Policy): Iterable<Table> {
  for (const system of policy.systems.values()) yield* system.tables.values()
}

/** The purposes that a table may serve: those it names, else all of its controller. */
export function purposesAt(policy: Policy, table: Table): readonly Purpose[] {
  if (table.purposes !== null) return table.purposes.flatMap((name) => policy.purposes.get(name) ?? [])
  return [...policy.purposes.values()].filter((purpose) => purpose.controllers.includes(table.controller))
}
