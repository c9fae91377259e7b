import { parseArgs } from 'node:util'
import { mustNotBeBehind } from '../evidence/index.ts'
import { lookFirst, settleOpen, sweep, type OutcomeTotal, type Swept } from '../plans/index.ts'
import { errorCode, log, problem } from '../platform/index.ts'
import type { Policy } from '../policy/model/index.ts'
import { refresh } from '../status/index.ts'
import type { Actor } from '../work/index.ts'
import type { Deps } from './deps.ts'
import type { Io } from './io.ts'
import { aligned, brakeLine, count } from './plan-in-words.ts'

const usage = 'usage: lofte sweep POLICY [--approve PLAN] [--as ROLE] [--json]'

/** `lofte sweep`: carries out what is due, and reads it back. Exit status 1 when something waits or was refused. */
export async function run(argv: readonly string[], io: Io, deps: Pick<Deps, 'open' | 'terminal'>): Promise<number> {
  const { policy, approve, as, json: asked } = understood(argv)
  await using installation = await deps.open({ policy, attach: true })
  const work = installation.work()
  await mustNotBeBehind(work.db, installation.sinks)
  const json = asked || io.json
  const show = deps.terminal && !json ? (text: string) => io.err(`\r\x1b[2K${text}`) : () => {}
  const by: Actor = as === null ? { kind: 'command' } : { kind: 'role', name: as }
  await settleOpen(work, by, { open: (system) => installation.openSession(system, 'act') })
  await lookFirst(work, by, { open: (system) => installation.openSession(system, 'observe') })
  let done = 0
  const swept = await sweep(installation.work(), by, {
    open: (system) => installation.openSession(system, 'act'),
    patience: 2000,
    ...(approve !== null && { approve }),
    progress: (at) => show(bar((done += at.done), at.plan.items, at.system)),
  })
  show('')
  // The pages say what was measured last; a sweep that is done must not be told from the notice tomorrow only.
  if (swept.held.length === 0) await refresh(installation.work()).catch((error: unknown) => log.warn('status.not-refreshed', { code: errorCode(error) }))
  if (json) io.out(`${JSON.stringify(asJson(swept))}\n`)
  else say(io, work.policy, swept, policy)
  return swept.held.length > 0 || swept.open > 0 || swept.outcomes.some((one) => troubles.has(one.code)) ? 1 : 0
}

const troubles: ReadonlySet<string> = new Set(['refused', 'reappeared', 'unproven'])

function understood(argv: readonly string[]): { policy: string; approve: string | null; as: string | null; json: boolean } {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], allowPositionals: true, options: { approve: { type: 'string' }, as: { type: 'string' }, json: { type: 'boolean' } } })
    const [policy, ...more] = positionals
    if (policy === undefined || more.length > 0) throw new TypeError('arguments')
    // Who says yes is a role, so that the evidence names nobody.
    if (values.as !== undefined && !/^[a-z][a-z0-9-]{0,40}$/.test(values.as)) throw new TypeError('role')
    return { policy, approve: values.approve ?? null, as: values.as ?? null, json: values.json ?? false }
  } catch {
    throw problem('usage.arguments', { attempted: 'The arguments were not understood.', next: usage })
  }
}

function asJson(swept: Swept): unknown {
  const { plan, held, outcomes, waiting, open, nextAt } = swept
  return { plan: plan.id, hash: plan.hash, at: plan.at, items: plan.items, people: plan.people, approval: held, outcomes, waiting, open, nextAt }
}

function say(io: Io, policy: Policy, swept: Swept, argument: string): void {
  const { plan, held, outcomes, waiting, open } = swept
  if (held.length > 0) {
    io.err(`error  plans.approval-needed\n   ${brakeLine(policy, plan, held)}.\n   Nothing was changed. Look at it with: lofte plan ${argument}\n   To approve exactly this plan: lofte sweep ${argument} --approve ${plan.hash.slice(0, 12)} --as ROLE\n`)
    return
  }
  if (outcomes.length === 0 && open === 0) return io.out('  nothing to do\n')
  io.out(aligned(perTable(outcomes)))
  for (const one of waiting) io.err(`error  systems.unreachable\n   ${one.system} did not answer (${one.reason ?? 'no answer'}, ${one.failures} tries).\n   ${count(one.items)} items wait; nothing of them was changed. They are tried again after ${one.until ?? 'a while'}.\n`)
  if (open > 0 && waiting.length === 0) io.err(`   ${count(open)} items wait for rows that somebody holds, or for another process; they are tried again.\n`)
}

const words: Readonly<Record<string, string>> = {
  removed: 'deleted', cleared: 'cleared', unlinked: 'unlinked', released: 'released', restricted: 'restricted', 'found-gone': 'gone already', changed: 'changed since the plan, left as they are',
  refused: 'refused', reappeared: 'written again by somebody', unproven: 'gone, by whom is not known',
}

function perTable(outcomes: readonly OutcomeTotal[]): string[][] {
  const tables = new Map<string, OutcomeTotal[]>()
  for (const one of outcomes) tables.set(`${one.system}.${one.table}`, [...(tables.get(`${one.system}.${one.table}`) ?? []), one])
  return [...tables].map(([name, list]) => {
    const all = list.reduce((sum, one) => sum + one.rows, 0)
    const well = list.every((one) => one.code !== 'changed' && !troubles.has(one.code))
    const parts = list.map((one) => `${count(one.rows)} ${words[one.code] ?? one.code}${one.code === 'refused' && one.why !== null ? ` (${one.why.replaceAll('-', ' ')})` : ''}`)
    return [name, `${count(all)} · ${parts.join(', ')} · read back${well ? ', all as planned' : ''}`]
  })
}

function bar(done: number, of: number, system: string): string {
  const width = 30
  const full = of === 0 ? width : Math.min(width, Math.round((done / of) * width))
  return `  ${system}   ${'█'.repeat(full)}${'─'.repeat(width - full)}  ${count(done)} of ${count(of)}`
}
