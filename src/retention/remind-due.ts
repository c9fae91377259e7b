import { inTransaction, newId, personal, problem, randomToken } from '../platform/index.ts'
import type { Tx } from '../platform/index.ts'
import { record } from '../evidence/index.ts'
import { enqueue } from '../messages/index.ts'
import type { Transport } from '../messages/index.ts'
import { setReminders } from '../people/index.ts'
import type { PersonId } from '../people/index.ts'
import { addDays, addPeriod, later } from '../policy/law/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { Retention, System } from '../policy/model/index.ts'
import type { Session } from '../systems/index.ts'
import { actorCode } from '../work/index.ts'
import type { Actor, Work } from '../work/index.ts'
import { reachOf, Systems } from './addresses.ts'
import type { Address, Reach } from './addresses.ts'
import { reminderLetter } from './reminder-letter.ts'
import { standingsOf } from './standings.ts'
import type { Standings } from './standings.ts'
import { bouncedAddresses, claimPurposes, duePersons, earlierReminders, insertReminders, insertTokens, insertUnreachable, setMessages } from './store-due.ts'
import type { ItemRow, ReminderRow } from './store-due.ts'
import { todayOf } from './today.ts'
import { tokenHash } from './token.ts'

export interface RemindInput {
  readonly open: (system: System) => Promise<Session>
  /** How letters will go: what only the sink has seen is sent when there is a server. */
  readonly via: Transport['via']
  /** Where the page with the button is, without a slash at the end. */
  readonly publicUrl: string
}

export interface Reminded {
  /** Letters put into the outbox. */
  readonly letters: number
  /** People without any address that works. */
  readonly unreachable: number
  /** People whom we could not write to today: a system did not answer, or shows an address that is not observed yet. */
  readonly waiting: number
  readonly systemsDown: readonly string[]
}

const batch = 500
/** An address read longer ago than this may be somebody else's: the letter is dropped, and the address read anew. */
const fresh = Temporal.Duration.from({ hours: 24 })
/** The button works for a while after the day that the letter names: a late sweep may not have come yet. */
const linkOutlives = 90

/**
 * Writes to everybody who is to be reminded today and has not been. Nothing is said to be sent here: that is known only once a
 * server has taken the letter over (`settleReminders`).
 */
export async function remindDue(work: Work, by: Actor, input: RemindInput): Promise<Reminded> {
  hostOf(input)
  const today = todayOf(work)
  const total = { letters: 0, unreachable: 0, waiting: 0 }
  await using systems = new Systems(work, input.open)
  let queue: PersonId[] = []
  const flush = async (): Promise<void> => {
    const some = queue
    queue = []
    if (some.length > 0) add(total, await remindSome(work, by, input, systems, today, some))
  }
  for await (const persons of duePersons(work.pool, work.policy.hash, today)) {
    for (const person of persons) {
      queue.push(person)
      if (queue.length < batch) continue
      work.signal.throwIfAborted()
      await flush()
    }
  }
  await flush()
  return { ...total, systemsDown: [...systems.down] }
}

type Counts = { letters: number; unreachable: number; waiting: number }

function add(total: Counts, more: Counts): void {
  total.letters += more.letters
  total.unreachable += more.unreachable
  total.waiting += more.waiting
}

interface Wanted {
  readonly personId: PersonId
  readonly controller: string
  readonly dueOn: Day
  readonly removeOn: Day
  readonly items: readonly ItemRow[]
}

async function remindSome(work: Work, by: Actor, input: RemindInput, systems: Systems, today: Day, personIds: readonly PersonId[]): Promise<Counts> {
  const standings = await standingsOf(work, today, personIds)
  const earlier = await earlierReminders(work.db, personIds)
  const taken = new Set(earlier.filter((one) => one.state === 'pending').map((one) => `${one.personId} ${one.purpose}`))
  // In the sink already: written there once a round, and sent for real as soon as there is a server.
  const kept = new Map(input.via === 'sink' ? earlier.filter((one) => one.onDay !== null).map((one) => [`${one.personId} ${one.purpose}`, one.onDay]) : [])
  const wanted = [...standings].flatMap(([personId, standing]) => wantedFor(work, today, personId, standing, (purpose, since) => !taken.has(`${personId} ${purpose}`) && (kept.get(`${personId} ${purpose}`) ?? '') < since))
  if (wanted.length === 0) return { letters: 0, unreachable: 0, waiting: 0 }
  const refused = await bouncedAddresses(work.db, personIds)
  const reaches = await reachOf(work, systems, wanted.map((one) => ({
    personId: one.personId,
    candidates: standings.get(one.personId)?.candidates.filter((row) => row.controller === one.controller) ?? [],
    bounced: new Set(refused.filter((address) => address.personId === one.personId && address.onDay >= one.dueOn).map((address) => address.hash)),
  })))
  return inTransaction(work.db, async (tx) => {
    const written = await writeLetters(tx, work, input, today, wanted, reaches)
    const unreachable = await writeUnreachable(tx, work, by, today, wanted, reaches)
    const waiting = wanted.filter((one) => 'wait' in (reaches.get(one.personId) ?? {})).length
    return { letters: written, unreachable, waiting }
  })
}

