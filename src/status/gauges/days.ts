import { addDays, isEea } from '../../policy/law/index.ts'
import type { Day } from '../../policy/law/index.ts'
import type { Policy, Recipient } from '../../policy/model/index.ts'
import { publishedVersions } from '../store-gauges.ts'
import type { Gauge } from './gauge.ts'

/** So many days before an end one is told of it. */
const ahead = 60

/** Processing agreements by the days that the policy states. */
export const agreementsInForce: Gauge = async ({ policy }, at, today) =>
  new Map(at.map((path) => {
    const recipient = [...policy.recipients.values()].find((one) => one.at === path)
    const near = recipient !== undefined && isNear(recipient.agreement?.expires ?? null, today)
    return [path, { subjects: 1, done: {}, risks: near ? { 'ends-soon': 1 } : {}, missed: null }]
  }))

/** Why an agreement does not hold on a day; null where it does (Art 28(3)). */
export function agreementFault(recipient: Recipient, today: Day): 'no-agreement' | 'not-signed' | 'agreement-expired' | null {
  const { agreement } = recipient
  if (agreement === null) return 'no-agreement'
  if (agreement.signed === null || agreement.signed > today) return 'not-signed'
  return agreement.expires !== null && agreement.expires < today ? 'agreement-expired' : null
}

/** Where systems and recipients are, against the place that is promised. */
export const places: Gauge = async ({ policy }, at) => {
  const { unknown, stands } = standing(policy)
  return new Map(at.map((path) => [path, { subjects: stands + unknown, done: {}, risks: unknown > 0 ? { 'place-unknown': unknown } : {}, missed: null }]))
}

export interface Standing {
  readonly stands: number
  readonly outside: number
  readonly unknown: number
}

export function standing(policy: Policy): Standing {
  const area = policy.place?.area
  const countries = [...[...policy.systems.values()].map((system) => system.country), ...[...policy.recipients.values()].map((recipient) => recipient.country)]
  const outside = countries.filter((country) => country !== null && (area === 'EEA' ? !isEea(country) : country !== area)).length
  const unknown = countries.filter((country) => country === null).length
  return { stands: countries.length - outside - unknown, outside, unknown }
}

/** Safeguards and the days by which they are to be looked over. */
export const measuresReviewed: Gauge = async ({ policy }, at, today) =>
  new Map(at.map((path) => {
    const measure = [...policy.measures.values()].find((one) => one.at === path)
    return [path, { subjects: 1, done: {}, risks: isNear(measure?.review ?? null, today) ? { 'ends-soon': 1 } : {}, missed: null }]
  }))

/** The version that is read, and those before it. One that is not in force yet is shown by nothing. */
export const noticePublished: Gauge = async ({ db, policy }, at, today) => {
  const versions = await publishedVersions(db)
  const current = versions.find((one) => one.version === policy.version)
  const unseen = current === undefined ? versions.length === 0 : !versions.some((one) => one.effective <= today)
  return new Map(at.map((path) => [path, { subjects: versions.length, done: {}, risks: {}, missed: null, unseen }]))
}

function isNear(end: Day | null, today: Day): boolean {
  return end !== null && end >= today && end <= addDays(today, ahead)
}
