import { decideChanged } from '../decisions/index.ts'
import { observe } from '../people/index.ts'
import { isProblem, log } from '../platform/index.ts'
import type { System } from '../policy/model/index.ts'
import type { Session } from '../systems/index.ts'
import type { Actor, Work } from '../work/index.ts'

export interface LookFirst {
  readonly open: (system: System) => Promise<Session>
  /** How long to wait for another process that observes, in milliseconds. */
  readonly patience?: number
}

/**
 * Reads what changed in every system, and decides what follows: before every sweep, since under lock only the rows of the plan and
 * those that refer to them are looked at again, and somebody may have come back elsewhere. A system that is down leaves the others
 * observed; its name is answered, and what needs it waits.
 */
export async function lookFirst(work: Work, by: Actor, input: LookFirst): Promise<readonly string[]> {
  const down: string[] = []
  for (const { name } of work.policy.systems.values()) {
    try {
      await observe(work, by, { ...input, systems: [name] })
    } catch (error) {
      if (!isProblem(error) || !error.code.startsWith('systems.')) throw error
      log.warn('systems.not-observed', { system: name, code: error.code })
      down.push(name)
    }
  }
  await decideChanged({ ...work, now: work.clock.now() })
  return down
}
