import { parseCitation } from '../../law/index.ts'
import { rulePath } from '../../model/index.ts'
import type { Schedule, Series } from '../../model/index.ts'
import { keepOf } from '../definition/keep.ts'
import type { PolicySaid } from '../definition/policy.ts'
import { asWords } from '../vocabulary.ts'
import type { Declared } from './declared-names.ts'
import { retentionOf } from './retention.ts'
import type { SeriesKept } from './retention.ts'

/** Disposal needs a decision: somebody who decided, and the day (arkivlagen 10 §). */
export function seriesOf(said: PolicySaid): SeriesKept {
  const decided = said.schedule?.['decided-by'] !== undefined && said.schedule.on !== undefined
  return new Map([...(said.schedule?.series ?? [])].map(([name, one]) => {
    const { label: _, ...keys } = one
    return [name, { keep: keepOf(keys), disposal: decided }] as const
  }))
}

export function scheduleOf(said: PolicySaid, names: Declared, kept: SeriesKept): Schedule | null {
  const { schedule } = said
  if (schedule === undefined) return null
  const series = new Map<string, Series>()
  for (const [name, one] of schedule.series ?? []) {
    const at = rulePath('schedule', 'series', name)
    series.set(name, { name, at, label: one.label?.text ?? asWords(name), keep: retentionOf(kept.get(name)?.keep, at, names, new Map()) })
  }
  return {
    at: rulePath('schedule'), decidedBy: schedule['decided-by'] ?? null, reference: schedule.reference ?? null, on: schedule.on ?? null,
    law: schedule.law === undefined ? null : parseCitation(schedule.law), series,
  }
}
