import { rulePath } from '../../model/index.ts'
import type { DataItem, Relation } from '../../model/index.ts'
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
