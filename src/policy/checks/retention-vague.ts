import { retentions, rulesOf } from './retentions.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** "A reasonable time" can be counted by nobody. */
export const retentionVague: Check = {
  id: 'retention.vague', severity: 'warning', law: ['GDPR 5(1)(e)', 'GDPR 13(2)(a)'],
  *find(policy) {
    for (const { keep } of retentions(policy)) {
      for (const rule of rulesOf(keep)) {
        if (rule.kind !== 'vague') continue
        yield { at: keep.at, message: words('Det går inte att räkna ut när det tar slut.', 'Nobody can work out when that ends.', 'Det går ikke å regne ut når det tar slutt.'), instead: words('Skriv en tid och vad den räknas från: { for: 2 years, after: relation-end }, eller criterion med review-on om ingen tid går att ange.', 'Write a time and what it counts from: { for: 2 years, after: relation-end }, or criterion with review-on where no time can be given.', 'Skriv en tid og hva den regnes fra: { for: 2 years, after: relation-end }, eller criterion med review-on der ingen tid kan angis.') }
        break
      }
    }
  },
}
