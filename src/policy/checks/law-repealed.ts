import { repealedOn } from '../law/index.ts'
import { rulePath } from '../model/index.ts'
import type { Policy, RulePath } from '../model/index.ts'
import { dayText } from '../text/index.ts'
import { citationIn } from './acts-named.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** A law that is no longer in force gives no right and imposes no duty. */
export const lawRepealed: Check = {
  id: 'law.repealed', severity: 'error', law: ['GDPR 99', 'GDPR 12(1)'],
  *find(policy) {
    for (const { at, law } of lawsNamed(policy)) {
      const citation = citationIn(law)
      const until = citation === null ? null : repealedOn(citation)
      if (until === null || until > policy.effective) continue
      const day = dayText(until)
      yield { at: at, message: words(`${law} gäller inte sedan ${day.sv}.`, `${law} has not been in force since ${day.en}.`, `${law} har ikke vært i kraft siden ${day.no}.`), instead: words('Nämn den lag som gäller nu: dataskyddsförordningen är direkt tillämplig, och i Sverige finns dataskyddslagen (DSL) vid sidan av.', 'Name the law in force: the GDPR applies directly, and in Sweden the Data Protection Act (DSL) beside it.', 'Nevn loven som gjelder nå: personvernforordningen gjelder direkte, i Norge gjennom personopplysningsloven (POL).') }
    }
  },
}

function* lawsNamed(policy: Policy): Iterable<{ readonly at: RulePath; readonly law: string }> {
  yield* policy.notice.laws
  for (const purpose of policy.purposes.values()) {
    if (purpose.law !== null) yield { at: rulePath('purposes', purpose.name, 'law'), law: purpose.law }
  }
  for (const hold of policy.holds.values()) yield { at: hold.at, law: hold.law }
}
