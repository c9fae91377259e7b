import { restsOn } from '../model/index.ts'
import type { Purpose } from '../model/index.ts'
import { purposesAt, tablesOf } from './tables.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** Who relies on a yes has to be able to show it: without a record nothing may be used for the purpose, and all of it waits for a human. */
export const systemsNoConsents: Check = {
  id: 'systems.no-consents', severity: 'warning', law: ['GDPR 7(1)'],
  *find(policy) {
    const held = new Set([...new Set([...tablesOf(policy)].filter((table) => table.role === 'controller').map((table) => purposesAt(policy, table)))].flatMap((purposes) => purposes.map((purpose) => purpose.name)))
    const recorded = new Set<string>()
    for (const { consent } of tablesOf(policy)) {
      // A column that names the purpose may name any.
      if (consent !== null && typeof consent.purpose !== 'string') return
      if (consent !== null) recorded.add(consent.purpose as string)
    }
    for (const purpose of policy.purposes.values()) {
      if (!held.has(purpose.name) || recorded.has(purpose.name) || !needsYes(purpose)) continue
      yield { at: purpose.at, message: words(`Inget system visar vem som har sagt ja till ${purpose.name}, så allt som finns för det väntar på en människa och får inte användas.`, `No system shows who said yes to ${purpose.name}, so all that is held for it waits for a human and may not be used.`, `Ingen system viser hvem som har sagt ja til ${purpose.name}, så alt som finnes for det, venter på et menneske og kan ikke brukes.`), instead: words(`Peka ut i systems.yaml var det står: consents: { purpose: ${purpose.name}, given: KOLUMN, withdrawn: KOLUMN }.`, `Name in systems.yaml where it stands: consents: { purpose: ${purpose.name}, given: COLUMN, withdrawn: COLUMN }.`, `Pek ut i systems.yaml hvor det står: consents: { purpose: ${purpose.name}, given: KOLONNE, withdrawn: KOLONNE }.`) }
    }
  },
}

/** By its ground, by every channel that it has, or by the condition of a special category: what else carries it waits for nobody. */
function needsYes(purpose: Purpose): boolean {
  const channels = [...purpose.channels.values()]
  return (channels.length > 0 ? channels.every((ground) => ground === 'consent') : restsOn(purpose, 'consent')) || purpose.conditions.some(({ condition }) => condition === 'explicit-consent')
}
