import { comparePeriods, period } from '../law/index.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** A promise above the law is one that is measured: it has to be possible in every system, backups said. */
export const promiseStricter: Check = {
  id: 'promise.stricter', severity: 'note', law: ['GDPR 12(3)'],
  *find(policy) {
    for (const terms of policy.rights) {
      if (terms.within === null || !('workingDays' in terms.within ? terms.within.workingDays <= 15 : comparePeriods(terms.within.period, fourWeeks) === -1)) continue
      const copies = terms.right === 'erasure' && policy.backups === null
      yield { at: terms.at, message: words('Det är strängare än lagen, och löftet mäts så. Det ska gå i varje system.', 'That is stricter than the law, and the promise is measured so. It has to be possible in every system.', 'Det er strengere enn loven, og løftet måles slik. Det må gå i hvert system.'), instead: copies ? words('Behåll det om ni klarar det; säg med backups: { kept: 35 days } när kopiorna är borta.', 'Keep it if you can; say with backups: { kept: 35 days } when the copies are gone.', 'Behold det hvis dere klarer det; si med backups: { kept: 35 days } når kopiene er borte.') : words('Behåll det om ni klarar det.', 'Keep it if you can.', 'Behold det hvis dere klarer det.') }
    }
  },
}

const fourWeeks = period({ weeks: 4 })
