import type { Policy, Purpose, Table } from '../model/index.ts'

export function* tablesOf(policy: Policy): Iterable<Table> {
  for (const system of policy.systems.values()) yield* system.tables.values()
}

/** The purposes that a table may serve: those it names, else all of its controller. */
export function purposesAt(policy: Policy, table: Table): readonly Purpose[] {
  return table.purposes === null ? purposesOf(policy, table.controller).purposes : table.purposes.flatMap((name) => policy.purposes.get(name) ?? [])
}

/** The data that the purposes of a table cover. */
export function coveredAt(policy: Policy, table: Table): ReadonlySet<string> {
  return table.purposes === null ? purposesOf(policy, table.controller).data : new Set(purposesAt(policy, table).flatMap((purpose) => purpose.data))
}

interface OfController { readonly purposes: readonly Purpose[]; readonly data: ReadonlySet<string> }

const known = new WeakMap<Policy, Map<string, OfController>>()

/** Found once for each controller: a file of thousands of tables that name no purposes asks for it with each. */
function purposesOf(policy: Policy, controller: string): OfController {
  let all = known.get(policy)
  if (all === undefined) known.set(policy, (all = new Map()))
  let found = all.get(controller)
  if (found === undefined) {
    const purposes = [...policy.purposes.values()].filter((purpose) => purpose.controllers.includes(controller))
    all.set(controller, (found = { purposes, data: new Set(purposes.flatMap((purpose) => purpose.data)) }))
  }
  return found
}
