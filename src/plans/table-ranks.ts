import type { Policy } from '../policy/model/index.ts'
import type { PlanQuery, Releasable } from './store-plan.ts'

/** Mapped tables in an order in which referring rows come before the rows they refer to; a cycle keeps the order of its names. */
export function tableRanks(policy: Policy): PlanQuery['tables'] {
  const ranks: { system: string; table: string; rank: number; linkOnly: boolean }[] = []
  for (const system of policy.systems.values()) {
    const order: string[] = []
    const visit = (name: string, path: ReadonlySet<string>): void => {
      if (order.includes(name) || path.has(name)) return
      for (const child of system.tables.values()) {
        if (child.name !== name && child.belongsTo.some((link) => link.to === name && !link.breaksCycle)) visit(child.name, new Set([...path, name]))
      }
      if (!order.includes(name)) order.push(name)
    }
    for (const name of [...system.tables.keys()].sort()) visit(name, new Set())
    for (const table of system.tables.values()) if (!table.matterOnly) ranks.push({ system: system.name, table: table.name, rank: order.indexOf(table.name), linkOnly: table.linkOnly })
  }
  return ranks
}

export function allLinks(policy: Policy): readonly (Releasable & { readonly release: boolean })[] {
  return [...policy.systems.values()].flatMap((system) =>
    [...system.tables.values()].flatMap((table) => table.belongsTo.map((link) => ({ system: system.name, from: table.name, to: link.to, link: link.at as string, release: link.release }))))
}