/** One letter a controller (a person has one), about every purpose that is due. */
function wantedFor(work: Work, today: Day, personId: PersonId, standing: Standings, free: (purpose: string, since: Day) => boolean): readonly Wanted[] {
  const due = standing.purposes.filter((one) => standing.due.has(one.purpose) && free(one.purpose, one.remindOn ?? today))
  const first = due[0]
  if (first === undefined) return []
  const keeps = due.map((one) => ({ one, keep: work.policy.purposes.get(one.purpose)?.keep }))
  const removeOn = keeps.reduce<Day>((day, { one, keep }) => earliestRemoval(day, today, one.until, keep), '9999-12-31' as Day)
  return [{
    personId, controller: first.controller, removeOn,
    dueOn: due.reduce<Day>((day, one) => (one.remindOn !== null && one.remindOn < day ? one.remindOn : day), today),
    items: keeps.map(({ one, keep }) => ({ purpose: one.purpose, relation: one.relation, rule: one.rule, renewable: keep?.renewable ?? false, factId: newId() })),
  }]
}

/** The first day on which anything of it may go: its end, but never before the reminder's time has passed. */
function earliestRemoval(known: Day, today: Day, until: Day | null, keep: Retention | undefined): Day {
  const reminded = keep?.remind == null ? today : addPeriod(today, keep.remind)
  const removal = until === null ? reminded : later(until, reminded)
  return removal < known ? removal : known
}

async function writeLetters(tx: Tx, work: Work, input: RemindInput, today: Day, wanted: readonly Wanted[], reaches: ReadonlyMap<PersonId, Reach>): Promise<number> {
  const letters = wanted.flatMap((one): (ReminderRow & { address: Address; token: string })[] => {
    const reach = reaches.get(one.personId)
    return reach !== undefined && 'found' in reach ? [{ ...one, reminderId: newId(), addressHash: reach.found.hash, address: reach.found, token: randomToken() }] : []
  })
  const mine = await claimPurposes(tx, letters.flatMap((one) => [...new Set(one.items.map((item) => item.purpose))].map((purpose) => ({ personId: one.personId, purpose, reminderId: one.reminderId, messageNo: one.reminderId }))))
  const ours = letters.map((one) => ({ ...one, items: one.items.filter((item) => mine.has(`${one.personId} ${item.purpose}`)) })).filter((one) => one.items.length > 0)
  if (ours.length === 0) return 0
  const goodUntil = work.clock.now().add(fresh)
  const enqueued = await enqueue(tx, work, hostOf(input), ours.map((one) => {
    const link = one.items.some((item) => item.renewable) ? `${input.publicUrl}/renew/${one.token}` : null
    const purposes = [...new Set(one.items.map((item) => item.purpose))]
    const { subject, text, lang } = reminderLetter(work.policy, { controller: one.controller, purposes, removeOn: one.removeOn, link })
    return { kind: 'retention.reminder', to: one.address.value, subject, text: personal(text), lang, goodUntil }
  }))
  const rows = ours.map((one, at) => ({ ...one, messageNo: enqueued[at]?.messageNo ?? one.reminderId }))
  await setMessages(tx, rows)
  await insertReminders(tx, rows, today, work.secrets.keyVersion)
  await insertTokens(tx, rows.filter((one) => one.items.some((item) => item.renewable)).map((one) => ({ hash: tokenHash(one.token), personId: one.personId, reminderId: one.reminderId, expiresOn: addDays(one.removeOn, linkOutlives) })))
  return rows.length
}

async function writeUnreachable(tx: Tx, work: Work, by: Actor, today: Day, wanted: readonly Wanted[], reaches: ReadonlyMap<PersonId, Reach>): Promise<number> {
  const lost = wanted.flatMap((one) => {
    const reach = reaches.get(one.personId)
    return reach !== undefined && 'none' in reach ? [{ ...one, why: reach.none }] : []
  })
  if (lost.length === 0) return 0
  const rows = lost.flatMap((one) => one.items.map((item) => ({ personId: one.personId, factId: item.factId, purpose: item.purpose, rule: item.rule, why: one.why })))
  await insertUnreachable(tx, rows, today)
  await setReminders(tx, rows.map(({ personId, factId, purpose }) => ({ personId, factId, purpose, sent: null, bounced: today })))
  await record(tx, lost.map((one) => ({
    kind: 'reminder.unreachable', actor: actorCode(by), at: work.clock.now().toString(), subject: one.personId,
    body: { why: one.why, due: one.dueOn, purposes: one.items.map((item) => item.purpose) },
  })))
  return lost.length
}

/** A letter whose link nobody else can open would have people erased who wanted to stay: none is written. */
function hostOf(input: RemindInput): string {
  const host = URL.canParse(input.publicUrl) ? new URL(input.publicUrl).hostname : null
  if (host !== null && (input.via === 'sink' || !/^(localhost|127\.|0\.0\.0\.0|\[::1?\])/.test(host))) return host
  throw problem('retention.no-public-address', {
    attempted: 'Reminders carry a link to the page where one may be kept; by the address that is set, only this machine could open it.', on: 'LOFTE_PUBLIC_URL',
    next: 'Set LOFTE_PUBLIC_URL to the address of the site, such as https://privacy.example, and start again.',
  })
}
