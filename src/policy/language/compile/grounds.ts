import { isSeq } from 'yaml'
import type { Node } from 'yaml'
import { rulePath } from '../../model/index.ts'
import type { Balancing, GroundTerms } from '../../model/index.ts'
import type { PurposeSaid } from '../definition/purpose.ts'
import type { Source } from '../source/source.ts'
import { consentOf } from './consent.ts'
import type { Declared } from './declared-names.ts'
import { nodeAt } from './places.ts'
import type { WrittenPlaces } from './places.ts'
import { whenOf } from './when.ts'

/** The grounds of a purpose: the one under `ground`, or those of the list, each named after itself so that its path outlives a change of order. */
export function groundsOf(name: string, said: PurposeSaid, names: Declared, source: Source, places: WrittenPlaces): readonly GroundTerms[] {
  const at = rulePath('purposes', name)
  const alone: readonly GroundTerms[] = said.ground === undefined ? [] : [{
    at: rulePath('purposes', name, 'ground'), ground: said.ground, when: null, party: said.party ?? null, law: said.law ?? null, balancing: balancingOf(said.balancing), consent: consentOf(said.consent),
  }]
  if (said.grounds === undefined) return alone
  const list = nodeAt(source, `${at}.grounds`)
  if (alone.length > 0) source.report('language.both-keys', list.key, `${at}.grounds`, 'Both `ground` and `grounds` are written.', 'Keep grounds, with when for each.')
  const taken = new Map<string, number>()
  return said.grounds.flatMap((one, index): readonly GroundTerms[] => {
    if (one.ground === undefined) return []
    const count = (taken.get(one.ground) ?? 0) + 1
    taken.set(one.ground, count)
    const path = rulePath('purposes', name, 'grounds', count === 1 ? one.ground : `${one.ground} ${count}`)
    const item = isSeq(list.value) ? (list.value.items[index] as Node | undefined) : list.value
    if (item !== null && item !== undefined) places.items.set(path, item)
    return [{
      at: path, ground: one.ground, when: whenOf(one.when, path, names), party: one.party ?? said.party ?? null, law: one.law ?? said.law ?? null,
      balancing: balancingOf(one.balancing ?? said.balancing), consent: consentOf(one.consent ?? said.consent),
    }]
  })
}

function balancingOf(said: PurposeSaid['balancing']): Balancing | null {
  if (said === undefined) return null
  return { interest: said.interest ?? null, necessity: said.necessity ?? null, outcome: said.outcome ?? null, decided: said.decided ?? null, review: said.review ?? null }
}
