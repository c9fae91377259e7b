import { errorCode, log } from './log.ts'

// What depends on another stops before it: nobody may find the database gone while a request is being answered.
const order = ['http', 'jobs', 'pool', 'engine'] as const
export type Stage = (typeof order)[number]

const steps: { readonly stage: Stage; readonly stop: () => Promise<void> | void }[] = []
let stopping: Promise<void> | undefined
let listening = false

/** Registers what is to be stopped on SIGINT and SIGTERM, and in which stage. Returns the way to take it back. */
export function onShutdown(stage: Stage, stop: () => Promise<void> | void): () => void {
  const step = { stage, stop }
  steps.push(step)
  listen()
  return () => {
    const at = steps.indexOf(step)
    if (at >= 0) steps.splice(at, 1)
  }
}

/** Stops everything in order, within the limit: HTTP, jobs, pool, engine. Safe to call more than once. */
export function shutdown(limitMs = 20_000): Promise<void> {
  return (stopping ??= stopAll(limitMs).finally(() => {
    stopping = undefined
  }))
}

async function stopAll(limitMs: number): Promise<void> {
  const limit = Promise.withResolvers<'late'>()
  const timer = setTimeout(() => limit.resolve('late'), limitMs)
  for (const stage of order) {
    const due = steps.filter((step) => step.stage === stage).reverse()
    const done = Promise.allSettled(due.map(async (step) => step.stop()))
    const outcome = await Promise.race([done, limit.promise])
    if (outcome === 'late') log.warn('shutdown.stage-late', { step: stage })
    else for (const one of outcome) if (one.status === 'rejected') log.warn('shutdown.stage-failed', { step: stage, code: errorCode(one.reason) })
  }
  clearTimeout(timer)
  steps.length = 0
}

function listen(): void {
  if (listening) return
  listening = true
  let signals = 0
  const heard = (signal: NodeJS.Signals) => {
    // The second signal means "now": the engine still stops by itself when its pipe closes.
    if (++signals > 1) process.exit(signal === 'SIGINT' ? 130 : 143)
    log.info('shutdown.started', { signal })
    void shutdown().then(() => process.exit(signal === 'SIGINT' ? 130 : 0))
  }
  process.on('SIGINT', heard)
  process.on('SIGTERM', heard)
}
