import { words } from './check.ts'
import type { Check } from './check.ts'

/** Nobody inside sees data that none of their tasks needs. */
export const staffSeesTooMuch: Check = {
  id: 'staff.sees-too-much', severity: 'warning', law: ['GDPR 25(2)', 'GDPR 32(1)'],
  *find(policy) {
    for (const role of policy.staff.values()) {
      const used = new Set(role.purposes.flatMap((name) => policy.purposes.get(name)?.data ?? []))
      const beyond = role.data.filter((data) => !used.has(data))
      if (beyond.length === 0) continue
      yield { at: role.at, message: words(`${role.name} ser ${beyond.join(', ')}, som inget av rollens ändamål använder.`, `${role.name} sees ${beyond.join(', ')}, which none of the role’s purposes uses.`, `${role.name} ser ${beyond.join(', ')}, som ingen av rollens formål bruker.`), instead: words('Ta bort det ur data, eller nämn ändamålet i purposes.', 'Remove it from data, or name the purpose in purposes.', 'Fjern det fra data, eller nevn formålet i purposes.') }
    }
  },
}
