import { addPeriod, later } from '../law/index.ts'
import type { Citation, Day } from '../law/index.ts'
import type { ConsentTerms, Ground, GroundTerms } from '../model/index.ts'
import { applies } from './applies.ts'
import { activeRequests, inScope } from './case.ts'
import type { Case } from './case.ts'
import type { PurposeRule } from './plan.ts'

/** Whether the ground carries the purpose. `unknown`: nothing is recorded, so it may not be used and nobody may erase on it. */
export interface GroundState {
  readonly state: 'stands' | 'restricted' | 'unknown' | 'falls'
  /** The day it fell. */
  readonly on: Day | null
  readonly law: Citation | null
  readonly why: string | null
}

const stands: GroundState = { state: 'stands', on: null, law: null, why: null }
const unrecorded: GroundState = { state: 'unknown', on: null, law: 'GDPR 7(1)', why: 'no-consent-record' }
const contradicted: GroundState = { state: 'unknown', on: null, law: 'GDPR 7(1)', why: 'contradicting-consents' }
const pending: GroundState = { state: 'restricted', on: null, law: 'GDPR 18(1)(d)', why: 'objection-pending' }

export const groundLaw: Readonly<Record<Ground, Citation>> = {
  consent: 'GDPR 6(1)(a)', contract: 'GDPR 6(1)(b)', 'legal-obligation': 'GDPR 6(1)(c)', 'vital-interests': 'GDPR 6(1)(d)', 'public-task': 'GDPR 6(1)(e)', 'legitimate-interest': 'GDPR 6(1)(f)',
}

export function groundOf(of: Case, rule: PurposeRule, relation: string | null): GroundState {
  const ground = rule.purpose.marketing ? marketingGround(of, rule, relation) : ordinaryGround(of, rule, relation)
  if (!rule.needsExplicitConsent || ground.state === 'falls') return ground
  const condition = consentOf(of, rule, relation, null)
  if (condition.state === 'falls') return condition
  return ground.state === 'stands' ? condition : ground
}

function ordinaryGround(of: Case, rule: PurposeRule, relation: string | null): GroundState {
  const { grounds, ground } = rule.purpose
  return grounds.some((one) => one.when !== null) || grounds.length > 1 ? severalGrounds(of, rule, relation) : oneGround(of, rule, relation, ground)
}

/** The ground that carries the purpose by the policy: the first that applies for certain, else the first. */
export function groundNamed(of: Case, rule: PurposeRule, relation: string | null): Ground | null {
  const { grounds, ground } = rule.purpose
  if (grounds.length <= 1) return ground
  return (grounds.find((one) => applies(of, one.when, relation, rule.data) === 'yes') ?? grounds[0])?.ground ?? null
}

/**
 * Each ground where its condition says so. Where nobody can tell which of them it is, and one has fallen while another stands, a
 * human has to say.
 */
function severalGrounds(of: Case, rule: PurposeRule, relation: string | null): GroundState {
  const found = rule.purpose.grounds.flatMap((one: GroundTerms) => {
    const answer = applies(of, one.when, relation, rule.data)
    return answer === 'no' ? [] : [{ sure: answer === 'yes', state: oneGround(of, rule, relation, one.ground, one.consent) }]
  })
  if (found.length === 0) return oneGround(of, rule, relation, null)
  const best = found.map(({ state }) => state).reduce(stronger)
  const fallen = found.find(({ state }) => state.state === 'falls')
  if (fallen === undefined || best.state === 'falls' || found.some(({ sure, state }) => sure && state.state === best.state)) return best
  return { state: 'unknown', on: null, law: fallen.state.law, why: 'ground-by-condition' }
}

function oneGround(of: Case, rule: PurposeRule, relation: string | null, ground: Ground | null, terms: ConsentTerms | null = rule.purpose.consent): GroundState {
  if (ground === 'consent') return weaker(consentOf(of, rule, relation, null, terms), objectionOf(of, rule, relation, false))
  if (ground === 'legitimate-interest' || ground === 'public-task') return objectionOf(of, rule, relation, true)
  // Without a ground the policy is at fault, not the person: it is for a human when somebody asks.
  if (ground === null && activeRequests(of, 'erasure').some((request) => inScope(request, rule, relation))) return { state: 'unknown', on: null, law: 'GDPR 6(1)', why: 'no-ground' }
  return stands
}

