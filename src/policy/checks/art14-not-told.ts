import { words } from './check.ts'
import type { Check } from './check.ts'

/** Whoever is on record through somebody else is told within a month, and at the latest when first contacted. A promise by the one who passed the data on does not do it. */
export const art14NotTold: Check = {
  id: 'art14.not-told', severity: 'error', law: ['GDPR 14(1)', 'GDPR 14(3)'],
  *find(policy) {
    for (const purpose of policy.purposes.values()) {
      if (purpose.told !== null || purpose.notTold !== null || purpose.role === 'processor') continue
      const fromOthers = purpose.sources.length > 0 || purpose.data.some((name) => policy.data.get(name)?.collected === 'source')
      const follower = purpose.people.find((name) => (policy.people.get(name)?.follows ?? null) !== null)
      if (!fromOthers && follower === undefined) continue
      yield { at: purpose.at, message: words(`Uppgifterna för ${purpose.name} kommer från andra än personen själv, men policyn säger inte när personen får veta det.`, `The data for ${purpose.name} comes from others than the person, yet the policy does not say when the person is told.`, `Opplysningene for ${purpose.name} kommer fra andre enn personen selv, men policyen sier ikke når personen får vite det.`), instead: words('Lägg till told: first-contact (eller en tid, högst en månad), och nämn källan i sources.', 'Add told: first-contact (or a time, a month at most), and name the source in sources.', 'Legg til told: first-contact (eller en tid, høyst en måned), og nevn kilden i sources.') }
    }
  },
}
