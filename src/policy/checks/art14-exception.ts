import { words } from './check.ts'
import type { Check } from './check.ts'

/** An exception from telling people is explained, and what cannot be said to each is said to all. */
export const art14Exception: Check = {
  id: 'art14.exception-unexplained', severity: 'warning', law: ['GDPR 14(5)'],
  *find(policy) {
    for (const { notTold, name } of policy.purposes.values()) {
      if (notTold === null) continue
      const publicly = notTold.exception === 'impossible' || notTold.exception === 'disproportionate'
      const missing = [notTold.because === null ? 'because' : '', publicly && notTold.published === null ? 'published' : ''].filter((key) => key !== '')
      if (missing.length === 0) continue
      yield { at: notTold.at, message: words(`För ${name} åberopas ett undantag, men ${missing.join(' och ')} saknas.`, `For ${name} an exception is relied on, yet ${missing.join(' and ')} is missing.`, `For ${name} påberopes et unntak, men ${missing.join(' og ')} mangler.`), instead: words('Skriv told: { exception: disproportionate, because: …, published: ADRESS }.', 'Write told: { exception: disproportionate, because: …, published: ADDRESS }.', 'Skriv told: { exception: disproportionate, because: …, published: ADRESSE }.') }
    }
  },
}
