import { subtractPeriod } from '../law/index.ts'
import type { Citation, Day } from '../law/index.ts'
import type { Policy } from '../model/index.ts'
import { inEach, verbatim } from '../text/index.ts'
import type { Text } from '../text/index.ts'
import type { ProcessingChange } from './compare-processing.ts'
import type { PromiseChange } from './compare-promises.ts'

/** Somebody who has to be told before the change takes effect, and why. */
export interface Telling {
  readonly people: string
  readonly label: Text
  readonly law: Citation
  readonly because: readonly Text[]
  /** Before the data is used so: the day the version takes effect, or as long ahead as the earlier version promised. */
  readonly by: Day
}

/**
 * Data that is on record already and is to be used for another purpose: those it concerns are told first, by Art 13(3) where
 * they gave it themselves and by Art 14(4) where it came from others. Who gives data for the new purpose only later is told
 * then. A change of what somebody was told otherwise is told too (Art 12(1) with 5(1)(a)).
 */
export function whoIsTold(before: Policy, after: Policy, processing: readonly ProcessingChange[], promises: readonly PromiseChange[]): readonly Telling[] {
  const told = new Map<string, { people: string; law: Citation; because: Text[] }>()
  const note = (people: string, law: Citation, why: Text): void => {
    if (!mentioned(before, people)) return // nobody is on record in this relation yet, or not with us as controller
    const key = `${people}\0${law}`
    const known = told.get(key)
    if (known === undefined) told.set(key, { people, law, because: [why] })
    else known.because.push(why)
  }
  for (const change of processing) for (const people of change.people) for (const law of lawsOf(before, after, change, people)) note(people, law, change.text)
  for (const change of promises) if (change.weakens) for (const people of concerned(before, after, change)) note(people, 'GDPR 12(1)', promiseText(change))
  const ahead = before.notice.changesTold
  const by = ahead === null ? after.effective : subtractPeriod(after.effective, ahead)
  return [...told.values()].map((one) => ({ ...one, label: after.people.get(one.people)?.label ?? before.people.get(one.people)?.label ?? verbatim(one.people), by }))
}

function lawsOf(before: Policy, after: Policy, change: ProcessingChange, people: string): readonly Citation[] {
  const purpose = after.purposes.get(change.purpose ?? '')
  switch (change.what) {
    case 'purpose-added': return further(before, people, change.names)
    case 'data': return further(before, people, change.names)
    case 'people': return further(before, people, purpose?.data ?? [])
    case 'ground': case 'recipient': case 'controller': case 'profiling': case 'recipient-country': case 'condition': case 'handed-over': case 'automated': case 'role': return ['GDPR 12(1)']
    default: return []
  }
}

/** By which article: of the data that is on record for somebody already, some may be given and some come from others. */
function further(before: Policy, people: string, data: readonly string[]): readonly Citation[] {
  const laws = new Set<Citation>()
  for (const name of data) {
    for (const purpose of before.purposes.values()) {
      if (!purpose.people.includes(people) || !purpose.data.includes(name)) continue
      laws.add(before.data.get(name)?.collected === 'source' || purpose.sources.length > 0 ? 'GDPR 14(4)' : 'GDPR 13(3)')
    }
  }
  return [...laws].sort()
}

function mentioned(policy: Policy, people: string): boolean {
  return [...policy.purposes.values()].some((purpose) => purpose.people.includes(people))
}

function concerned(before: Policy, after: Policy, change: PromiseChange): readonly string[] {
  if (change.about === null) return [...new Set([...before.purposes.values()].flatMap((purpose) => purpose.people))]
  return [...new Set(change.about.flatMap((name) => (after.purposes.get(name) ?? before.purposes.get(name))?.people ?? []))]
}

function promiseText({ before, after, why }: PromiseChange): Text {
  const said = (after ?? before)?.sentence
  return said === undefined ? why : inEach((lang) => `${said[lang]} (${why[lang]})`)
}
