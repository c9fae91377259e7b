import type { Outcome, Step, TransactionFate } from '../../../index.ts'
import { connect, release, type ActContext } from './context.ts'
import { readBack } from './read-back.ts'

/**
 * Reads back steps whose fate a crash left open. `committed` when the database itself says so of our transaction
 * (`fateOf`); else what is gone is *unproven*: gone, but by whom cannot be shown.
 */
export async function verifySteps(context: ActContext, steps: readonly Step[], fate: TransactionFate = 'unknown'): Promise<Outcome[]> {
  if (steps.length === 0) return []
  const client = await connect(context)
  let broken = true
  try {
    const outcomes = await readBack(context, client, steps, fate === 'committed', null)
    broken = false
    return outcomes
  } finally {
    release(client, broken)
  }
}
