import { parseArgs } from 'node:util'
import { answerable, breachDeadline, calendars, citationList, deadline, defaultCalendar, defaultZone, isDay, parseInstant, promisedDay, weekday } from '../policy/law/index.ts'
import type { AnswerableRight, BreachDeadline, Calendar, Day, Deadline, Pause, Step, Within } from '../policy/law/index.ts'
import type { Policy } from '../policy/model/index.ts'
import { inEach, lang as langOf, say, sayDay, sayWeekday, verbatim } from '../policy/text/index.ts'
import type { Lang, Text } from '../policy/text/index.ts'
import type { Io } from './io.ts'
import { misused } from './misused.ts'

export type DeadlineRight = AnswerableRight | 'breach' | 'art14'

/** What a policy says about the deadline of a right; found by the command table, which may load policies. */
export interface PolicyTerms {
  /** What it promises for this right, to whomever: the tightest counts. */
  readonly within: readonly Within[]
  readonly calendar: Calendar
  readonly zone: string
}

/** The terms of a compiled policy. The hours of a breach are written in the zone of its first controller. */
export function termsOf(policy: Policy, right: DeadlineRight): PolicyTerms {
  const within = policy.rights.flatMap((one) => (one.right === right && one.within !== null ? [one.within] : []))
  const [controller] = policy.controllers.values()
  return { within, calendar: policy.calendar, zone: controller?.zone ?? defaultZone }
}

/** Null when the policy could not be read: its own errors have then been written already. */
export type PromisedOf = (path: string, right: DeadlineRight) => Promise<PolicyTerms | null>

const rights: readonly DeadlineRight[] = [...answerable, 'breach', 'art14']

const usage = `usage: lofte deadline DAY --right ${rights.join('|')}
         [--extended] [--paused FROM..TO]… [--at-first-contact DAY]
         [--policy POLICY] [--country ${calendars.join('|')}] [--eves working|holiday] [--lang sv|en|no] [--json]
       A breach takes the instant it became known, with its offset: 2026-11-20T16:45+01:00`

/** What was asked for, understood; or why not. */
interface Asked {
  readonly right: DeadlineRight
  readonly at: Day | Temporal.Instant
  readonly extended: boolean
  readonly paused: readonly Pause[]
  readonly atFirstContact: Day | null
  readonly policy: string | null
  readonly country: string | null
  readonly eves: Calendar['eves'] | null
  readonly lang: Lang
  readonly json: boolean
}

/** `lofte deadline`: the last day of a duty, by law and by the policy's own promise. Exit status 0, 1 with a policy that has errors, 2 for what cannot be understood. */
export async function run(argv: readonly string[], io: Io, promisedOf: PromisedOf): Promise<number> {
  const asked = understood(argv)
  if (typeof asked === 'string') return misused(io, asked, usage)
  const terms = asked.policy === null ? null : await promisedOf(asked.policy, asked.right)
  if (asked.policy !== null && terms === null) return 1
  const json = asked.json || io.json
  if (typeof asked.at !== 'string') {
    const breach = breachDeadline(asked.at, terms?.zone ?? defaultZone)
    io.out(json ? printed(breachJson(breach)) : breachInWords(breach, asked.lang))
    return 0
  }
  const calendar = calendarFor(asked, terms)
  if (!calendars.includes(calendar.country)) {
    return misused(io, `There is no calendar of holidays for ${quoted(calendar.country)}; there are ${calendars.join(' and ')}. Choose one with --country.`, '')
  }
  const counted = count(asked, asked.at, terms, calendar)
  if (counted.due.startsWith('9999-12-31')) {
    return misused(io, `The deadline lies beyond the calendar: ${asked.at} is too late a day.`, '')
  }
  io.out(json ? printed(deadlineJson(counted)) : inWords(asked.right, counted, asked.lang))
  return 0
}

/** The policy's calendar, unless the command says another. */
function calendarFor(asked: Asked, terms: PolicyTerms | null): Calendar {
  const of = terms?.calendar ?? defaultCalendar
  return { country: asked.country ?? of.country, eves: asked.eves ?? of.eves }
}

