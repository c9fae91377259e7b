import { anchorNamed, rulePath } from '../../model/index.ts'
import type { LawHold } from '../../model/index.ts'
import type { Citation } from '../../law/index.ts'
import { text } from '../../text/index.ts'
import type { PolicySaid } from '../definition/policy.ts'
import { asWords } from '../vocabulary.ts'
import type { Declared } from './declared-names.ts'

const bookkeeping: LawHold = {
  name: 'se-bookkeeping', at: rulePath('holds', 'se-bookkeeping'), law: 'BFL 7:2',
  label: text({ sv: 'bokföring', en: 'bookkeeping', no: 'bokføring' }), kind: 'bookkeeping', period: null, anchor: 'booking', data: [], bound: 'floor',
}

/** The built-in holds that the purposes name, and those that the organisation declares itself. */
export function holdsOf(said: PolicySaid, names: Declared): ReadonlyMap<string, LawHold> {
  const compiled = new Map<string, LawHold>()
  for (const [name, one] of said.holds ?? []) {
    const at = rulePath('holds', name)
    compiled.set(name, {
      name, at, law: (one.law ?? '') as Citation, label: one.label?.text ?? asWords(name), kind: one.kind ?? 'period', period: one.for ?? null,
      anchor: anchorNamed(one.after ?? 'creation'), data: names.data(one.data, `${at}.data`), bound: one.bound ?? 'floor',
    })
    if (one.after !== undefined) names.rule({ kind: 'until', event: anchorNamed(one.after) }, at)
  }
  const usesBookkeeping = [...(said.purposes?.values() ?? [])].some((purpose) => purpose.keep?.end?.kind === 'law' && purpose.keep.end.law === bookkeeping.name)
  if (usesBookkeeping && !compiled.has(bookkeeping.name)) compiled.set(bookkeeping.name, bookkeeping)
  return compiled
}
