import type { Ground, Policy, Purpose, When } from '../model/index.ts'
import { conditionText } from '../promises/index.ts'
import { inEach, listText, say } from '../text/index.ts'
import type { Text } from '../text/index.ts'

/** Whom the data of a purpose goes to: those that the purpose names, and those that name it, or name no purpose at all. */
export function recipientsOf(policy: Policy, purpose: Purpose): readonly string[] {
  const named = new Set([...policy.purposes.values()].flatMap((one) => one.recipients))
  return [...policy.recipients.values()]
    .filter((one) => purpose.recipients.includes(one.name) || one.purposes.includes(purpose.name) || (one.purposes.length === 0 && !named.has(one.name)))
    .map((one) => one.name)
}

export function groundText(ground: Ground | null): Text {
  if (ground === null) return say('diff.unsaid')
  const text = ground === 'legitimate-interest' ? say('notice.ground-legitimate-interest-bare') : say(`notice.ground-${ground}`)
  return inEach((lang) => text[lang].charAt(0).toLocaleLowerCase('sv') + text[lang].slice(1))
}

/** Every ground of a purpose, with when it is the one. */
export function groundsText(policy: Policy, { grounds }: Purpose): Text {
  if (grounds.length === 0) return groundText(null)
  return listText(grounds.map((one) => {
    const condition = conditionText(policy, one.when)
    return condition === null ? groundText(one.ground) : say('diff.if', { ground: groundText(one.ground), condition })
  }))
}

export function whenText(policy: Policy, when: When | null): Text {
  return conditionText(policy, when) ?? say('diff.always')
}

/** Whether the purpose rests on a yes, wholly or for a channel or a class of data. */
export function restsOnConsent(purpose: Purpose): boolean {
  return byConsent(purpose) || [...purpose.channels.values()].includes('consent') || purpose.conditions.some((one) => one.condition === 'explicit-consent')
}

/** By any of its grounds. */
export function byConsent(purpose: Purpose): boolean {
  return purpose.grounds.some((one) => one.ground === 'consent')
}
