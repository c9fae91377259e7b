import { CompiledQuery } from 'kysely'
import type { JobResult } from 'pg-boss'
import type { Clock } from './clock.ts'
import type { Database, Db, Tx } from './database.ts'
import { newId } from './ids.ts'
import { errorCode, log } from './log.ts'
import { metrics } from './metrics.ts'

export type JobData = Readonly<Record<string, string | number | boolean | null>>

export interface Tick {
  readonly name: string
  /** The moment by the installation's clock, not by the database's. */
  readonly now: Temporal.Instant
  readonly signal: AbortSignal
}

export interface Jobs {
  /** Runs at the times of a cron expression in a time zone, once however many processes there are. A job only ticks: it calls one action. */
  every(name: string, cron: string, timeZone: string, run: (tick: Tick) => Promise<void>): Promise<void>
  /** Takes up jobs of a queue. */
  work(name: string, run: (data: JobData, tick: Tick) => Promise<void>): Promise<void>
  /** Puts a job into a queue, in the caller's transaction: it exists if, and only if, that commits. */
  enqueue(tx: Tx | Db, name: string, data: JobData, options?: { singletonKey?: string; startAfter?: Temporal.Instant }): Promise<void>
  stop(): Promise<void>
}

export interface JobsOptions {
  /** Seconds between looks for work where no notification arrives. */
  readonly pollSeconds?: number
  /** How often due schedules are looked for, in seconds. */
  readonly cronSeconds?: number
  /** Seconds without a sign of life from a job's process until another takes it over; at least 10. */
  readonly heartbeatSeconds?: number
}

const schema = 'jobs'

/**
 * Jobs on pg-boss, in a schema of their own: enqueued in the caller's transaction, taken with SKIP LOCKED, retried with
 * growing pauses. Its own clock decides when a schedule is due; what is due in the policy comes from `clock`.
 */
export async function startJobs(database: Database, clock: Clock, options: JobsOptions = {}): Promise<Jobs> {
  const heartbeat = options.heartbeatSeconds ?? 30
  const watch = Math.ceil(heartbeat / 2)
  // It brings a calendar and a clock of its own: read when jobs are started, which is after the first page.
  const { PgBoss } = await import('pg-boss')
  const boss = new PgBoss({
    connectionString: database.url,
    schema,
    application_name: 'lofte-jobs',
    max: 4,
    useListenNotify: true,
    cronWorkerIntervalSeconds: options.cronSeconds ?? 5,
    cronMonitorIntervalSeconds: Math.max(1, options.cronSeconds ?? 30),
    superviseIntervalSeconds: watch,
    monitorIntervalSeconds: watch,
    monitorVacuum: false,
  })
  boss.on('error', (error) => log.warn('jobs.failed-itself', { error }))
  await boss.start()
  const stopped = new AbortController()
  const queues = new Map<string, Promise<void>>()
  const tick = (name: string): Tick => ({ name, now: clock.now(), signal: stopped.signal })

  const queue = (name: string): Promise<void> => {
    let made = queues.get(name)
    if (made === undefined) {
      made = boss.createQueue(name, {
        // One waiting job a key; `enqueue` gives those without a key one of their own.
        policy: 'short',
        notify: true,
        retryLimit: 1000,
        retryDelay: 1,
        retryBackoff: true,
        retryDelayMax: 600,
        // A long job lives as long as its process gives signs of life; a killed one's is taken over soon.
        expireInSeconds: 86_000,
        heartbeatSeconds: heartbeat,
        deleteAfterSeconds: 86_400,
      })
      queues.set(name, made)
    }
    return made
  }

  const take = async (name: string, batchSize: number, run: (data: JobData, tick: Tick) => Promise<void>) => {
    await queue(name)
    const polling = { pollingIntervalSeconds: options.pollSeconds ?? 2, notifyPollingIntervalSeconds: options.pollSeconds ?? 30 }
    await boss.work<JobData>(name, { batchSize, perJobResults: true, burstWhenBatchFull: batchSize > 1, ...polling }, async (jobs) => {
      const results: JobResult[] = []
      for (const { id, data } of jobs) {
        // Stopped within a batch: what has not begun goes back to the queue.
        const failed = stopped.signal.aborted ? 'stopped' : await ran(name, () => run(data, tick(name)))
        results.push(failed === null ? { id, status: 'completed' } : { id, status: 'failed', output: { code: failed } })
      }
      return results
    })
  }

  return {
    work: (name, run) => take(name, 10, run),
    async every(name, cron, timeZone, run) {
      await take(name, 1, (_data, at) => run(at))
      // After a stop over the hour of a job it runs once, however many times were missed.
      await boss.schedule(name, cron, null, { tz: timeZone, missed: 'once' })
    },
    async enqueue(tx, name, data, { singletonKey, startAfter } = {}) {
      await queue(name)
      const executeSql = async (text: string, values: unknown[] = []) => {
        const result = await tx.executeQuery(CompiledQuery.raw(text, values))
        return { rows: [...result.rows] }
      }
      await boss.send(name, data, {
        db: { executeSql },
        singletonKey: singletonKey ?? newId(),
        ...(startAfter === undefined ? {} : { startAfter: startAfter.toString() }),
      })
    },
    async stop() {
      stopped.abort()
      await boss.stop({ graceful: true, timeout: 10_000, close: true })
    },
  }
}

/** Runs one job; what pg-boss keeps of a failure in its table is a code, since a driver's message quotes values. */
async function ran(name: string, run: () => Promise<void>): Promise<string | null> {
  const started = performance.now()
  const failed = await run().then(() => null, (error: unknown) => ({ error }))
  const seconds = (performance.now() - started) / 1000
  metrics.count('lofte_jobs_total', { job: name, outcome: failed === null ? 'done' : 'failed' })
  metrics.observe('lofte_job_seconds', { job: name }, seconds)
  if (failed === null) {
    log.debug('jobs.done', { job: name, ms: Math.round(seconds * 1000) })
    return null
  }
  log.warn('jobs.failed', { job: name, error: failed.error })
  return errorCode(failed.error)
}
