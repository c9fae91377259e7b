import type { Policy, Right } from '../model/index.ts'

/** The rights that a policy's grounds give the people it concerns (Art 13(2)(b)–(d)). */
export function rightsGiven(policy: Policy): readonly Right[] {
  const purposes = [...policy.purposes.values()]
  const consent = purposes.some((one) => one.grounds.some(({ ground }) => ground === 'consent') || [...one.channels.values()].includes('consent') || one.conditions.some((condition) => condition.condition === 'explicit-consent'))
  const contract = purposes.some((one) => one.grounds.some(({ ground }) => ground === 'contract'))
  const weighed = purposes.some((one) => one.grounds.some(({ ground }) => ground === 'legitimate-interest' || ground === 'public-task') || one.marketing)
  return [
    'access', 'rectification', 'erasure', 'restriction',
    ...(consent || contract ? ['portability' as const] : []), ...(weighed ? ['objection' as const] : []), ...(consent ? ['withdrawal' as const] : []), 'complaint',
  ]
}
