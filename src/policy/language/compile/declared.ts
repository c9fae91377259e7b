import { rulePath } from '../../model/index.ts'
import type { DataItem, Relation, System } from '../../model/index.ts'
import type { PolicySaid } from '../definition/policy.ts'
import { asWords, knownData, knownPeople } from '../vocabulary.ts'

/** What the file declares, and the common words it uses without declaring them: they mean the same everywhere. */
export function peopleOf(said: PolicySaid): ReadonlyMap<string, Relation> {
  const compiled = new Map<string, Relation>()
  for (const [name, one] of said.people ?? []) {
    const relation = one as { label?: { text: Relation['label'] } | undefined; sv?: string; en?: string; no?: string; nb?: string; follows?: string; child?: boolean }
    const fallback = knownPeople.get(name) ?? asWords(name)
    const own = relation.sv ?? relation.en ?? relation.no ?? relation.nb
    const spoken = own === undefined ? fallback : {
      sv: relation.sv ?? relation.no ?? relation.nb ?? own, en: relation.en ?? (knownPeople.has(name) ? fallback.en : own), no: relation.no ?? relation.nb ?? (knownPeople.has(name) ? fallback.no : own),
    }
    compiled.set(name, { name, at: rulePath('people', name), label: relation.label?.text ?? spoken, follows: relation.follows ?? null, child: relation.child ?? false })
  }
  const used = [...(said.purposes?.values() ?? [])].flatMap((purpose) => purpose.people ?? [])
  const alsoUsed = [...(said.sites ?? []).flatMap((site) => site.people ?? []), ...[...(said.requests?.values() ?? [])].flatMap((terms) => terms.for ?? [])]
  for (const name of [...used, ...alsoUsed]) {
    const label = knownPeople.get(name)
    if (label !== undefined && !compiled.has(name)) compiled.set(name, { name, at: rulePath('people', name), label, follows: null, child: false })
  }
  return compiled
}

/** The common words as they mean the same everywhere: what a systems file may name though no purpose uses it. */
const commonWords: ReadonlyMap<string, DataItem> = new Map([...knownData].map(([name, known]) => [name, { name, at: rulePath('data', name), ...known, source: null, mandatory: null, because: null, describes: null }]))

export function withCommonWords(data: ReadonlyMap<string, DataItem>): ReadonlyMap<string, DataItem> {
  return new Map([...commonWords, ...data])
}

/** What the policy declares and uses, and the common words that only a system holds: no purpose covers those, and that is told. */
export function dataHeld(data: ReadonlyMap<string, DataItem>, systems: ReadonlyMap<string, System>): ReadonlyMap<string, DataItem> {
  const held = new Map(data)
  for (const system of systems.values()) for (const table of system.tables.values()) for (const { data: name } of table.fields) {
    const common = commonWords.get(name)
    if (common !== undefined && !held.has(name)) held.set(name, common)
  }
  return held
}

export function dataOf(said: PolicySaid): ReadonlyMap<string, DataItem> {
  const compiled = new Map<string, DataItem>()
  for (const [name, one] of said.data ?? []) {
    const known = knownData.get(name)
    compiled.set(name, {
      name, at: rulePath('data', name), label: one.label?.text ?? known?.label ?? asWords(name), class: one.class ?? known?.class ?? 'ordinary',
      identifies: one.identifies ?? known?.identifies ?? (one.class === 'national-id' ? 'person' : null),
      collected: one.collected ?? (one.source === undefined ? (known?.collected ?? 'given') : 'source'), source: one.source ?? null,
      mandatory: one.mandatory ?? null, because: one.because ?? null, describes: one.describes ?? null,
    })
  }
  const used = [...(said.purposes?.values() ?? [])].flatMap((purpose) => purpose.data ?? [])
  for (const name of used) {
    const known = knownData.get(name)
    if (known === undefined || compiled.has(name)) continue
    compiled.set(name, { name, at: rulePath('data', name), ...known, source: null, mandatory: null, because: null, describes: null })
  }
  return compiled
}
