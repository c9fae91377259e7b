import { parseArgs } from 'node:util'
import { resolveRestore } from '../decisions/index.ts'
import { restoreToResolve, returnedPersons, type PersonId, type Restore, type Returned } from '../people/index.ts'
import { idFrom, problem } from '../platform/index.ts'
import { resolveReturned } from '../requests/index.ts'
import type { Actor } from '../work/index.ts'
import type { Deps } from './deps.ts'
import type { Io } from './io.ts'
import { readStandardInput } from './read-standard-input.ts'

const usage = 'usage: lofte resolve POLICY [restore|PERSON --role ROLE --grounds TEXT|-] [--json]'

/** `lofte resolve`: what only a human can answer for: a restore, somebody who was erased and came back. Exit status 1 while something waits. */
export async function run(argv: readonly string[], io: Io, deps: Pick<Deps, 'open'>, stdin: () => Promise<string> = readStandardInput): Promise<number> {
  const { policy, subject, role, grounds, json: asked } = understood(argv)
  const json = asked || io.json
  await using installation = await deps.open({ policy, attach: true })
  if (subject !== null) {
    const work = installation.work()
    const said = { role: role ?? '', grounds: grounds === '-' ? await stdin() : (grounds ?? '') }
    const by: Actor = { kind: 'command' }
    if (subject === 'restore') await resolveRestore(work, by, said)
    else await resolveReturned(work, by, { ...said, personId: subject })
    if (!json) io.out(subject === 'restore' ? 'Resolved: what rests on inactivity or consent is decided by the rules again.\n\n' : 'Resolved: they are on record like everybody else.\n\n')
  }
  const { db } = installation.work()
  const [restore, returned] = [await restoreToResolve(db), await returnedPersons(db)]
  io.out(json ? `${JSON.stringify({ restore, returned })}\n` : inWords(policy, restore, returned))
  return restore === null && returned.length === 0 ? 0 : 1
}

interface Asked {
  readonly policy: string
  readonly subject: 'restore' | PersonId | null
  readonly role: string | null
  readonly grounds: string | null
  readonly json: boolean
}

function understood(argv: readonly string[]): Asked {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], allowPositionals: true, options: { role: { type: 'string' }, grounds: { type: 'string' }, json: { type: 'boolean' } } })
    const [policy, named, ...more] = positionals
    const subject = named === undefined || named === 'restore' ? (named ?? null) : (idFrom<'person'>(named) as PersonId | null)
    if (policy === undefined || more.length > 0 || (named !== undefined && (subject === null || values.role === undefined || values.grounds === undefined))) throw new TypeError('arguments')
    return { policy, subject, role: values.role ?? null, grounds: values.grounds ?? null, json: values.json ?? false }
  } catch {
    throw problem('usage.arguments', { attempted: 'Name the policy; and to resolve something, what it is, in which role and why.', next: usage })
  }
}

function inWords(policy: string, restore: Restore | null, returned: readonly Returned[]): string {
  const lines: string[] = []
  if (restore !== null) {
    lines.push(`  restore   acknowledged ${restore.at}; what rests on inactivity or consent is kept until a role answers for it`)
    lines.push(restore.unseen.length > 0 ? `            first, everything is read whole: ${restore.unseen.join(', ')}   lofte observe ${policy}` : `            lofte resolve ${policy} restore --role ROLE --grounds TEXT`, '')
  }
  for (const { personId, erasedOn, since, tables } of returned) {
    lines.push(`  ${personId}   erased on ${erasedOn}, as they asked; on record again since ${since}: ${Object.entries(tables).map(([at, n]) => `${at} ${n}`).join(', ')}`)
  }
  if (returned.length > 0) lines.push('', `  A backup may have brought them: then erase them again (lofte request open --right erasure …). Whoever came back themselves:`, `  lofte resolve ${policy} PERSON --role ROLE --grounds TEXT`)
  return lines.length === 0 ? 'Nothing waits for a human here. Requests have their own list: lofte request list\n' : `${lines.join('\n').trimEnd()}\n`
}
