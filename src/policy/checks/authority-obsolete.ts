import { authoritiesNamed } from '../law/index.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** An authority is found by the name it has now. */
export const authorityObsolete: Check = {
  id: 'authority.obsolete', severity: 'warning', law: ['GDPR 13(2)(d)', 'GDPR 12(1)'],
  *find(policy) {
    const { authority } = policy
    if (authority === null) return
    // A name that is gone in one country may be in use in another: Åland has a Datainspektion still.
    const countries = new Set([...policy.controllers.values()].map((controller) => controller.country))
    const every = authoritiesNamed(authority.name)
    const ours = every.filter((one) => countries.has(one.authority.country))
    const named = ours.length > 0 ? ours : every
    const former = named.length > 0 && named.every((one) => one.former !== null && one.former.until <= policy.effective) ? named[0] : undefined
    if (former === undefined) return
    const { ownName } = former.authority
    yield { at: authority.at, message: words(`${authority.name} heter numera ${ownName}.`, `${authority.name} is now called ${ownName}.`, `${authority.name} heter nå ${ownName}.`), instead: words(`Skriv authority: ${ownName}.`, `Write authority: ${ownName}.`, `Skriv authority: ${ownName}.`) }
  },
}