function count(asked: Asked, received: Day, terms: PolicyTerms | null, calendar: Calendar): Deadline {
  const common = { received, calendar, promised: tightest(received, terms?.within ?? [], calendar) }
  if (asked.right === 'art14') return deadline({ ...common, right: 'art14', atFirstContact: asked.atFirstContact })
  return deadline({ ...common, right: asked.right as AnswerableRight, extended: asked.extended, paused: asked.paused })
}

/** Which of several promises is over first, counted from this day: two working days may be more or less than three days. */
function tightest(received: Day, promises: readonly Within[], calendar: Calendar): Within | null {
  return promises.reduce<Within | null>((best, one) => (best === null || promisedDay(received, one, calendar) < promisedDay(received, best, calendar) ? one : best), null)
}

function understood(argv: readonly string[]): Asked | string {
  let parsed
  try {
    parsed = parseArgs({
      args: [...argv], allowPositionals: true, options: {
        right: { type: 'string' }, extended: { type: 'boolean' }, paused: { type: 'string', multiple: true }, 'at-first-contact': { type: 'string' },
        policy: { type: 'string' }, country: { type: 'string' }, eves: { type: 'string' }, lang: { type: 'string' }, json: { type: 'boolean' },
      },
    })
  } catch (error) {
    return error instanceof Error ? (error.message.split('. To specify', 1)[0] ?? '') : 'the options could not be read'
  }
  const { values, positionals } = parsed
  const [written, ...more] = positionals
  if (written === undefined) return 'The day the request came in is missing.'
  if (more.length > 0) return `One day at a time; ${quoted(more[0] ?? '')} is one too many.`
  const right = rights.find((one) => one === values.right)
  if (right === undefined) return values.right === undefined ? `Say which right: --right ${rights.join(', ')}.` : `${quoted(values.right)} is no right with a deadline. There are ${rights.join(', ')}.`
  const isRequest = right !== 'breach' && right !== 'art14'
  if (values.extended === true && !isRequest) return `Only a request can be extended (GDPR 12(3)); ${right} cannot.`
  if (values.paused !== undefined && !isRequest) return `Only a request can wait for identity or scope; the time of ${right} does not pause.`
  if (values['at-first-contact'] !== undefined && right !== 'art14') return '--at-first-contact belongs to --right art14 (GDPR 14(3)(b)).'
  const at = right === 'breach' ? parseInstant(written) : dayOrNull(written)
  if (at === null) return right === 'breach' ? notInstant(written) : notDay(written)
  const paused = (values.paused ?? []).map(pauseOf)
  const wrongPause = paused.find((pause) => typeof pause === 'string')
  if (wrongPause !== undefined) return wrongPause
  const contact = values['at-first-contact']
  if (contact !== undefined && !isDay(contact)) return notDay(contact)
  if (contact !== undefined && typeof at === 'string' && contact < at) return `The first contact (${contact}) is before the data were obtained (${at}).`
  if (values.country !== undefined && !calendars.includes(values.country)) return `There is no calendar of holidays for ${quoted(values.country)}; there are ${calendars.join(' and ')}.`
  const eves = values.eves
  if (eves !== undefined && eves !== 'working' && eves !== 'holiday') return `${quoted(eves)} is no way to count the eves: working or holiday.`
  const lang = langOf(values.lang ?? 'en')
  if (lang === null) return `${quoted(values.lang ?? '')} is no language here: sv, en or no.`
  return {
    right, at, extended: values.extended ?? false, paused: paused as readonly Pause[], atFirstContact: contact ?? null, policy: values.policy ?? null,
    country: values.country ?? null, eves: eves ?? null, lang, json: values.json ?? false,
  }
}

function dayOrNull(written: string): Day | null {
  return isDay(written) ? written : null
}

function pauseOf(written: string): Pause | string {
  const [from = '', to = '', ...more] = written.split('..')
  if (more.length > 0 || !written.includes('..')) return `A pause is written FROM..TO, such as 2026-03-03..2026-03-17, not ${quoted(written)}.`
  if (!isDay(from)) return notDay(from)
  if (!isDay(to)) return notDay(to)
  return to < from ? `The pause ends (${to}) before it begins (${from}).` : { from, to }
}

