import { words } from './check.ts'
import type { Check } from './check.ts'

/** Who decide together agree on who does what, and say the essence of it. */
export const jointNoArrangement: Check = {
  id: 'joint.no-arrangement', severity: 'warning', law: ['GDPR 26(1)', 'GDPR 26(2)'],
  *find(policy) {
    const arranged = new Set([...policy.joint.values()].filter((one) => one.essence !== null).flatMap((one) => one.with))
    for (const recipient of policy.recipients.values()) {
      if (recipient.kind !== 'joint' || arranged.has(recipient.name)) continue
      yield { at: recipient.at, message: words(`Ni bestämmer tillsammans med ${recipient.name}, men policyn säger inte hur ansvaret är fördelat.`, `You decide together with ${recipient.name}, yet the policy does not say how responsibility is divided.`, `Dere bestemmer sammen med ${recipient.name}, men policyen sier ikke hvordan ansvaret er fordelt.`), instead: words(`Lägg till joint: { NAMN: { with: [${recipient.name}], essence: … } }.`, `Add joint: { NAME: { with: [${recipient.name}], essence: … } }.`, `Legg til joint: { NAVN: { with: [${recipient.name}], essence: … } }.`) }
    }
  },
}
