import { isReadOnly, compareWithOutside, seal } from '../evidence/index.ts'
import type { Installation } from '../cli/index.ts'
import { controllersDay } from '../decisions/index.ts'
import { deliverDue, openTransport, tidyMessages } from '../messages/index.ts'
import { tidyTombstones } from '../people/index.ts'
import { isProblem, log, onShutdown, startJobs } from '../platform/index.ts'
import type { Jobs } from '../platform/index.ts'
import type { System } from '../policy/model/index.ts'
import { lookFirst, settleOpen, sweep } from '../plans/index.ts'
import { remind, settleReminders, tidyRetention } from '../retention/index.ts'
import { audit, ran, statuses, watch } from '../status/index.ts'
import type { Actor, Work } from '../work/index.ts'

interface Job {
  readonly name: string
  /** Minute, hour, day of month, month, weekday, in the time zone of the first controller. */
  readonly cron: string
  readonly run: (work: Work, by: Actor, installation: Installation) => Promise<unknown>
  /** Reads or writes nothing that a restore could have taken back: runs also while the ledger is behind. */
  readonly whileBehind?: boolean
}

/** Jobs only tick: each calls its action. The schedule is compared with a golden file. */
export const schedule: readonly Job[] = [
  { name: 'observe', cron: '*/15 * * * *', run: observeUnlessOther },
  { name: 'sweep', cron: '0 2 * * *', run: sweepAll },
  { name: 'tidy', cron: '15 3 * * *', run: async (work, by) => { await tidyMessages(work, by); await tidyRetention(work, by); await tidyTombstones(work.db, controllersDay(work)) } },
  { name: 'audit', cron: '30 4 * * *', run: nightly, whileBehind: true },
  { name: 'remind', cron: '0 8 * * *', run: remindAll },
  { name: 'deliver', cron: '* * * * *', run: deliverAll },
  { name: 'seal', cron: '* * * * *', run: (work, _by, on) => seal(work, { sinks: on.sinks }) },
]

export async function startSchedule(installation: Installation): Promise<Jobs> {
  const jobs = await startJobs(installation.database, installation.config.clock)
  onShutdown('jobs', () => jobs.stop())
  const zone = [...installation.work().policy.controllers.values()][0]?.zone ?? 'Europe/Stockholm'
  for (const job of schedule) {
    await jobs.every(job.name, job.cron, zone, async (tick) => {
      const by: Actor = { kind: 'job', name: job.name }
      if (job.whileBehind !== true && isReadOnly(await compareWithOutside(installation.database.db, installation.sinks))) {
        log.warn('jobs.ledger-behind', { job: job.name })
        return
      }
      await job.run({ ...installation.work(), now: tick.now, signal: tick.signal }, by, installation)
    })
  }
  return jobs
}

/**
 * After a start: what happened meanwhile is looked at, and under another policy everything is measured anew, since figures of an
 * earlier one show nothing of this. Once, however many processes start.
 */
export async function firstRound(installation: Installation, jobs: Jobs): Promise<void> {
  await jobs.work('first-round', async () => {
    const by: Actor = { kind: 'job', name: 'first-round' }
    await observeAll(installation.work(), by, installation)
    const standing = await statuses(installation.work())
    if ([...standing.values()].every(({ measuredAt }) => measuredAt === null)) await nightly(installation.work(), by, installation)
  })
  await jobs.enqueue(installation.database.db, 'first-round', {}, { singletonKey: 'first-round' })
}

/** What rests on a look waits for whoever is at it, as long as a first look at very many rows may take, and then looks itself. */
const aLongLook = 30 * 60_000

export function observeAll(work: Work, by: Actor, on: Installation, patience = aLongLook): Promise<readonly string[]> {
  return lookFirst(work, by, { open: (system) => on.openSession(system, 'observe'), patience })
}

/** Nothing rests on the look of every quarter of an hour: where somebody is at it already, the next one is soon enough. */
async function observeUnlessOther(work: Work, by: Actor, on: Installation): Promise<void> {
  try {
    await observeAll(work, by, on, 0)
  } catch (error) {
    if (!isProblem(error, 'people.observing')) throw error
    log.info('observe.left-to-other', {})
  }
}

function sweepAll(work: Work, by: Actor, on: Installation): Promise<unknown> {
  const run = async () => {
    const open = (system: System) => on.openSession(system, 'act')
    await settleOpen(work, by, { open })
    const down = await observeAll(work, by, on)
    return { down, ...(await sweep(work, by, { open })) }
  }
  return ran(work, 'sweep', run, (swept) => ({ outcome: swept.waiting.length > 0 || swept.down.length > 0 ? 'partly' : 'done', figures: { open: swept.open, held: swept.held.length } }))
}

function remindAll(work: Work, by: Actor, on: Installation): Promise<unknown> {
  const run = async () => {
    await using transport = openTransport(on.config.mail)
    return await remind(work, by, { open: (system) => on.openSession(system, 'observe'), publicUrl: on.config.publicUrl, transport, sinkCounts: on.invented })
  }
  return ran(work, 'reminder', run, (done) => ({ outcome: done.serverDown || done.systemsDown.length > 0 ? 'partly' : 'done', figures: { letters: done.letters, unreachable: done.unreachable, waiting: done.waiting } }))
}

async function deliverAll(work: Work, by: Actor, on: Installation): Promise<void> {
  await using transport = openTransport(on.config.mail)
  await deliverDue(work, by, transport)
  await settleReminders(work, by, { sinkCounts: on.invented })
}

async function nightly(work: Work, by: Actor, on: Installation): Promise<void> {
  await watch(work, by)
  await audit(work, by, { open: (system) => on.openSession(system, 'observe') })
}