function notDay(written: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(written) ? `There is no day ${written} in the calendar.` : `${quoted(written)} is no day: write it as 2026-11-20.`
}

function notInstant(written: string): string {
  if (isDay(written) || /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/.test(written)) return `A breach is counted in hours: write when it became known with the time and its offset, such as 2026-11-20T16:45+01:00, not ${quoted(written)}.`
  return `There is no instant ${quoted(written)}: write it as 2026-11-20T16:45+01:00.`
}

/** What was typed, on one line and not without end. */
function quoted(written: string): string {
  return JSON.stringify(written.length > 60 ? `${written.slice(0, 60)}…` : written)
}

function printed(value: unknown): string {
  return `${JSON.stringify(value)}\n`
}

function deadlineJson({ received, due, promised, counts, law, days, promisedDays, tellBy, unpaused }: Deadline): unknown {
  return { received, due, promised, counts, law, days, ...(promised !== null && { promisedDays }), ...(tellBy !== null && { tellBy }), ...(unpaused !== null && { unpaused }) }
}

function breachJson({ received, due, outer, promised, law, days }: BreachDeadline): unknown {
  return { received, due, outer, promised, law, days }
}

function inWords(right: DeadlineRight, of: Deadline, lang: Lang): string {
  const what = say(`rights.${right}`)
  const day = weekdayAndDay(of.received)
  const heading = right === 'art14' ? say('deadline.heading-obtained', { what, day }) : say('deadline.heading', { what, day })
  const ends: readonly (readonly [Text, Day])[] = [[say('deadline.due'), of.due], ...(of.promised === null ? [] : [[say('deadline.promised-label'), of.promised] as const])]
  const notes = [
    ...(of.promised === null ? [] : [of.promised < of.due ? say('deadline.promise-counts') : say('deadline.law-counts')]),
    ...(of.unpaused === null || of.unpaused === of.due ? [] : [say('deadline.without-pause', { day: weekdayAndDay(of.unpaused) })]),
  ]
  return page([
    heading[lang], '',
    ...columns(ends.map(([label, end]) => [label[lang], weekdayAndDay(end)[lang]])), '',
    ...steps(of.days, lang), ...(of.promisedDays.length === 0 ? [] : ['', `  ${say('deadline.promised-label')[lang]}`, ...steps(of.promisedDays, lang)]), '',
    ...notes.map((note) => `  ${note[lang]}`), `  ${citationList(of.law, lang)}`,
  ])
}

function breachInWords(of: BreachDeadline, lang: Lang): string {
  const heading = say('deadline.heading-breach', { what: say('rights.breach'), day: momentText(of.received) })
  return page([
    heading[lang], '',
    ...columns([[say('deadline.due')[lang], momentText(of.due)[lang]], [say('deadline.outer')[lang], momentText(of.outer)[lang]]]), '',
    ...steps(of.days, lang), '', `  ${citationList(of.law, lang)}`,
  ])
}

function steps(days: readonly Step[], lang: Lang): readonly string[] {
  return columns(days.map((at) => [sayDay(at.day, lang), at.why[lang]]))
}

function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([first]) => first.length))
  return rows.map(([first, second]) => `  ${first.padEnd(width)}   ${second}`)
}

function weekdayAndDay(of: Day): Text {
  return inEach((lang) => `${sayWeekday(weekday(of), lang)} ${sayDay(of, lang)}`)
}

/** `Friday 20 November 2026 16:45 (+01:00)`, from the instant as it is written in JSON. */
function momentText(written: string): Text {
  const [date = '', rest = ''] = written.split('T')
  const day = isDay(date) ? weekdayAndDay(date) : verbatim(date)
  return inEach((lang) => `${day[lang]} ${rest.slice(0, rest.startsWith('00', 6) ? 5 : 8)} (${rest.slice(8)})`)
}

function page(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`
}
