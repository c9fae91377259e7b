import { restsOn } from '../../policy/model/index.ts'
import type { Policy, Purpose, Right, RightTerms } from '../../policy/model/index.ts'
import type { PolicyPromise } from '../../policy/promises/index.ts'
import { say, sayPeriod } from '../../policy/text/index.ts'
import type { Lang } from '../../policy/text/index.ts'
import { peopleOf } from '../concerns.ts'
import type { Block, Concern, PromiseLine, RightLink } from '../document.ts'
import { capital, purposeList } from '../phrase.ts'
import { ownWays, usualWays, waysText } from '../ways.ts'

export type Shown = Exclude<Right, 'complaint'> | 'no-marketing' | 'human'

const all: readonly Shown[] = ['access', 'rectification', 'erasure', 'restriction', 'portability', 'objection', 'no-marketing', 'withdrawal', 'human']

/** Which purposes a right reaches: the matrix of Art 15–21 and 7(3). Null: every one. */
export function reachOf(policy: Policy, right: Shown): readonly Purpose[] | null {
  const of = (which: (purpose: Purpose) => boolean): Purpose[] => [...policy.purposes.values()].filter(which)
  switch (right) {
    case 'access':
    case 'rectification':
    case 'erasure':
    case 'restriction':
      return null
    case 'portability':
      return of((purpose) => restsOn(purpose, 'contract') || byConsent(purpose))
    case 'objection':
      return of((purpose) => restsOn(purpose, 'legitimate-interest', 'public-task'))
    case 'no-marketing':
      return of((purpose) => purpose.marketing)
    case 'withdrawal':
      return of(byConsent)
    case 'human':
      return of((purpose) => purpose.automated !== null)
  }
}

export function byConsent(purpose: Purpose): boolean {
  return restsOn(purpose, 'consent') || [...purpose.channels.values()].includes('consent') || purpose.conditions.some(({ condition }) => condition === 'explicit-consent')
}

/** None is left out, none is offered that does not exist. */
export function rightsOf(policy: Policy): Shown[] {
  return all.filter((right) => reachOf(policy, right)?.length !== 0)
}

/** Each right with what it reaches, how it is used, and the promises about it. What no right claims follows after them. */
export function rights(policy: Policy, lang: Lang, promises: readonly PolicyPromise[], lineOf: (promise: PolicyPromise) => PromiseLine): Block[] {
  const about = Map.groupBy(promises, rightOf)
  const rest = about.get(null) ?? []
  const onward = policy.recipients.size === 0 ? [] : [say('notice.rights-onward')]
  return [
    { kind: 'text', text: [say('notice.rights-reach', { ways: waysText(policy, usualWays(policy), lang, true) }), say('notice.rights-intro')].map((text) => text[lang]).join(' ') },
    { kind: 'text', text: [say('notice.rights-identity'), ...onward].map((text) => text[lang]).join(' ') },
    ...rightsOf(policy).flatMap((right) => rightBlocks(policy, right, lang, (about.get(right) ?? []).map(lineOf))),
    ...(rest.length === 0 ? [] : [{ kind: 'promises', promises: rest.map(lineOf) } as const]),
  ]
}

function rightBlocks(policy: Policy, right: Shown, lang: Lang, promises: readonly PromiseLine[]): Block[] {
  const reach = reachOf(policy, right)
  const whose: Concern = reach === null ? null : peopleOf(policy, reach.map(({ name }) => name))
  return [
    { kind: 'heading', id: right, text: say(`notice.right-${right}`)[lang], for: whose },
    { kind: 'text', text: [right === 'objection' ? objectionIs(reach ?? [], lang) : say(`notice.right-${right}-is`)[lang], ...scopeOf(policy, right, reach, lang), ...waysOf(policy, right, lang)].join(' '), for: whose },
    ...(right === 'withdrawal' ? withdrawing(policy, (reach ?? []).filter(({ at }) => !promises.some((promise) => promise.at === at)), lang) : []),
    ...(promises.length === 0 ? [] : [{ kind: 'promises', promises } as const]),
  ]
}

