import { fiscalYears } from '../../law/index.ts'
import type { Day, FiscalYears } from '../../law/index.ts'
import type { Controller } from '../../model/index.ts'
import { rulePath } from '../../model/index.ts'
import type { PolicySaid } from '../definition/policy.ts'
import { nearest } from '../nearest.ts'
import type { Source } from '../source/source.ts'
import { nodeAt } from './places.ts'

const zones: Readonly<Record<string, string>> = { SE: 'Europe/Stockholm', NO: 'Europe/Oslo', DK: 'Europe/Copenhagen', FI: 'Europe/Helsinki', IS: 'Atlantic/Reykjavik', DE: 'Europe/Berlin', AX: 'Europe/Mariehamn' }

export function controllersOf(said: PolicySaid, source: Source): ReadonlyMap<string, Controller> {
  const compiled = new Map<string, Controller>()
  for (const [name, one] of said.controllers ?? []) {
    const at = rulePath('controllers', name)
    compiled.set(name, {
      name, at, title: one.name ?? name, country: one.country ?? '', region: one.region ?? null, authority: one.authority ?? null, contact: one.contact ?? null, address: one.address ?? null,
      registration: one.registration ?? null, officer: one.officer ?? null, representative: one.representative ?? null, zone: zoneOf(one.zone, one.country ?? '', at, source),
      fiscalYears: one['fiscal-year'] === undefined ? null : yearsOf(one['fiscal-year'], at, source), public: one.public ?? false,
    })
  }
  if (compiled.size === 0 && said.controllers !== undefined) {
    source.report('language.missing-key', nodeAt(source, 'controllers').key, 'controllers', 'No controller is named.', 'Add the organisation that answers: winlas: { name: …, country: SE }.')
  }
  return compiled
}

function zoneOf(said: string | undefined, country: string, at: string, source: Source): string {
  const zone = said ?? zones[country] ?? 'Europe/Stockholm'
  if (said === undefined) return zone
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  } catch {
    const near = nearest(said, Intl.supportedValuesOf('timeZone'))
    source.report('language.wrong-value', nodeAt(source, `${at}.zone`).value, `${at}.zone`, 'The time zone is not known.', near === null ? 'Write one such as Europe/Stockholm.' : `Did you mean ${near}?`)
    return zones[country] ?? 'Europe/Stockholm'
  }
}

type Years = NonNullable<NonNullable<ReturnType<NonNullable<PolicySaid['controllers']>['get']>>['fiscal-year']>

function yearsOf(said: Years, at: string, source: Source): FiscalYears | null {
  const runs = fiscalYears([{ from: null, year: said.first }, ...said.changes.map((change) => ({ from: change.from as Day, year: change.year, firstEnds: change.firstEnds as Day | null }))])
  if (runs === null) source.report('language.wrong-value', nodeAt(source, `${at}.fiscal-year`).value, `${at}.fiscal-year`, 'This is no fiscal year.', 'Write it as first..last day, such as 01-01..12-31, with any changes in order of their days.')
  return runs
}
