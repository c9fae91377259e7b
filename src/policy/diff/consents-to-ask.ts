import type { Citation } from '../law/index.ts'
import type { Policy, Purpose } from '../model/index.ts'
import { say } from '../text/index.ts'
import type { Text } from '../text/index.ts'
import type { ProcessingChange } from './compare-processing.ts'
import type { Pair } from './pair-purposes.ts'
import { byConsent, groundsText, restsOnConsent } from './reading.ts'

/** A consent that is not there, or that does not reach as far as the new version does. */
export interface Asking {
  readonly purpose: string
  readonly label: Text
  /** `nobody`: nobody has been asked; `again`: those who said yes said it to less; `not-carried`: another ground does not take over what a yes has given. */
  readonly ask: 'nobody' | 'again' | 'not-carried'
  readonly law: readonly Citation[]
  readonly text: Text
  readonly people: readonly string[]
}

/** A consent covers what it was asked for: one purpose, that data, those controllers (Art 4(11), 6(1)(a), 7; recitals 32 and 42). */
export function* consentsToAsk(before: Policy, after: Policy, pairs: readonly Pair[], processing: readonly ProcessingChange[]): Iterable<Asking> {
  for (const { before: was, after: is } of pairs) {
    if (is === null) continue
    if (was === null || !restsOnConsent(was)) {
      if (restsOnConsent(is)) yield asking(is, 'nobody', was === null ? say('diff.purpose-added', { label: is.label }) : say('diff.purpose-ground', { label: is.label, before: groundsText(before, was), after: groundsText(after, is) }))
    } else if (byConsent(was) && !byConsent(is)) {
      yield asking(is, 'not-carried', say('diff.purpose-ground', { label: is.label, before: groundsText(before, was), after: groundsText(after, is) }))
    } else {
      for (const text of exchanged(after, was, is)) yield asking(is, 'not-carried', text)
      if (!restsOnConsent(is)) continue
      for (const change of processing) if (change.purpose === is.name && reachesFurther(after, was, is, change)) yield asking(is, 'again', change.text)
      for (const text of newlyAsked(after, was, is)) yield asking(is, 'again', text)
    }
  }
}

/** A processor does what it is told and is no party of the consent; another controller is, and has to be named in it. */
function reachesFurther(after: Policy, was: Purpose, is: Purpose, change: ProcessingChange): boolean {
  switch (change.what) {
    case 'data': return carriedByConsent(is)
    case 'recipient': return carriedByConsent(is) && change.names.some((name) => !['processor', 'authority'].includes(after.recipients.get(name)?.kind ?? ''))
    case 'controller': case 'profiling': case 'automated': case 'handed-over': return true
    case 'channel': return change.names.some((name) => is.channels.get(name as never) === 'consent' && was.channels.get(name as never) !== 'consent')
    default: return false
  }
}

/** For marketing the ground of the channel stands in where no other is named. */
function carriedByConsent(purpose: Purpose): boolean {
  const { ground, channels } = purpose
  return byConsent(purpose) || (ground === null && [...channels.values()].includes('consent'))
}

/** What asked first and does so no longer: a channel that is still used, data of a special class that is still there. */
function exchanged(after: Policy, was: Purpose, is: Purpose): readonly Text[] {
  const channels = [...was.channels].filter(([channel, ground]) => ground === 'consent' && is.channels.has(channel) && is.channels.get(channel) !== 'consent').map(([channel]) => channel)
  const conditions = was.conditions.flatMap(({ data, condition }) => {
    const now = is.conditions.find((one) => one.data === data)?.condition ?? null
    if (condition !== 'explicit-consent' || now === condition || !is.data.includes(data)) return []
    return [say('diff.purpose-condition', { data: after.data.get(data)?.label ?? data, before: condition, after: now ?? say('diff.unsaid') })]
  })
  return [...(channels.length === 0 ? [] : [say('diff.asked-no-more', { channels: channels.join(', ') })]), ...conditions]
}

/** Data of a special class that now rests on an express yes, and a channel in use that now asks first. */
function newlyAsked(after: Policy, was: Purpose, is: Purpose): readonly Text[] {
  const before = new Set(was.conditions.filter((one) => one.condition === 'explicit-consent').map((one) => one.data))
  const conditions = is.conditions.filter((one) => one.condition === 'explicit-consent' && !before.has(one.data)).flatMap((one) => after.data.get(one.data)?.label ?? [])
  const channels = [...is.channels].filter(([channel, ground]) => ground === 'consent' && was.channels.has(channel) && was.channels.get(channel) !== 'consent').map(([channel]) => channel)
  return [
    ...conditions.map((names) => say('diff.purpose-data', { label: is.label, names })),
    ...(channels.length === 0 ? [] : [say('diff.asked-now', { channels: channels.join(', ') })]),
  ]
}

function asking(purpose: Purpose, ask: Asking['ask'], reason: Text): Asking {
  const law: readonly Citation[] = purpose.conditions.some((one) => one.condition === 'explicit-consent') ? ['GDPR 6(1)(a)', 'GDPR 9(2)(a)'] : ['GDPR 6(1)(a)', 'GDPR 7(1)']
  const key = ask === 'nobody' ? 'diff.ask-nobody' : ask === 'again' ? 'diff.ask-again' : 'diff.ask-not-carried'
  return { purpose: purpose.name, label: purpose.label, ask, law: ask === 'not-carried' ? ['GDPR 5(1)(a)', 'GDPR 6(1)(a)'] : law, text: say(key, { label: purpose.label, reason }), people: purpose.people }
}
