import { anchorNamed, rulePath } from '../../model/index.ts'
import type { LawHold } from '../../model/index.ts'
import { parseCitation } from '../../law/index.ts'
import type { Citation } from '../../law/index.ts'
import { text } from '../../text/index.ts'
import type { PolicySaid } from '../definition/policy.ts'
import { asWords } from '../vocabulary.ts'
import type { Source } from '../source/source.ts'
import type { Declared } from './declared-names.ts'
import { nodeAt } from './places.ts'

const bookkeeping: LawHold = {
  name: 'se-bookkeeping', at: rulePath('holds', 'se-bookkeeping'), law: 'BFL 7:2',
  label: text({ sv: 'bokföring', en: 'bookkeeping', no: 'bokføring' }), kind: 'bookkeeping', period: null, anchor: 'booking', data: [], bound: 'floor', places: [],
}

/** The built-in holds that the purposes name, and those that the organisation declares itself. */
export function holdsOf(said: PolicySaid, names: Declared, source: Source): ReadonlyMap<string, LawHold> {
  const compiled = new Map<string, LawHold>()
  for (const [name, one] of said.holds ?? []) {
    const at = rulePath('holds', name)
    compiled.set(name, {
      name, at, law: citationOf(one.law ?? '', at, source), label: one.label?.text ?? asWords(name), kind: one.kind ?? 'period', period: one.for ?? null,
      anchor: anchorNamed(one.after ?? 'creation'), data: names.data(one.data, `${at}.data`), bound: one.bound ?? 'floor', places: one.in ?? [],
    })
    if (one.after !== undefined) names.rule({ kind: 'until', event: anchorNamed(one.after) }, at)
  }
  const usesBookkeeping = [...(said.purposes?.values() ?? [])].some((purpose) => purpose.keep?.end?.kind === 'law' && purpose.keep.end.law === bookkeeping.name)
  if (usesBookkeeping && !compiled.has(bookkeeping.name)) compiled.set(bookkeeping.name, bookkeeping)
  return compiled
}

function citationOf(words: string, at: string, source: Source): Citation {
  const citation = parseCitation(words)
  if (citation === null) source.report('law.unknown', nodeAt(source, `${at}.law`).value, `${at}.law`, 'This is no place in a law that is understood.', 'Write act and place, such as BFL 7:2, GDPR 6(1)(c) or SFS 2008:567 6:4.')
  return citation ?? 'GDPR 6(1)(c)'
}
