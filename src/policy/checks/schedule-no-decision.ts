import { words } from './check.ts'
import type { Check } from './check.ts'

/** A schedule is a decision: somebody made it, on a day. */
export const scheduleNoDecision: Check = {
  id: 'schedule.no-decision', severity: 'warning', law: ['AL 10'],
  *find(policy) {
    const { schedule } = policy
    if (schedule === null) return
    const missing = [schedule.decidedBy === null ? 'decided-by' : '', schedule.on === null ? 'on' : ''].filter((key) => key !== '')
    if (missing.length === 0) return
    yield { at: schedule.at, message: words(`Planen är inte beslutad: ${missing.join(', ')} saknas, så inget gallras efter den.`, `The schedule has not been decided: ${missing.join(', ')} missing, so nothing is disposed of by it.`, `Planen er ikke vedtatt: ${missing.join(', ')} mangler, så ingenting kasseres etter den.`), instead: words('Lägg till decided-by: NÄMNDEN och on: DAGEN.', 'Add decided-by: THE BOARD and on: THE DAY.', 'Legg til decided-by: UTVALGET og on: DAGEN.') }
  },
}
