import { countReturned } from '../../people/index.ts'
import type { Db } from '../../platform/index.ts'
import { addDays, daysBetween } from '../../policy/law/index.ts'
import type { Day } from '../../policy/law/index.ts'
import type { Policy, RulePath } from '../../policy/model/index.ts'
import type { GaugeName } from '../../policy/promises/index.ts'
import { nothingFound } from '../figures.ts'
import type { Found } from '../figures.ts'
import { agreementFault, processorTables, rightAt, rulesOf, standing } from '../gauges/index.ts'
import { holdsPastReview, leftOfRequests, touchedForOthers, unansweredRows } from '../store-audit.ts'
import { publishedVersions, requestCounts } from '../store-gauges.ts'
import type { Tallies, Tally } from './candidate.ts'

/** What an audit may look at when it judges the rules of one gauge: what it found in the index and the systems, and our tables. */
export interface Inquiry {
  readonly db: Db
  readonly policy: Policy
  readonly today: Day
  readonly since: Day
  readonly tallies: Tallies
  /** What a search by identifiers found of the answers that people would get. */
  readonly answers: Tally
}

/** The audit's own measure behind a gauge: never the gauge's figures, so that each can show the other wrong. */
export type Search = (of: Inquiry, at: readonly RulePath[]) => Promise<ReadonlyMap<RulePath, Found>>

/** Of past reviews the first thirty days are a risk, what is left after them a deviation (decide: holds). */
const reviewDays = 30

const retention: Search = async ({ db, policy, today, tallies }, at) => {
  const holds = await holdsPastReview(db, today, addDays(today, -reviewDays))
  return each(at, (path) => {
    const rule = rulesOf(policy).get(path)
    for (const { data, past, longPast } of rule === undefined ? [] : holds) {
      if (data.length > 0 && !data.some((one) => rule?.purpose.data.includes(one) === true)) continue
      if (longPast > 0) tallies.of(path).violation('hold-past-review', longPast)
      else tallies.of(path).risk('hold-past-review', past)
    }
    return tallied(tallies, path, ['overdue', 'overdue-unseen', 'undated-long', 'hold-past-review'])
  })
}

const reminders: Search = async ({ tallies }, at) => each(at, (path) => ({ ...tallied(tallies, path, ['reminder-late']), risks: {} }))

const holds: Search = async ({ tallies }, at) => each(at, (path) => tallied(tallies, path, ['overdue', 'overdue-unseen', 'held-gone', 'undated-long']))

const conditions: Search = async ({ tallies }, at) => each(at, (path) => tallied(tallies, path, ['overdue']))

/** By the days alone: nobody's own note that a request was answered in time is asked. */
const requests: Search = async ({ db, policy, today, since }, at) => {
  const counts = await requestCounts(db, since, today)
  return each(at, (path) => {
    const of = counts.find((one) => one.right === rightAt(policy, path))
    if (of === undefined) return nothingFound
    const violations = { ...(of.overdue > 0 && { 'past-the-law': of.overdue }), ...(of.late > 0 && { 'past-our-promise': of.late }) }
    return { subjects: of.open, violations, risks: {}, lawful: of.overdue === 0 && of.late > 0, sampled: null }
  })
}

const erasures: Search = async ({ db, since, tallies }, at) => {
  const [left, told, back] = [await leftOfRequests(db, since), await unansweredRows(db, 'erasure', 'nothing-held', since), await countReturned(db)]
  return each(at, (path) => {
    if (left > 0) tallies.of(path).violation('not-carried-out', left)
    if (told > 0) tallies.of(path).violation('held-after-all', told)
    // By what they are found by, whatever rows it stands in: until a human has said what it is.
    if (back > 0) tallies.of(path).violation('person-came-back', back)
    return tallied(tallies, path, ['came-back', 'person-came-back', 'not-carried-out', 'held-after-all'])
  })
}

const access: Search = async ({ db, since, answers }, at) => {
  const told = await unansweredRows(db, 'access', 'nothing-held', since)
  const violations = { ...Object.fromEntries(answers.violations), ...(told > 0 && { 'held-after-all': told }) }
  return each(at, () => ({ ...nothingFound, violations, risks: Object.fromEntries(answers.risks), sampled: answers.sampled }))
}

const agreements: Search = async ({ policy, today }, at) =>
  each(at, (path) => {
    const recipient = [...policy.recipients.values()].find((one) => one.at === path)
    const fault = recipient === undefined ? null : agreementFault(recipient, today)
    return { subjects: 1, violations: fault === null ? {} : { [fault]: 1 }, risks: {}, lawful: false, sampled: null }
  })

const place: Search = async ({ policy }, at) => {
  const { stands, outside, unknown } = standing(policy)
  return each(at, () => ({ subjects: stands + outside + unknown, violations: outside > 0 ? { 'outside-the-place': outside } : {}, risks: {}, lawful: false, sampled: null }))
}

const processor: Search = async ({ db, policy }, at) => {
  const { acted, decided } = await touchedForOthers(db, policy.hash, processorTables(policy))
  return each(at, () => ({ subjects: 0, violations: { ...(acted > 0 && { 'acted-without-instruction': acted }), ...(decided > 0 && { 'decided-as-ours': decided }) }, risks: {}, lawful: false, sampled: null }))
}

const notice: Search = async ({ db, policy, today }, at) => {
  const versions = await publishedVersions(db)
  const ours = versions.find((one) => one.version === policy.version)
  const unpublished = ours === undefined && versions.length > 0 && policy.effective <= today ? { 'not-published': 1 } : {}
  const unreadable = versions.filter((one) => !one.readable).length
  return each(at, () => ({ subjects: versions.length, violations: { ...unpublished, ...(unreadable > 0 && { 'version-unreadable': unreadable }) }, risks: {}, lawful: false, sampled: null }))
}

const measures: Search = async ({ policy, today }, at) =>
  each(at, (path) => {
    const review = [...policy.measures.values()].find((one) => one.at === path)?.review ?? null
    return { subjects: 1, violations: review !== null && daysBetween(review, today) > 0 ? { 'review-overdue': 1 } : {}, risks: {}, lawful: false, sampled: null }
  })

/** A gauge without a search of the audit's own does not compile. */
export const searches: Readonly<Record<GaugeName, Search>> = {
  'retention-overdue': retention,
  'reminders-sent': reminders,
  'holds-standing': holds,
  'requests-answered': requests,
  'erasures-complete': erasures,
  'access-complete': access,
  'conditions-standing': conditions,
  'agreements-in-force': agreements,
  places: place,
  'processor-untouched': processor,
  'notice-published': notice,
  'measures-reviewed': measures,
}

/** What was counted for a rule, of the violations that this kind of promise is about. */
function tallied(tallies: Tallies, path: string, codes: readonly string[]): Found {
  const tally = tallies.of(path)
  const violations = Object.fromEntries([...tally.violations].filter(([code]) => codes.includes(code)))
  return { subjects: tally.subjects, violations, risks: Object.fromEntries(tally.risks), lawful: false, sampled: tally.sampled }
}

function each(at: readonly RulePath[], of: (path: RulePath) => Found): ReadonlyMap<RulePath, Found> {
  return new Map(at.map((path) => [path, of(path)]))
}
