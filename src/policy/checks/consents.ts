import { rulePath } from '../model/index.ts'
import type { ConsentTerms, Policy, Purpose, RulePath } from '../model/index.ts'

export interface ConsentAt { readonly consent: ConsentTerms; readonly at: RulePath; readonly purpose: Purpose | null }

/** Wherever a policy says how consent is asked for: purposes, and cookies. */
export function* consentsIn(policy: Policy): Iterable<ConsentAt> {
  for (const purpose of policy.purposes.values()) {
    if (purpose.consent !== null) yield { consent: purpose.consent, at: rulePath('purposes', purpose.name, 'consent'), purpose }
  }
  if (policy.cookieTerms?.consent) yield { consent: policy.cookieTerms.consent, at: rulePath('cookies', 'consent'), purpose: null }
}
