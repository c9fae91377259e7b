import { countedPer } from '../model/index.ts'
import type { Anchor, Table } from '../model/index.ts'
import { retentions, rulesOf } from './retentions.ts'
import { tablesOf } from './tables.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** A purpose that counts from an event nobody records never ends: its rows are undated. */
export const systemsNoDate: Check = {
  id: 'systems.no-date', severity: 'warning', law: ['GDPR 5(1)(e)'],
  *find(policy) {
    if (policy.systems.size === 0) return
    // By purpose; of tables that serve every purpose of their controller, by controller; and what counts per relation by relation,
    // for any system that knows the person so will do.
    const recorded = new Map<string, Set<Anchor>>()
    const note = (under: string, table: Table, which: (anchor: Anchor) => boolean = () => true): void => {
      const dates = recorded.get(under) ?? new Set<Anchor>()
      for (const anchor of table.dates.keys()) if (which(anchor)) dates.add(anchor)
      recorded.set(under, dates)
    }
    for (const table of tablesOf(policy)) {
      if (table.relation !== null) note(`people ${table.relation}`, table, (anchor) => countedPer(anchor) === 'relation')
      if (table.purposes === null) note(`controller ${table.controller}`, table)
      else for (const name of table.purposes) note(`purpose ${name}`, table)
    }
    for (const { purpose, keep } of retentions(policy)) {
      const found = [`purpose ${purpose.name}`, ...purpose.controllers.map((name) => `controller ${name}`)].flatMap((under) => recorded.get(under) ?? [])
      if (found.length === 0) continue
      for (const people of purpose.people) found.push(recorded.get(`people ${people}`) ?? new Set())
      const rule = [...rulesOf(keep)].find((one) => one.kind === 'after' && ![one.anchor, ...one.or].some((anchor) => found.some((dates) => dates.has(anchor))))
      if (rule?.kind !== 'after') continue
      yield { at: keep.at, message: words(`Inget system har en dag för ${rule.anchor}, så ${purpose.name} tar aldrig slut av sig självt.`, `No system holds a day for ${rule.anchor}, so ${purpose.name} never ends by itself.`, `Ingen system har en dag for ${rule.anchor}, så ${purpose.name} tar aldri slutt av seg selv.`), instead: words(`Peka ut kolumnen i systems.yaml: dates: { ${rule.anchor}: KOLUMN }.`, `Name the column in systems.yaml: dates: { ${rule.anchor}: COLUMN }.`, `Pek ut kolonnen i systems.yaml: dates: { ${rule.anchor}: KOLONNE }.`) }
    }
  },
}
