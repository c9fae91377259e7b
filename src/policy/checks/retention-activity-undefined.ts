import { retentions, rulesOf } from './retentions.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** What counts as activity is to be seen: by a sign-in on record, a column of a system, or words of the policy. */
export const retentionActivityUndefined: Check = {
  id: 'retention.activity-undefined', severity: 'warning', law: ['GDPR 13(2)(a)'],
  *find(policy) {
    if (policy.events.has('last-activity')) return
    const mapped = new Set([...policy.systems.values()].flatMap((system) => [...system.tables.values()].filter((table) => table.dates.has('last-activity')).flatMap((table) => table.relation ?? [])))
    for (const { purpose, keep } of retentions(policy)) {
      if (![...rulesOf(keep)].some((rule) => rule.kind === 'after' && rule.anchor === 'last-activity')) continue
      const seen = purpose.data.some((name) => policy.data.get(name)?.collected === 'automatically') || purpose.people.every((name) => mapped.has(name))
      if (seen) continue
      yield { at: keep.at, message: words('Vad räknas som aktivitet? Ingenting på posten visar det.', 'What counts as activity? Nothing on record shows it.', 'Hva regnes som aktivitet? Ingenting på posten viser det.'), instead: words('Säg det under events: { last-activity: … }, eller peka ut kolumnen i systems.yaml: activity: last_login.', 'Say so under events: { last-activity: … }, or name the column in systems.yaml: activity: last_login.', 'Si det under events: { last-activity: … }, eller pek ut kolonnen i systems.yaml: activity: last_login.') }
    }
  },
}
