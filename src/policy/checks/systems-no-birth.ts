import { tablesOf } from './tables.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** A policy that distinguishes by age needs somewhere to see it. */
export const systemsNoBirth: Check = {
  id: 'systems.no-birth', severity: 'warning', law: ['GDPR 8(2)', 'GDPR 5(2)'],
  *find(policy) {
    if (policy.systems.size === 0) return
    const seen = [...tablesOf(policy)].some((table) => table.dates.has('birth'))
    for (const purpose of policy.purposes.values()) {
      const aged = [purpose.when, ...purpose.grounds.map((one) => one.when)].some((when) => when !== null && (when.fromAge !== null || when.underAge !== null))
      if (!aged || seen) continue
      yield { at: purpose.at, message: words(`${purpose.name} beror på ålder, men inget system har en födelsedag. Allt som skiljer går till en människa.`, `${purpose.name} depends on age, and no system holds a date of birth. Whatever differs goes to a human.`, `${purpose.name} avhenger av alder, men ingen system har en fødselsdato. Alt som skiller, går til et menneske.`), instead: words('Peka ut kolumnen i systems.yaml: dates: { birth: KOLUMN }.', 'Name the column in systems.yaml: dates: { birth: COLUMN }.', 'Pek ut kolonnen i systems.yaml: dates: { birth: KOLONNE }.') }
    }
  },
}
