import { citationList } from '../policy/law/index.ts'
import type { Policy } from '../policy/model/index.ts'
import { say, sayDay, sayList } from '../policy/text/index.ts'
import type { Lang, MessageKey } from '../policy/text/index.ts'
import { publicStandings, zoneOf } from '../status/index.ts'
import type { Band, PublicStanding, PublicStandings } from '../status/index.ts'
import type { PublicStatus } from '../ui/index.ts'
import type { Work } from '../work/index.ts'
import { capital } from './phrase.ts'
import type { Marks, MarkView } from './marks.ts'

type Reading = Pick<Work, 'db' | 'policy' | 'now'>

const order: readonly PublicStatus[] = ['kept', 'at-risk', 'being-checked', 'deviation', 'not-yet-shown', 'no-occasion']

/** The marks as the public may see them, in words: those that the owner has turned on, with figures in bands. */
export async function marksOf(work: Reading, lang: Lang): Promise<Marks> {
  const standings = await publicStandings(work)
  const of = new Map(standings.of.map((one) => [one.promise.id, viewOf(work, one, standings, lang)]))
  const counted = order.map((status) => ({ status, count: standings.of.filter((one) => one.state === status).length })).filter(({ count }) => count > 0)
  return {
    of,
    checked: checkedText(work, standings, lang),
    counts: counted.map(({ status, count }) => ({ status, count, label: say(`status.count-${status}`, { n: count })[lang] })),
    total: capital(say('status.total', { n: of.size })[lang]),
    seal: sealText(standings, lang),
  }
}

function viewOf(work: Reading, one: PublicStanding, standings: PublicStandings, lang: Lang): MarkView {
  const late = one.state === 'deviation' && one.lawful
  return { status: one.state, label: say(late ? 'status.late-within-law' : `status.${one.state}`)[lang], scope: scopeText(one, lang), proof: proofOf(work, one, standings, lang) }
}

/** How far it reaches, and what is to be said beside *kept* after a miss. */
function scopeText({ standing, state }: PublicStanding, lang: Lang): string | null {
  const { scope, missed, figures } = standing
  const reach = scope === null || scope.systems === 0 ? [] : [say('status.scope', { seen: scope.seen, systems: scope.systems })[lang]]
  if (state !== 'kept' || missed === null) return reach[0] ?? null
  // Occasions are people's own requests: of few of them no number is shown.
  const few = figures?.measured.missed != null && (missed.count < 5 || missed.of < 5)
  const day = sayDay(missed.since, lang)
  return [...reach, few ? say('status.missed-few', { day })[lang] : say('status.missed', { count: missed.count, of: missed.of, day })[lang]].join(' · ')
}

function proofOf(work: Reading, one: PublicStanding, standings: PublicStandings, lang: Lang): MarkView['proof'] {
  const { promise } = one
  const rows: (readonly [MessageKey & `status.${string}`, string])[] = [
    ['status.by', [capital(sayList(promise.keptBy.map((control) => lower(say(`status.by-${control}`)[lang])), lang)), scopeText({ ...one, state: 'at-risk' }, lang)].filter((part) => part !== null).join(' · ')],
    ['status.last', lastText(work.policy, one, lang)],
    ['status.window', windowText(one, lang)],
    // What is being checked is not said before it is confirmed, or its days are over.
    ['status.behind', one.state === 'kept' || one.state === 'being-checked' ? '' : capital(sayList(Object.keys(one.standing.because).map((code) => codeText(code, lang)), lang))],
    ['status.why', say('status.line', { law: capital(citationList(promise.law, lang)), line: String(work.policy.places.of(promise.at).line) })[lang]],
    ['status.evidence', evidenceText(standings, lang)],
  ]
  return rows.filter(([, said]) => said !== '').map(([term, said]) => [say(term as 'status.by')[lang], said])
}

function lastText(policy: Policy, { standing }: PublicStanding, lang: Lang): string {
  const running = standing.figures?.running
  const audited = standing.figures?.audit
  const said = running?.last == null ? (running?.everyHours == null ? [] : [say('status.never-ran')[lang]]) : [say(running.lastOutcome === 'failed' ? 'status.ran-failed' : running.lastOutcome === 'partly' ? 'status.ran-partly' : 'status.ran', { when: whenText(policy, running.last, lang) })[lang]]
  return capital([...said, ...(audited == null ? [] : [say('status.audited', { when: whenText(policy, audited.at, lang) })[lang]]), ...(standing.sampled === null ? [] : [say('status.sampled', { n: standing.sampled.nights })[lang]])].join(' · '))
}

/** Gauges that count acts; agreements and places have none. */
const counting: ReadonlySet<string> = new Set(['retention-overdue', 'reminders-sent', 'requests-answered', 'erasures-complete', 'access-complete'])

function windowText({ promise, standing, figures }: PublicStanding, lang: Lang): string {
  const running = standing.figures?.running
  const nights = running === undefined || running.everyHours === null || running.expected === 0 ? [] : [say('status.nights', { done: running.done, expected: running.expected })[lang]]
  const acts = figures.done === undefined || !promise.shownBy.some((gauge) => counting.has(gauge)) ? [] : [bandText(figures.done, lang)]
  return capital([...nights, ...acts].join(' · '))
}

function bandText(band: Band, lang: Lang): string {
  if (band.low < 5) return say('status.done-few')[lang]
  return band.high === null ? say('status.done-above', { low: band.low })[lang] : say('status.done-between', { low: band.low, high: band.high })[lang]
}

/** A code that has words, in words: what is found is said, how many it concerns is not. */
function codeText(code: string, lang: Lang): string {
  return say(`status.code-${code}` as 'status.code-overdue')[lang]
}

function evidenceText({ audit }: PublicStandings, lang: Lang): string {
  if (audit === null) return ''
  return audit.position === null ? say('status.unsealed')[lang] : say('status.entry', { position: audit.position })[lang]
}

function sealText(standings: PublicStandings, lang: Lang): string | null {
  return standings.audit?.position == null ? null : evidenceText(standings, lang)
}

function checkedText(work: Reading, { audit }: PublicStandings, lang: Lang): string | null {
  if (audit === null) return null
  const minutes = Math.max(0, Math.floor((work.now.epochMilliseconds - Temporal.Instant.from(audit.finishedAt).epochMilliseconds) / 60_000))
  if (minutes < 1) return say('status.checked-now')[lang]
  if (minutes < 60) return say('status.checked-minutes', { n: minutes })[lang]
  if (minutes < 48 * 60) return say('status.checked-hours', { n: Math.floor(minutes / 60) })[lang]
  return say('status.checked-days', { n: Math.floor(minutes / 1440) })[lang]
}

function whenText(policy: Policy, instant: string, lang: Lang): string {
  const at = Temporal.Instant.from(instant).toZonedDateTimeISO(zoneOf(policy))
  const two = (n: number): string => String(n).padStart(2, '0')
  return say('status.time', { day: sayDay(at.toPlainDate().toString(), lang), time: `${two(at.hour)}${lang === 'en' ? ':' : '.'}${two(at.minute)}` })[lang]
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1)
}
