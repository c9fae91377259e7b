import { parseArgs } from 'node:util'
import { problem } from '../platform/index.ts'
import type { Deps } from './deps.ts'
import type { Io } from './io.ts'

const usage = 'usage: lofte init URL [--json]'

/** `lofte init URL`: drafts systems.yaml from a database. Reads a sample of its rows, writes none of their values, changes nothing. */
export async function run(argv: readonly string[], io: Io, deps: Pick<Deps, 'draft'>): Promise<number> {
  const { source, json } = understood(argv)
  if (!/^postgres(ql)?:\/\//.test(source)) {
    throw problem('usage.source', { attempted: 'A draft is made from the address of a PostgreSQL database.', next: 'Give an address such as postgresql://host:5432/database, with a role before the host; the password may come from PGPASSWORD.' })
  }
  if (deps.draft === undefined) throw problem('usage.source', { attempted: 'No connector can draft from this source.', next: usage })
  const draft = await deps.draft(source)
  io.out(json || io.json ? `${JSON.stringify({ 'systems.yaml': draft }, null, 2)}\n` : draft)
  return 0
}

function understood(argv: readonly string[]): { source: string; json: boolean } {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options: { json: { type: 'boolean' } }, allowPositionals: true })
    if (positionals.length !== 1) throw new TypeError('one source')
    return { source: positionals[0]!, json: values.json ?? false }
  } catch (error) {
    if (error instanceof TypeError) throw problem('usage.options', { attempted: 'One source is needed, and an option may not be known.', next: usage })
    throw error
  }
}
