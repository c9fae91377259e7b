import { words } from './check.ts'
import type { Check } from './check.ts'

/** What is needed only for what one may say no to cannot be demanded. */
export const formsConsentMandatory: Check = {
  id: 'forms.consent-mandatory', severity: 'error', law: ['GDPR 7(4)'],
  *find(policy) {
    for (const form of policy.forms.values()) {
      // A form that is there to ask needs what it asks for: nobody has to fill it in.
      const own = form.purposes.filter((name) => !form.asks.includes(name))
      if (own.length === 0) continue
      const needed = new Set(own.flatMap((name) => policy.purposes.get(name)?.data ?? []))
      for (const [data, how] of form.fields) {
        if (how === 'voluntary' || needed.has(data)) continue
        yield { at: form.at, message: words(`${data} måste fyllas i, men behövs bara för det man kan tacka nej till.`, `${data} has to be filled in, yet is needed only for what one may decline.`, `${data} må fylles inn, men trengs bare til det man kan takke nei til.`), instead: words(`Skriv ${data}: voluntary.`, `Write ${data}: voluntary.`, `Skriv ${data}: voluntary.`) }
      }
    }
  },
}
