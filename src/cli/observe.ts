import { parseArgs } from 'node:util'
import { decideChanged } from '../decisions/index.ts'
import { observe, type Observed, type ObserveProgress } from '../people/index.ts'
import { problem } from '../platform/index.ts'
import type { Installation, OpenOptions } from './deps.ts'
import type { Io } from './io.ts'

const usage = 'usage: lofte observe POLICY [--system NAME]… [--full] [--json]'

export interface ObserveDeps {
  readonly openInstallation: (options: OpenOptions) => Promise<Installation>
  /** Progress is drawn over one line where there is a terminal; elsewhere nothing is said until the end. */
  readonly terminal: boolean
}

/** `lofte observe`: one pass over the systems, and the decisions that follow from what changed. Exit status 0; failures are problems. */
export async function run(argv: readonly string[], io: Io, deps: ObserveDeps): Promise<number> {
  const { values, positionals } = understood(argv)
  const [policy, ...more] = positionals
  if (policy === undefined || more.length > 0) throw problem('usage.arguments', { attempted: policy === undefined ? 'No policy was named.' : 'More than one policy was named.', next: usage })
  await using installation = await deps.openInstallation({ policy, attach: true })
  const work = installation.work()
  const unknown = (values.system ?? []).find((name) => !work.policy.systems.has(name))
  if (unknown !== undefined) throw problem('usage.arguments', { attempted: 'The policy knows no system of that name.', next: `Its systems are: ${[...work.policy.systems.keys()].join(', ')}.` })
  const json = io.json || values.json === true
  const show = deps.terminal && !json ? (text: string) => io.err(`\r\x1b[2K${text}`) : () => {}
  const observed = await observe(work, { kind: 'command' }, {
    open: (system) => installation.openSession(system, 'observe'),
    ...(values.system !== undefined && { systems: values.system }),
    ...(values.full === true && { full: true }),
    progress: (at) => show(progressLine(at)),
  })
  const decided = await decideChanged(installation.work(), { progress: (rows) => show(`  deciding  ${grouped(rows)} rows`) })
  show('')
  io.out(json ? `${JSON.stringify({ ...observed, decided })}\n` : rendered(observed, decided.rows))
  return 0
}

function understood(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options: { system: { type: 'string', multiple: true }, full: { type: 'boolean' }, json: { type: 'boolean' } } })
  } catch {
    throw problem('usage.arguments', { attempted: 'An option was not understood.', next: usage })
  }
}

function progressLine({ system, table, rows, step }: ObserveProgress): string {
  const where = table === null ? system : `${system}.${table}`
  return `  ${where}  ${step === 'merging' ? `${grouped(rows)} rows read; finding whose they are` : `${grouped(rows)} rows`}`
}

function rendered({ systems }: Observed, decided: number): string {
  const width = Math.max(...systems.map(({ system }) => system.length), 0)
  const lines = systems.map(({ system, rows, gone, changed, lookedAtAgain, namingOthers }) => {
    const parts = [`${grouped(rows)} rows read`]
    if (changed === null) parts.push('observed for the first time')
    else parts.push(changed === 0 ? 'nobody changed' : `${grouped(changed)} people changed`)
    if (gone > 0) parts.push(`${grouped(gone)} rows gone`)
    if (lookedAtAgain > 0) parts.push(`${grouped(lookedAtAgain)} acted on meanwhile and looked at again`)
    if (namingOthers > 0) parts.push(`${grouped(namingOthers)} name somebody else: found on request, taken out by hand`)
    return `  ${system.padEnd(width)}   ${parts.join(' · ')}\n`
  })
  const end = systems.length === 0 ? 'The policy maps no system: there is nothing to observe.\n' : `${decided === 0 ? 'No decision changed' : `${grouped(decided)} decisions made`}. Nothing was changed in any system.\n`
  return lines.join('') + end
}

const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ' ')
