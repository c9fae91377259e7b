/**
 * Tables in groups, referred-to before those that refer to them; tables that refer to each other (or to themselves) share a
 * group. Tarjan's strongly connected components, which come out in this order by themselves.
 */
export function tableGroups(tables: readonly string[], refersTo: ReadonlyMap<string, ReadonlySet<string>>): readonly (readonly string[])[] {
  const groups: string[][] = []
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const open = new Set<string>()
  const visit = (table: string): void => {
    index.set(table, index.size)
    low.set(table, index.get(table)!)
    stack.push(table)
    open.add(table)
    for (const to of refersTo.get(table) ?? []) {
      if (!index.has(to)) {
        visit(to)
        low.set(table, Math.min(low.get(table)!, low.get(to)!))
      } else if (open.has(to)) low.set(table, Math.min(low.get(table)!, index.get(to)!))
    }
    if (low.get(table) !== index.get(table)) return
    const group: string[] = []
    for (let at = ''; at !== table; ) {
      at = stack.pop()!
      open.delete(at)
      group.push(at)
    }
    groups.push(group.sort())
  }
  for (const table of tables) if (!index.has(table)) visit(table)
  return groups
}
