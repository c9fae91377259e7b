import { say } from '../text/index.ts'
import type { Citation } from './citations.ts'
import { step } from './count-period.ts'
import type { Step } from './count-period.ts'
import { day } from './day.ts'

/** When a breach has to be notified (Art 33(1)). The instants are written with the offset of the time zone at that moment. */
export interface BreachDeadline {
  readonly received: string
  /** 72 hours as they pass after awareness: the deadline to work by. */
  readonly due: string
  readonly dueAt: Temporal.Instant
  /** The end of the 72nd full hour, the hour of awareness not counted (Regulation 1182/71 3(1), 3(2)(a)). Never to be relied on. */
  readonly outer: string
  readonly outerAt: Temporal.Instant
  readonly promised: null
  readonly law: readonly Citation[]
  readonly days: readonly Step[]
}

export const defaultZone = 'Europe/Stockholm'

const hours72 = { hours: 72 } as const

/**
 * Weekends and holidays count, for 1182/71 3(4) is not for periods in hours. The hours are added to the instant, so that a change
 * to or from summer time makes them neither 71 nor 73.
 */
export function breachDeadline(aware: Temporal.Instant, zone: string = defaultZone): BreachDeadline {
  const from = aware.toZonedDateTimeISO(zone)
  const due = aware.add(hours72).toZonedDateTimeISO(zone)
  const hourOver = from.round({ smallestUnit: 'hour', roundingMode: 'floor' }).toInstant().add({ hours: 1 })
  const outer = hourOver.add(hours72).toZonedDateTimeISO(zone)
  const changed = from.offsetNanoseconds === due.offsetNanoseconds ? [] : [step(dayIn(due), 'clocks-changed', say('deadline.clocks-changed'))]
  return {
    received: written(from), due: written(due), dueAt: due.toInstant(), outer: written(outer), outerAt: outer.toInstant(), promised: null,
    law: ['GDPR 33(1)', '1182/71 3(1)', '1182/71 3(2)(a)'],
    days: [
      step(dayIn(from), 'aware', say('deadline.aware')), ...changed, step(dayIn(due), '72-hours', say('deadline.72-hours')),
      step(dayIn(outer), '72-full-hours', say('deadline.72-full-hours')),
    ],
  }
}

/**
 * An instant as a person writes it, with its offset: `2026-11-20T16:45+01:00`. Null for one that does not exist or lacks the offset:
 * guessing it would move the deadline.
 */
export function parseInstant(written: string): Temporal.Instant | null {
  if (!/^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:[0-5]\d(\.\d{1,9})?)?([Zz]|[+-]\d{2}:?\d{2})$/.test(written)) return null
  try {
    const instant = Temporal.Instant.from(written)
    return instant.epochMilliseconds >= earliest && instant.epochMilliseconds <= latest ? instant : null
  } catch {
    return null
  }
}

// The years 1 to 9999, less the days that a zone and 73 hours may add.
const earliest = Date.parse('0001-01-03T00:00:00Z')
const latest = Date.parse('9999-12-26T00:00:00Z')

function dayIn(at: Temporal.ZonedDateTime): Step['day'] {
  return day(at.toPlainDate().toString())
}

/** Whole seconds, never rounded up: a deadline written later than it is would be missed. */
function written(at: Temporal.ZonedDateTime): string {
  return at.toString({ timeZoneName: 'never', smallestUnit: 'second', roundingMode: 'trunc' })
}
