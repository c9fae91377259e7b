import { specialClasses } from '../policy/model/index.ts'
import type { Policy, Purpose } from '../policy/model/index.ts'
import { inside } from '../policy/promises/index.ts'
import { say } from '../policy/text/index.ts'
import type { Lang } from '../policy/text/index.ts'
import type { Leaf } from './document.ts'
import { asSentence, dataList, purposeList } from './phrase.ts'
import { howLong, recipientsText, rightsBlocks } from './short.ts'
import { groundOf } from './sections/why.ts'
import { pieces, wordsOf } from './outward.ts'
import { controllerOf } from './ways.ts'

/** A few sentences to end a job advert with; null where the policy has no recruitment. */
export function composeJobAdvert(policy: Policy, lang: Lang): Leaf | null {
  const recruiting = [...policy.purposes.values()].filter((purpose) => purpose.kind === 'recruitment')
  // Who is named by an applicant is told by themselves: the advert speaks to those who apply.
  const own = recruiting.filter((purpose) => purpose.people.some((name) => policy.people.get(name)?.follows == null))
  if (own.length === 0) return null
  const referees = recruiting.some((purpose) => !own.includes(purpose))
  return {
    layer: 'job-advert',
    lang,
    title: say('layers.job-title')[lang],
    organisation: controllerOf(policy)?.title ?? '',
    version: policy.version,
    effective: policy.effective,
    blocks: [
      ...own.map((purpose) => ({ kind: 'text', text: purposeText(policy, purpose, lang) }) as const),
      { kind: 'text', text: [...(asksForLittle(policy, own) ? [say('layers.job-not')[lang]] : []), ...(referees ? [say('layers.job-referee')[lang]] : [])].join(' ') } as const,
      ...rightsBlocks(policy, own, lang),
    ].filter((block) => block.kind !== 'text' || block.text !== ''),
  }
}

function purposeText(policy: Policy, purpose: Purpose, lang: Lang): string {
  const [controller] = purpose.controllers.flatMap((name) => policy.controllers.get(name) ?? [])
  const interest = purpose.ground === 'legitimate-interest' ? purpose.balancing?.interest : null
  return [
    say('layers.job-data', { name: controller?.title ?? '', contact: controller?.contact ?? controller?.address ?? '', data: dataList(policy, purpose.data, lang), purposes: purposeList(policy, [purpose.name], lang) })[lang],
    interest == null ? say('layers.job-ground', { ground: lower(pieces(groundOf(policy, purpose, lang)).map(wordsOf).join(', ')) })[lang] : say('layers.job-interest', { interest: inside(interest) })[lang],
    ...howLong(policy, purpose, lang),
    ...(policy.recipients.size === 0 ? [] : [asSentence(say('layers.job-recipients', { recipients: recipientsText(policy, purpose, lang) })[lang])]),
  ].join(' ')
}

/** Nothing of the law's special kinds and no identity number is used: then nobody need send it. */
function asksForLittle(policy: Policy, purposes: readonly Purpose[]): boolean {
  return purposes.every((purpose) => purpose.data.every((name) => { const item = policy.data.get(name); return item === undefined || (item.class !== 'national-id' && !specialClasses.has(item.class)) }))
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1)
}
