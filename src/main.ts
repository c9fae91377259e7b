import type { Io } from './cli/io.ts'
import type { Deps } from './cli/deps.ts'

type Command = (argv: readonly string[], io: Io, deps: Deps) => Promise<number>

interface Entry {
  readonly does: string
  readonly load: () => Promise<Command>
}

/** The command table. Each command loads what it needs and no more: bare Node starts in 20 ms, and `check` stays near that. */
const commands: Readonly<Record<string, Entry>> = {
  check: { does: 'parses a policy and checks it against the law', load: async () => (await import('./cli/check.ts')).run },
  promises: { does: 'lists the promises that a policy makes', load: async () => (await import('./cli/promises.ts')).run },
  notice: { does: 'writes the privacy notice', load: async () => (await import('./cli/notice.ts')).run },
  register: { does: 'writes the register of processing (Art 30)', load: registerCommand },
  diff: { does: 'compares two versions: what weakened, whom to tell, whom to ask', load: async () => (await import('./cli/diff.ts')).run },
  deadline: { does: 'counts a deadline, and says how', load: deadlineCommand },
  decide: { does: 'decides about invented facts, without a database', load: async () => (await import('./cli/decide.ts')).run },
  init: { does: 'drafts systems.yaml from a database or a Fides dataset, policy.yaml from a register', load: async () => (await import('./cli/init.ts')).run },
  observe: { does: 'reads who is there from every system', load: observeCommand },
  plan: { does: 'shows what is due and why; changes nothing', load: async () => (await import('./cli/plan.ts')).run },
  sweep: { does: 'carries a plan out, and reads back', load: async () => (await import('./cli/sweep.ts')).run },
  request: { does: 'opens, shows and fulfils requests', load: async () => (await import('./cli/request.ts')).run },
  resolve: { does: 'shows what only a human can answer for, and takes the answer', load: async () => (await import('./cli/resolve.ts')).run },
  status: { does: 'shows how each promise stands', load: async () => (await import('./cli/status.ts')).run },
  evidence: { does: 'verifies and exports the ledger', load: evidenceCommand },
  serve: { does: 'serves the notice, and runs what is due each day', load: async () => (await import('./cli/serve.ts')).run },
}

/** A promised deadline needs a policy; most calls name none, and load no compiler. */
async function deadlineCommand(): Promise<Command> {
  const { run, termsOf } = await import('./cli/deadline.ts')
  return (argv, io) =>
    run(argv, io, async (path, right) => {
      const { policyFor } = await import('./cli/read-policy.ts')
      const policy = await policyFor(path, io)
      return policy === null ? null : termsOf(policy, right)
    })
}

/** A PDF goes to a file or a pipe; on a terminal it would be noise. */
async function registerCommand(): Promise<Command> {
  const { run } = await import('./cli/register.ts')
  return (argv, io) => run(argv, io, process.stdout.isTTY ? null : (bytes) => void process.stdout.write(bytes))
}

async function observeCommand(): Promise<Command> {
  const { run } = await import('./cli/observe.ts')
  return (argv, io, deps) => run(argv, io, { openInstallation: deps.open, terminal: deps.terminal })
}

/** The ledger is read without any policy, and closed whatever happens. */
async function evidenceCommand(): Promise<Command> {
  const { run } = await import('./cli/evidence.ts')
  return async (argv, io, deps) => {
    const opened: AsyncDisposable[] = []
    try {
      return await run(argv, io, async () => {
        const ledger = await deps.openLedger()
        opened.push(ledger)
        return ledger
      })
    } finally {
      for (const ledger of opened) await ledger[Symbol.asyncDispose]()
    }
  }
}

/** Who reads only the beginning (`lofte plan | head`) ends the text, never the work: a sweep goes on and says how it went by its status. */
function readerGone(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}

/** Runs one command. Exit status: 0 fine, 1 findings or failures, 2 wrong usage. */
export async function main(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv
  const json = rest.includes('--json')
  for (const stream of [process.stdout, process.stderr]) stream.on('error', readerGone)
  const io: Io = { out: (text) => void process.stdout.write(text), err: (text) => void process.stderr.write(text), json }
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    io.out(help())
    return name === undefined ? 2 : 0
  }
  if (name === '--version' || name === '-v') {
    const { version } = await import('./cli/version.ts')
    io.out(`${version()}\n`)
    return 0
  }
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (entry === undefined) {
    const { misused } = await import('./cli/misused.ts')
    return misused(io, `There is no command ${JSON.stringify(name.slice(0, 40))}.`, help().trim(), 'usage.unknown-command')
  }
  try {
    const run = await entry.load()
    return await run(rest, io, {
      open: async (options) => (await import('./app/index.ts')).openInstallation(options),
      openLedger: async () => (await import('./app/index.ts')).openLedger(),
      draft: async (url) => (await import('./app/index.ts')).draftFrom(url, Temporal.Now.instant()),
      terminal: process.stderr.isTTY,
      serve: async (options) => (await import('./app/index.ts')).serve(options),
    })
  } catch (error) {
    const { explain } = await import('./cli/explain.ts')
    return explain(error, io)
  }
}

function help(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length))
  return `\nusage: lofte COMMAND …\n\n${Object.entries(commands).map(([name, { does }]) => `  ${name.padEnd(width)}  ${does}`).join('\n')}\n\nEvery command takes --json. POLICY is policy.yaml or its folder.\n`
}
