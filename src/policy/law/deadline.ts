import { periodText, say } from '../text/index.ts'
import { addWorkingDays, defaultCalendar } from './calendar/index.ts'
import type { Calendar } from './calendar/index.ts'
import type { Citation } from './citations.ts'
import { closed, countWorkingDays, moved, plainEnd, step } from './count-period.ts'
import type { Counted, Pause, Step } from './count-period.ts'
import { earlier } from './day.ts'
import type { Day } from './day.ts'
import type { Within } from './parse-period.ts'
import { addPeriod, period } from './period.ts'

/** The rights whose requests Art 12(3) gives a month. */
export const answerable = ['access', 'rectification', 'erasure', 'restriction', 'portability', 'objection'] as const
export type AnswerableRight = (typeof answerable)[number]

interface Common {
  /** The day the request came in, whatever the hour; for Art 14 the day the data were obtained. */
  readonly received: Day
  /** Sweden with eves as working days unless the policy says otherwise. */
  readonly calendar?: Calendar
  readonly promised?: Within | null
}

export interface RequestAsked extends Common {
  readonly right: AnswerableRight
  /** Extended by two further months (Art 12(3)): three months from receipt. */
  readonly extended?: boolean
  /** Times in which identity or scope was being asked for. */
  readonly paused?: readonly Pause[]
}

export interface InformationAsked extends Common {
  readonly right: 'art14'
  /** The day of the first communication with the person, Art 14(3)(b), or of the first disclosure, 14(3)(c). */
  readonly atFirstContact?: Day | null
}

export interface Deadline {
  readonly received: Day
  /** The last day by law. */
  readonly due: Day
  /** The last day by the policy's own promise; null without one. */
  readonly promised: Day | null
  /** The earlier of the two: the day that counts. */
  readonly counts: Day
  readonly law: readonly Citation[]
  /** How `due` was counted, in the order of counting. */
  readonly days: readonly Step[]
  /** How `promised` was counted. */
  readonly promisedDays: readonly Step[]
  /** For an extension, the last day to tell the person about it, with reasons (Art 12(3)); null otherwise. */
  readonly tellBy: Day | null
  /** The last day if the pauses are not accepted (identity asked for late); null without pauses. */
  readonly unpaused: Day | null
}

const month = period({ months: 1 })
const threeMonths = period({ months: 3 })

/**
 * The last day of a duty that the GDPR counts in months, by Regulation 1182/71 and C-171/03. Only these move to the next working
 * day; neither a retention's end nor a promise that is tighter than the law does. A breach is counted in hours: `breachDeadline`.
 */
export function deadline(asked: RequestAsked | InformationAsked): Deadline {
  const calendar = asked.calendar ?? defaultCalendar
  return asked.right === 'art14' ? information(asked, calendar) : request(asked, calendar)
}

function request(asked: RequestAsked, calendar: Calendar): Deadline {
  const { received, extended = false, paused = [] } = asked
  const start = step(received, 'received', say('deadline.received'))
  const first = lawful(received, plainEnd(received, month, 'period', periodText(month)), paused, calendar)
  const counted = extended ? lawful(received, plainEnd(received, threeMonths, 'extended', periodText(threeMonths)), paused, calendar) : first
  const told = extended ? [step(first.end, 'tell-extension', say('deadline.tell-extension'))] : []
  const plain = addPeriod(received, extended ? threeMonths : month)
  return whole({
    received, due: counted.end, days: [start, ...told, ...counted.days], promised: promisedEnd(asked, paused, calendar),
    law: ['GDPR 12(3)', ...regulation(counted)], tellBy: extended ? first.end : null,
    unpaused: paused.length > 0 ? closed(received, plain, calendar).end : null,
  })
}

/**
 * Art 14(3): within a month of obtaining the data, and no later than the first communication with the person: the earlier counts.
 * The month is a period of an EU act and moves off a day off (1182/71 3(4)). The first communication is no period but the moment
 * itself, so it never moves: a letter that is read on a Sunday carries the information on that Sunday.
 */
function information(asked: InformationAsked, calendar: Calendar): Deadline {
  const { received, atFirstContact = null } = asked
  if (atFirstContact !== null && atFirstContact < received) throw new RangeError('the first contact is before the data were obtained')
  const counted = lawful(received, plainEnd(received, month, 'period', periodText(month)), [], calendar)
  const contact = atFirstContact === null ? [] : [step(atFirstContact, 'first-contact', say('deadline.first-contact'))]
  const byContact = atFirstContact !== null && atFirstContact <= counted.end
  return whole({
    received, due: byContact ? atFirstContact : counted.end, promised: promisedEnd(asked, [], calendar),
    days: [step(received, 'obtained', say('deadline.obtained')), ...counted.days, ...contact],
    law: byContact ? ['GDPR 14(3)(b)'] : ['GDPR 14(3)(a)', ...regulation(counted)], tellBy: null, unpaused: null,
  })
}

function lawful(received: Day, plain: Counted, paused: readonly Pause[], calendar: Calendar): Counted {
  const after = moved(received, plain.end, paused)
  const last = closed(received, after.end, calendar)
  return { end: last.end, days: [...plain.days, ...after.days, ...last.days] }
}

function regulation(counted: Counted): readonly Citation[] {
  const codes = new Set(counted.days.map((at) => at.code))
  return [
    '1182/71 3(1)', '1182/71 3(2)(c)',
    ...(codes.has('rolled') ? ['1182/71 3(4)' as const] : []),
    ...(codes.has('two-working-days') ? ['1182/71 3(5)' as const] : []),
  ]
}

/** What the policy promises, counted as the person would: never moved to a later day than was said. */
function promisedEnd(asked: Common, paused: readonly Pause[], calendar: Calendar): Counted | null {
  const { received, promised = null } = asked
  if (promised === null) return null
  if ('workingDays' in promised) return countWorkingDays(received, promised.workingDays, calendar, paused)
  const plain = plainEnd(received, promised.period, 'period', periodText(promised.period))
  const after = moved(received, plain.end, paused)
  return { end: after.end, days: [step(plain.end, 'promised', say('deadline.promised', { period: periodText(promised.period) })), ...after.days] }
}

/** The promised day alone, for those who need no steps. */
export function promisedDay(received: Day, within: Within, calendar: Calendar): Day {
  return 'workingDays' in within ? addWorkingDays(received, within.workingDays, calendar) : addPeriod(received, within.period)
}

function whole(of: Omit<Deadline, 'promised' | 'counts' | 'promisedDays'> & { readonly promised: Counted | null }): Deadline {
  const promised = of.promised?.end ?? null
  return { ...of, promised, counts: promised === null ? of.due : earlier(of.due, promised), promisedDays: of.promised?.days ?? [] }
}
