import type { Retention, RulePath } from '../../model/index.ts'
import { rulePath } from '../../model/index.ts'
import type { Keep } from '../definition/keep.ts'
import type { Declared } from './declared-names.ts'

/** What a series of the schedule says, for those that are kept by it. */
export type SeriesKept = ReadonlyMap<string, { readonly keep: Keep; readonly disposal: boolean }>

const erase = { action: 'erase' } as const

/** A rule with its names looked up; what it leaves to a series is taken from there. */
export function retentionOf(keep: Keep | undefined, at: RulePath, names: Declared, series: SeriesKept): Retention {
  if (keep === undefined) return { at, end: null, atMost: null, atLeast: null, then: erase, remind: null, remindInWords: null, renewable: false, unreachable: 'review', review: null, perData: new Map() }
  const named = keep.series === null ? null : names.series(keep.series, `${at}.series`)
  const from = named === null ? undefined : series.get(named)
  const { end, then } = from === undefined ? keep : { end: keep.end ?? from.keep.end, then: keep.end === null ? from.keep.then : keep.then }
  const [atMost, atLeast] = [keep.atMost ?? from?.keep.atMost ?? null, keep.atLeast ?? from?.keep.atLeast ?? null]
  const beside = from !== undefined && keep.end !== null && from.keep.end !== null ? [...(keep.beside ?? []), from.keep.end] : keep.beside
  for (const rule of [end, atMost, atLeast, ...(beside ?? [])]) names.rule(rule, at)
  // The decision to dispose is on the series as it stands there, not on a length of one's own.
  const disposal = from?.disposal === true && keep.end === null && keep.atMost === null && keep.atLeast === null
  const { remind, remindInWords, renewable, unreachable } = keep
  const perData = within(keep.perData, at, 'per-field', (name, path) => names.data([name], path), names, series)
  const perPeople = within(keep.perPeople, at, 'per-people', (name, path) => names.people([name], path), names, series)
  return {
    at, end, atMost, atLeast, then, remind, remindInWords, renewable, unreachable, review: keep.review ?? from?.keep.review ?? null, perData,
    ...(perPeople.size > 0 && { perPeople }), ...(named !== null && { series: named }), ...(disposal && { disposal: true as const }), ...(beside === undefined ? {} : { beside }),
  }
}

function within(said: ReadonlyMap<string, Keep>, at: RulePath, key: string, known: (name: string, path: string) => readonly string[], names: Declared, series: SeriesKept): ReadonlyMap<string, Retention> {
  const compiled = new Map<string, Retention>()
  for (const [name, rule] of said) {
    if (known(name, `${at}.${key}`).length > 0) compiled.set(name, retentionOf(rule, `${at}.${rulePath(key, name)}` as RulePath, names, series))
  }
  return compiled
}
