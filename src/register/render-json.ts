import { headingOf } from './headings.ts'
import type { Register } from './register.ts'

/** The register as data: the columns by their names, each cell a list. */
export function registerJson(registers: readonly Register[]): unknown {
  const [first] = registers
  return {
    as: first?.as ?? null, lang: first?.lang ?? null, version: first?.version ?? null, effective: first?.effective ?? null,
    columns: (first?.columns ?? []).map((name) => ({ name, heading: headingOf(name, first?.lang ?? 'en') })),
    registers: registers.map(({ name, organisation, entries }) => ({ name, organisation, processing: entries.map((entry) => Object.fromEntries(entry.cells)) })),
  }
}