/** For which purposes, where it is not for all; and what the law keeps from erasure (Art 17(3)(b)). */
function scopeOf(policy: Policy, right: Shown, reach: readonly Purpose[] | null, lang: Lang): string[] {
  if (right === 'erasure') {
    // What an objection always ends is not kept by the task.
    const [held, free] = [...policy.purposes.values()].reduce<[Purpose[], Purpose[]]>((parts, purpose) => {
      const { ground } = purpose
      parts[ground === 'legal-obligation' || (ground === 'public-task' && !upheld(purpose)) ? 0 : 1].push(purpose)
      return parts
    }, [[], []])
    if (held.length === 0) return []
    if (free.length === 0) return [say('notice.rights-not-while-all')[lang]]
    // Where most is kept, what is not is the shorter list to read.
    const most = held.length > 6 && free.length * 2 < held.length
    return [say(most ? 'notice.rights-not-while-most' : 'notice.rights-not-while', { purposes: purposeList(policy, (most ? free : held).map(({ name }) => name), lang) })[lang]]
  }
  if (reach === null || right === 'no-marketing' || right === 'withdrawal') return []
  const always = right === 'objection' ? reach.filter((purpose) => upheld(purpose) && !purpose.marketing) : []
  return [
    say('notice.rights-for', { purposes: purposeList(policy, reach.map(({ name }) => name), lang) })[lang],
    ...(always.length === 0 ? [] : [say('notice.rights-upheld', { purposes: purposeList(policy, always.map(({ name }) => name), lang) })[lang]]),
  ]
}

/** A public task is not weighed against anybody's interests as a legitimate interest is (Art 21(1)). */
function objectionIs(reach: readonly Purpose[], lang: Lang): string {
  const [task, weighed] = [reach.some((purpose) => restsOn(purpose, 'public-task')), reach.some((purpose) => restsOn(purpose, 'legitimate-interest'))]
  return say(task && weighed ? 'notice.right-objection-both' : task ? 'notice.right-objection-public' : 'notice.right-objection-is')[lang]
}

const upheld = (purpose: Purpose): boolean => purpose.objection === 'uphold'

function waysOf(policy: Policy, right: Shown, lang: Lang): string[] {
  if (right === 'no-marketing' || right === 'withdrawal' || right === 'human') return []
  const ways = waysText(policy, ownWays(policy, right), lang, true)
  return ways === '' ? [] : [say('notice.rights-reach-also', { ways })[lang]]
}

/** How a yes is taken back, where no promise says it: said once where it is the same for all, else for each purpose (Art 7(3)). */
function withdrawing(policy: Policy, purposes: readonly Purpose[], lang: Lang): Block[] {
  const said = purposes.flatMap((purpose) => {
    const ways = waysText(policy, purpose.consent?.withdrawnBy ?? [], lang, false)
    return ways === '' ? [] : [{ purpose, ways }]
  })
  const [first] = said
  if (first === undefined) return []
  if (said.every(({ ways }) => ways === first.ways)) return [{ kind: 'text', text: say('notice.rights-do', { ways: first.ways })[lang], for: peopleOf(policy, said.map(({ purpose }) => purpose.name)) }]
  return [{ kind: 'list', items: said.map(({ purpose, ways }) => `${capital(purpose.label[lang])}: ${ways}`), for: said.map(({ purpose }) => (purpose.people.length === 0 ? null : purpose.people)) }]
}

/** The right that a promise is about. */
function rightOf(promise: PolicyPromise): Shown | null {
  if (promise.kind.startsWith('marketing.')) return 'no-marketing'
  switch (promise.kind) {
    case 'request.within':
      return all.find((right) => right === promise.terms['right']) ?? null
    case 'erasure.everywhere':
      return 'erasure'
    case 'access.complete':
      return 'access'
    case 'consent.withdrawable':
      return 'withdrawal'
    case 'automated.human-decides':
      return 'human'
    default:
      return null
  }
}

export function rightLinks(policy: Policy, lang: Lang): RightLink[] {
  return rightsOf(policy).map((right) => ({ right, label: say(`notice.right-${right}`)[lang], within: withinOf(policy, right, lang) }))
}

function withinOf(policy: Policy, right: Shown, lang: Lang): string | null {
  if (right === 'no-marketing' || right === 'withdrawal') return say('notice.at-once')[lang]
  const promised = policy.rights.find((terms) => terms.right === right && terms.within !== null && terms.people.length === 0)
  return promised === undefined ? say('notice.within-month')[lang] : say('notice.within', { period: spoken(promised, lang) })[lang]
}

function spoken(terms: RightTerms, lang: Lang): string {
  if (terms.within === null) return ''
  return 'workingDays' in terms.within ? sayPeriod({ workingDays: terms.within.workingDays }, lang) : sayPeriod(terms.within.period, lang)
}