/** Only what is recorded makes a consent fall; of several records the latest counts, and two of one day contradict each other. */
function consentOf(of: Case, rule: PurposeRule, relation: string | null, objected: Day | null, terms: ConsentTerms | null = rule.purpose.consent): GroundState {
  let taken: Day | null = objected
  for (const request of activeRequests(of, 'erasure', 'withdrawal')) if (inScope(request, rule, relation)) taken = latest(taken, request.received)
  let given: Day | null = null
  let ended: Day | null = null
  for (const consent of of.facts.consents) {
    if (consent.purpose !== rule.purpose.name || (consent.controller !== null && consent.controller !== of.controller) || !of.watch.reached(consent.on)) continue
    if (consent.state === 'given') given = latest(given, consent.on)
    else ended = latest(ended, consent.on)
  }
  if (taken !== null && (given === null || given <= taken)) return fallen(taken, 'GDPR 7(3)', objected === taken ? 'objection' : 'withdrawn')
  if (given === null) return ended === null ? unrecorded : fallen(ended, 'GDPR 7(3)', 'withdrawn')
  if (ended !== null && ended > given) return fallen(ended, 'GDPR 7(3)', 'withdrawn')
  if (ended === given) return contradicted
  const lasts = terms?.expires ?? null
  const expires = lasts === null ? null : addPeriod(given, lasts)
  return expires !== null && of.watch.reached(expires) ? fallen(expires, 'GDPR 7(1)', 'consent-expired') : stands
}

/** An upheld objection ends the purpose; one that nobody has answered yet restricts it (Art 21(1), 18(1)(d)). */
function objectionOf(of: Case, rule: PurposeRule, relation: string | null, requestsObject: boolean): GroundState {
  let upheld: Day | null = null
  let waiting = false
  let answered: Day | null = null
  for (const objection of of.facts.objections) {
    if (objection.to !== rule.purpose.name || (objection.controller !== null && objection.controller !== of.controller) || !of.watch.reached(objection.on)) continue
    if (objection.outcome === 'upheld' && (upheld === null || objection.on < upheld)) upheld = objection.on
    if (objection.outcome === 'pending') waiting = true
    if (objection.outcome === 'rejected') answered = latest(answered, objection.on)
  }
  if (upheld !== null) return fallen(upheld, 'GDPR 17(1)(c)', 'objection')
  if (requestsObject) {
    for (const request of activeRequests(of, 'erasure', 'objection')) {
      if (!inScope(request, rule, relation)) continue
      if (rule.purpose.objection === 'uphold') return fallen(request.received, 'GDPR 17(1)(c)', 'objection')
      if (answered === null || answered < request.received) waiting = true
    }
  }
  return waiting ? pending : stands
}

/** An objection to marketing is absolute: whatever its outcome is recorded as, it ends the marketing at once (Art 21(3)). */
function marketingGround(of: Case, rule: PurposeRule, relation: string | null): GroundState {
  const { purpose } = rule
  let objected = objectedOn(of, (to) => to === 'marketing' || to === purpose.name)
  for (const request of activeRequests(of, 'erasure', 'objection')) if (inScope(request, rule, relation)) objected = latest(objected, request.received)
  if (purpose.channels.size === 0) {
    const byTable = of.channel === null ? null : objectedOn(of, (to) => to === `channel:${of.channel}`)
    return unlessObjected(of, rule, relation, latest(objected, byTable), purpose.ground === 'consent')
  }
  let best: GroundState | null = null
  for (const [channel, ground] of purpose.channels) {
    if (of.channel !== null && purpose.channels.has(of.channel as typeof channel) && channel !== of.channel) continue
    const to = latest(objected, objectedOn(of, (to) => to === `channel:${channel}` || (of.channel !== null && to === `channel:${of.channel}`)))
    best = stronger(best, unlessObjected(of, rule, relation, to, ground === 'consent'))
  }
  return best ?? stands
}

function unlessObjected(of: Case, rule: PurposeRule, relation: string | null, objected: Day | null, byConsent: boolean): GroundState {
  if (byConsent) {
    const consent = consentOf(of, rule, relation, objected)
    return consent.why === 'objection' ? { ...consent, law: 'GDPR 21(3)' } : consent
  }
  return objected === null ? stands : fallen(objected, 'GDPR 21(3)', 'objection')
}

function objectedOn(of: Case, concerns: (to: string) => boolean): Day | null {
  let on: Day | null = null
  for (const objection of of.facts.objections) {
    if (concerns(objection.to) && (objection.controller === null || objection.controller === of.controller) && of.watch.reached(objection.on)) on = latest(on, objection.on)
  }
  return on
}

const strength = { stands: 3, restricted: 2, unknown: 1, falls: 0 } as const

function stronger(a: GroundState | null, b: GroundState): GroundState {
  if (a === null) return b
  if (a.state === 'falls' && b.state === 'falls') return (a.on ?? '') < (b.on ?? '') ? b : a
  return strength[b.state] > strength[a.state] ? b : a
}

function weaker(a: GroundState, b: GroundState): GroundState {
  return strength[b.state] < strength[a.state] ? b : a
}

function fallen(on: Day, law: Citation, why: string): GroundState {
  return { state: 'falls', on, law, why }
}

function latest(a: Day | null, b: Day | null): Day | null {
  return a === null ? b : b === null ? a : later(a, b)
}
