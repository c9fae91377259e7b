import type { System } from '../../../../policy/model/index.ts'

/**
 * The tables whose key shows who somebody is (an e-mail address as a primary key, a personnummer as a foreign one that is part
 * of the key): their keys leave the connector sealed. What a link points at decides for the columns that hold the link.
 */
export function sealedKeys(system: System): ReadonlySet<string> {
  const personal = new Set<string>() // table and column
  const at = (table: string, column: string) => `${table} ${column}`
  for (const table of system.tables.values()) {
    for (const ref of table.person.values()) if (ref.via === null) personal.add(at(table.name, ref.column))
    for (const field of table.fields) if (field.ref.via === null) personal.add(at(table.name, field.ref.column))
  }
  for (let grew = true; grew; ) {
    grew = false
    for (const table of system.tables.values()) {
      for (const link of table.belongsTo) {
        const references = link.references.length > 0 ? link.references : (system.tables.get(link.to)?.key ?? [])
        link.columns.forEach((column, i) => {
          const target = references[i]
          if (target === undefined || !personal.has(at(link.to, target)) || personal.has(at(table.name, column))) return
          personal.add(at(table.name, column))
          grew = true
        })
      }
    }
  }
  return new Set([...system.tables.values()].filter((table) => table.key.some((column) => personal.has(at(table.name, column)))).map((table) => table.name))
}
