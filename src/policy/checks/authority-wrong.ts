import { authoritiesNamed, authorityOf } from '../law/index.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** The authority is that of the country where the controller is established. */
export const authorityWrong: Check = {
  id: 'authority.wrong', severity: 'warning', law: ['GDPR 13(2)(d)', 'GDPR 55'],
  *find(policy) {
    const { authority } = policy
    const country = [...policy.controllers.values()][0]?.country ?? ''
    const right = authorityOf(country)
    if (authority === null || right === null) return
    const named = authoritiesNamed(authority.name)
    if (named.some((one) => one.authority.country === country)) return
    const { ownName } = right
    yield { at: authority.at, message: words(`${named.length === 0 ? 'Ingen tillsynsmyndighet heter så' : 'Det är ett annat lands myndighet'}.`, `${named.length === 0 ? 'No supervisory authority has that name' : 'That is the authority of another country'}.`, `${named.length === 0 ? 'Ingen tilsynsmyndighet heter det' : 'Det er et annet lands tilsyn'}.`), instead: words(`Skriv authority: ${ownName}.`, `Write authority: ${ownName}.`, `Skriv authority: ${ownName}.`) }
  },
}
