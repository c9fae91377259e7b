import { decideNow } from '../decisions/index.ts'
import { record } from '../evidence/index.ts'
import { inTransaction, newId } from '../platform/index.ts'
import type { Db } from '../platform/index.ts'
import { countsOf, mergedInto, setRenewal } from '../people/index.ts'
import type { PersonId } from '../people/index.ts'
import { later } from '../policy/law/index.ts'
import type { Day } from '../policy/law/index.ts'
import { actorCode } from '../work/index.ts'
import type { Actor, Work } from '../work/index.ts'
import { standingsOf } from './standings.ts'
import { insertRenewal, tokenOf } from './store-renewal.ts'
import type { TokenRow } from './store-renewal.ts'
import { itemsOf } from './store-settle.ts'
import { todayOf } from './today.ts'
import { tokenHash } from './token.ts'

/** What a link in a reminder leads to. A link that never was and one that is too old look the same. */
export type Renewal =
  | { readonly state: 'open'; readonly controller: string; readonly purposes: readonly string[]; readonly removeOn: Day }
  | { readonly state: 'renewed'; readonly controller: string; readonly purposes: readonly string[]; readonly on: Day; readonly until: Day | null }
  | { readonly state: 'gone'; readonly controller: string }
  | { readonly state: 'unknown' }

/** Looks, and changes nothing: a mail program that follows links ahead of its reader renews nobody. */
export async function renewalOf(work: Work, token: string): Promise<Renewal> {
  const found = await usable(work, work.db, token, false)
  return found === null ? { state: 'unknown' } : view(work, found)
}

/** The person's own act: it counts as activity (decide.md on ends), once for each letter. */
export async function renew(work: Work, by: Actor, token: string): Promise<Renewal> {
  const found = await inTransaction(work.db, async (tx) => {
    const row = await usable(work, tx, token, true)
    if (row === null || row.renewedOn !== null || (await isGone(tx, row.personId))) return row
    const today = todayOf(work)
    if (!(await insertRenewal(tx, row.personId, row.reminderId, today))) return row
    const items = (await itemsOf(tx, [row])).filter((item) => item.renewable)
    const relations = [...new Set(items.map((item) => item.relation))]
    for (const relation of relations) await setRenewal(tx, row.personId, newId(), { controller: row.controller, relation, on: today })
    await record(tx, [{
      kind: 'reminder.renewed', actor: actorCode(by), at: work.clock.now().toString(), subject: row.personId,
      body: { day: today, relations, purposes: [...new Set(items.map((item) => item.purpose))] },
    }])
    // A sweep that is planning at this moment must find the new decision, not the old one.
    await decideNow(work, tx, [row.personId])
    return { ...row, renewedOn: today }
  })
  return found === null ? { state: 'unknown' } : view(work, found)
}

async function usable(work: Work, db: Db, token: string, lock: boolean): Promise<TokenRow | null> {
  if (!/^[A-Za-z0-9_-]{32}$/.test(token)) return null
  const row = await tokenOf(db, tokenHash(token), lock)
  return row === null || row.expiresOn < todayOf(work) ? null : row
}

async function isGone(db: Db, personId: PersonId): Promise<boolean> {
  const into = await mergedInto(db, [personId])
  return (await countsOf(db, into)).size === 0
}

async function view(work: Work, row: TokenRow): Promise<Renewal> {
  const { controller } = row
  const [person = row.personId] = await mergedInto(work.db, [row.personId])
  const standing = (await standingsOf(work, todayOf(work), [person])).get(person)
  const items = await itemsOf(work.db, [row])
  const named = new Set(items.map((item) => item.purpose))
  const still = standing?.purposes.filter((one) => one.controller === controller && named.has(one.purpose)) ?? []
  // Invoices may remain: what the letter was about is gone all the same.
  if (still.length === 0) return { state: 'gone', controller }
  const purposes = [...new Set(still.map((one) => one.purpose))]
  const ends = still.map((one) => one.until)
  const until = ends.some((end) => end === null) ? null : ends.reduce<Day | null>((first, end) => (first === null || (end !== null && end < first) ? end : first), null)
  if (row.renewedOn !== null) return { state: 'renewed', controller, purposes, on: row.renewedOn, until }
  return { state: 'open', controller, purposes, removeOn: until === null ? row.removeOn : later(row.removeOn, until) }
}
