import type { EntryBody, NewEntry } from '../evidence/index.ts'
import { nobody } from '../people/index.ts'
import type { Outcome, OutcomeCode } from '../systems/index.ts'
import type { Item, Plan } from './plan.ts'

const kinds: Partial<Readonly<Record<OutcomeCode, string>>> = {
  removed: 'erasure.verified',
  'found-gone': 'erasure.found-gone',
  cleared: 'clearing.verified',
  unlinked: 'unlinking.verified',
  released: 'release.verified',
  restricted: 'restriction.recorded',
  reappeared: 'erasure.reappeared',
  unproven: 'erasure.unproven',
}

/** One entry for each person, table and rule: that it was done and read back, never what it was. Nothing done, nothing said. */
export function evidenceOf(plan: Plan, done: readonly { readonly item: Item; readonly outcome: Outcome }[], actor: string, at: string): NewEntry[] {
  const groups = new Map<string, { item: Item; outcome: Outcome; rows: number }>()
  for (const { item, outcome } of done) {
    if (kinds[outcome.code] === undefined) continue
    const name = `${item.personId} ${item.table} ${item.verb} ${outcome.code} ${item.rule ?? ''}`
    const group = groups.get(name)
    if (group === undefined) groups.set(name, { item, outcome, rows: 1 })
    else group.rows++
  }
  const bodies = new Map<string, EntryBody>()
  return [...groups.values()].map(({ item, outcome, rows }) => {
    const name = `${item.system} ${item.table} ${item.verb} ${outcome.xid ?? ''} ${rows} ${item.rule ?? ''} ${item.law ?? ''}`
    const body = bodies.get(name) ?? Object.freeze({ plan: plan.id, policy: plan.policyHash, system: item.system, table: item.table, verb: item.verb, rows, xid: outcome.xid, rule: item.rule, law: item.law })
    // The same object for all whose entries say the same: it is written out once.
    bodies.set(name, body)
    return { kind: kinds[outcome.code]!, actor, at, ...(item.personId !== nobody && { subject: item.personId }), body }
  })
}
