import { inTransaction, personal, secretsFrom } from '../../src/platform/index.ts'
import type { Clock, Database } from '../../src/platform/index.ts'
import { enqueue } from '../../src/messages/index.ts'
import type { Enqueued, NewMessage } from '../../src/messages/index.ts'
import type { Policy } from '../../src/policy/model/index.ts'
import type { Work } from '../../src/work/index.ts'

/** A clock that a test moves. */
export function movedClock(at: string): Clock & { move(by: Temporal.DurationLike): void; set(at: string): void } {
  let now = Temporal.Instant.from(at)
  return {
    fixed: true,
    now: () => now,
    move: (by) => { now = now.add(by) },
    set: (to) => { now = Temporal.Instant.from(to) },
  }
}

export const secrets = secretsFrom(['a secret for tests, long enough to be one'])

/** What deliverDue and enqueue take; they look at no policy. */
export function workOn(database: Database, clock: Clock, policy: Policy = {} as Policy): Work {
  return { db: database.db, pool: database.pool, policy, clock, get now() { return clock.now() }, secrets, signal: new AbortController().signal }
}

export const byTest = { kind: 'job', name: 'mail' } as const

export function put(work: Work, to: string, more: Partial<NewMessage> = {}): Promise<Enqueued> {
  return inTransaction(work.db, async (tx) => {
    const [made] = await enqueue(tx, work, 'winlas.example', [
      { kind: 'test.letter', to: personal(to), subject: 'Hej å hå', text: personal('Brödtext till dig.\n'), lang: 'sv', goodUntil: work.now.add({ hours: 240 }), ...more },
    ])
    return made!
  })
}
