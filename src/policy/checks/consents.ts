import { rulePath } from '../model/index.ts'
import type { ConsentTerms, Policy, Purpose, RulePath } from '../model/index.ts'

export interface ConsentAt { readonly consent: ConsentTerms; readonly at: RulePath; readonly purpose: Purpose | null }

/** Wherever a policy says how consent is asked for: purposes, and cookies. */
export function* consentsIn(policy: Policy): Iterable<ConsentAt> {
  for (const purpose of policy.purposes.values()) {
    // With several grounds each may ask in a way of its own; what stands at the purpose holds for those that say nothing.
    const own = purpose.grounds.length > 1 ? purpose.grounds.filter((one) => one.ground === 'consent') : []
    for (const { at, consent } of own) if (consent !== null) yield { consent, at, purpose }
    if (own.length === 0 && purpose.consent !== null) yield { consent: purpose.consent, at: rulePath('purposes', purpose.name, 'consent'), purpose }
  }
  if (policy.cookieTerms?.consent) yield { consent: policy.cookieTerms.consent, at: rulePath('cookies', 'consent'), purpose: null }
}
