import { authoritiesNamed, authorityOf } from '../law/index.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** The authority is that of the country where the controller is established. */
export const authorityWrong: Check = {
  id: 'authority.wrong', severity: 'warning', law: ['GDPR 13(2)(d)', 'GDPR 55'],
  *find(policy) {
    const { authority } = policy
    const [controller] = policy.controllers.values()
    const { country = '', region = null, public: isPublic = false } = controller ?? {}
    const right = authorityOf(country, region, isPublic)
    if (authority === null || right === null) return
    const named = authoritiesNamed(authority.name)
    if (named.some((one) => one.authority.country === country && one.authority.region === right.region)) return
    const { ownName } = right
    yield { at: authority.at, message: words(`${named.length === 0 ? 'Ingen tillsynsmyndighet heter så' : 'Det är ett annat lands myndighet'}.`, `${named.length === 0 ? 'No supervisory authority has that name' : 'That is the authority of another country'}.`, `${named.length === 0 ? 'Ingen tilsynsmyndighet heter det' : 'Det er et annet lands tilsyn'}.`), instead: words(`Skriv authority: ${ownName}.`, `Write authority: ${ownName}.`, `Skriv authority: ${ownName}.`) }
  },
}
