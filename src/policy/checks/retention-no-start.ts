import { periodText, text } from '../text/index.ts'
import type { Check } from './check.ts'
import { retentions, rulesOf } from './retentions.ts'

/** A length without a beginning cannot be counted, by a person or a machine. */
export const retentionNoStart: Check = {
  id: 'retention.no-start', severity: 'error', law: ['GDPR 5(1)(e)', 'GDPR 13(2)(a)'],
  *find(policy) {
    for (const { keep } of retentions(policy)) {
      for (const rule of rulesOf(keep)) {
        if (rule.kind !== 'no-start') continue
        const length = periodText(rule.period)
        yield {
          at: keep.at,
          message: text({ sv: `${capital(length.sv)} efter vad?`, en: `${capital(length.en)} after what?`, no: `${capital(length.no)} etter hva?` }),
          instead: text({ sv: 'Lägg till after: last-activity (eller creation, relation-end, first-use, …).', en: 'Add after: last-activity (or creation, relation-end, first-use, …).', no: 'Legg til after: last-activity (eller creation, relation-end, first-use, …).' }),
        }
      }
    }
  },
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
