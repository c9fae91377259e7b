import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { draftPolicy, draftSystems } from '../drafts/index.ts'
import type { PolicyDraft } from '../drafts/index.ts'
import { fixedClock, problem, systemClock } from '../platform/index.ts'
import { defaultZone, toDay } from '../policy/law/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { Deps } from './deps.ts'
import type { Io } from './io.ts'

const usage = `usage: lofte init SOURCE [--json]
       SOURCE is postgresql://host/database or a Fides dataset (.yml): drafts systems.yaml;
       or a register of processing (.csv, .xlsx): drafts policy.yaml`

const most = 20_000_000

/** `lofte init SOURCE`: drafts a file of the language from what there is already, on standard output. Reads, and changes nothing. */
export async function run(argv: readonly string[], io: Io, deps: Pick<Deps, 'draft'>): Promise<number> {
  const { source, json } = understood(argv)
  const drafted = /^postgres(ql)?:\/\//.test(source) ? await fromDatabase(source, deps) : await fromFile(source)
  if (json || io.json) io.out(`${JSON.stringify({ [drafted.file]: drafted.text, ...(drafted.left === null ? {} : { left: drafted.left }) }, null, 2)}\n`)
  else {
    io.out(drafted.text)
    if (drafted.left !== null) io.err(inWords(drafted.purposes, drafted.left))
  }
  return 0
}

interface Drafted { readonly file: 'systems.yaml' | 'policy.yaml'; readonly text: string; readonly purposes: number; readonly left: PolicyDraft['left'] | null }

async function fromDatabase(source: string, deps: Pick<Deps, 'draft'>): Promise<Drafted> {
  if (deps.draft === undefined) throw problem('usage.source', { attempted: 'No connector can draft from this source.', next: usage })
  return { file: 'systems.yaml', text: await deps.draft(source), purposes: 0, left: null }
}

async function fromFile(source: string): Promise<Drafted> {
  const found = await stat(source).catch(() => null)
  if (found?.isFile() !== true) {
    throw problem('usage.source', {
      attempted: 'The source is no file, and no address of a PostgreSQL database.',
      next: 'Give an address such as postgresql://host:5432/database, with a role before the host (the password may come from PGPASSWORD); a register of processing in .csv or .xlsx; or a Fides dataset in .yml.',
    })
  }
  if (found.size > most) throw problem('drafts.too-large', { attempted: 'The file is far larger than a register of processing is.', on: basename(source), next: `At most ${most / 1_000_000} MB are read. Save the sheet with the register alone.` })
  const bytes = await readFile(source)
  if (/\.(ya?ml|json)$/i.test(source)) return { file: 'systems.yaml', text: draftSystems(new TextDecoder('utf-8').decode(bytes)), purposes: 0, left: null }
  const { text, purposes, left } = await draftPolicy(bytes, today())
  return { file: 'policy.yaml', text, purposes, left }
}

/** Places and headings only: what stands in the cells is the file's own, and in the draft. */
function inWords(purposes: number, left: PolicyDraft['left']): string {
  const said = left.length === 0 ? 'Everything in the file was understood.' : `${left.length} ${left.length === 1 ? 'cell was' : 'cells were'} not understood, or taken only as words; they stand at the top of the draft:`
  const lines = left.slice(0, 40).map(({ place, why }) => `   ${place}  ${why}\n`)
  const more = left.length > lines.length ? `   and ${left.length - lines.length} more\n` : ''
  return `${purposes} ${purposes === 1 ? 'purpose' : 'purposes'} drafted. ${said}\n${lines.join('')}${more}`
}

/** A draft is in force from the day it is made, until somebody says otherwise. */
function today(): Day {
  const fixed = process.env['LOFTE_CLOCK']
  const clock = fixed === undefined || fixed === '' ? systemClock() : fixedClock(fixed)
  return toDay(clock.now(), defaultZone)
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
