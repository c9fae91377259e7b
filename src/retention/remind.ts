import { deliverDue } from '../messages/index.ts'
import type { Transport } from '../messages/index.ts'
import type { Actor, Work } from '../work/index.ts'
import { remindDue } from './remind-due.ts'
import type { RemindInput } from './remind-due.ts'
import { settleReminders } from './settle-reminders.ts'
import type { Settled, SettleInput } from './settle-reminders.ts'
import { takeOnAddresses } from './take-on-addresses.ts'

export interface RemindRun extends Omit<Settled, 'bounced'> {
  readonly bounced: number
  /** Letters written. */
  readonly letters: number
  readonly unreachable: number
  /** People whom we could not write to today. */
  readonly waiting: number
  readonly systemsDown: readonly string[]
  /** The mail server did not take anything over. */
  readonly serverDown: boolean
}

type RunInput = Omit<RemindInput, 'via'> & SettleInput & { readonly transport: Transport }

/** The day's reminders from end to end. Where addresses turn out not to exist, the next ones are tried in the same run. */
export async function remind(work: Work, by: Actor, input: RunInput): Promise<RemindRun> {
  await takeOnAddresses(work)
  // What an earlier run left half done is settled before anybody is written to again.
  const left = await settleReminders(work, by, input)
  const total = { ...left, letters: 0, unreachable: 0, waiting: 0, systemsDown: [] as readonly string[], serverDown: false }
  for (let round = 0; round < mostAddresses; round++) {
    const reminded = await remindDue(work, by, { open: input.open, publicUrl: input.publicUrl, via: input.transport.via })
    const delivered = await deliverDue(work, by, input.transport)
    const settled = await settleReminders(work, by, input)
    for (const outcome of ['sent', 'keptHere', 'bounced', 'lapsed'] as const) total[outcome] += settled[outcome]
    total.letters += reminded.letters
    total.unreachable += reminded.unreachable
    total.waiting = reminded.waiting
    total.systemsDown = reminded.systemsDown
    total.serverDown = delivered.down
    // A bounced letter leaves its person to be reminded still: the decision is as it was.
    if (settled.bounced === 0) break
  }
  return total
}

const mostAddresses = 5
