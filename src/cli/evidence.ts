import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import type { KeyObject } from 'node:crypto'
import { acknowledgeRestore, checkReceipt, exportLedger, parseHeads, publicKeyFromRaw, verifyLedger } from '../evidence/index.ts'
import type { Head, HeadSink, ReceiptCheck, Verification } from '../evidence/index.ts'
import { everybody, markChanged } from '../people/index.ts'
import type { Database, Secrets } from '../platform/index.ts'
import type { Actor } from '../work/index.ts'
import type { Io } from './io.ts'
import { misused } from './misused.ts'

/** What the ledger's commands need opened; `check-receipt` never asks for it. The caller closes it. */
export interface OpenLedger {
  readonly database: Pick<Database, 'pool' | 'db'>
  readonly secrets: Pick<Secrets, 'signing'>
  now(): Temporal.Instant
  /** places outside of the database that keep heads */
  readonly sinks: readonly HeadSink[]
}

const usage = `usage: lofte evidence verify [--outside FILE] [--key KEY]… [--json]
       lofte evidence export [--out FILE]
       lofte evidence acknowledge --reason WHY [--as ROLE] [--json]
       lofte evidence check-receipt FILE [--key KEY]… [--json]
       KEY is a public key as it is published: 43 characters.`

interface Asked {
  readonly what: string
  readonly file: string | null
  readonly outside: string | null
  readonly out: string | null
  readonly reason: string | null
  readonly as: string | null
  readonly keys: readonly KeyObject[]
  readonly json: boolean
}

/** `lofte evidence`: exit status 0, 1 when something is not as it was sealed, 2 for what cannot be understood. */
export async function run(argv: readonly string[], io: Io, open: () => Promise<OpenLedger>): Promise<number> {
  const asked = understood(argv, io)
  if (typeof asked === 'string') return misused(io, asked, usage)
  if (asked.what === 'verify') return verify(asked, io, open)
  if (asked.what === 'export') return exportAll(asked, io, open)
  if (asked.what === 'acknowledge') return acknowledge(asked, io, open)
  return check(asked, io)
}

async function verify(asked: Asked, io: Io, open: () => Promise<OpenLedger>): Promise<number> {
  const given = asked.outside === null ? null : await textOf(asked.outside)
  if (given === undefined) return misused(io, `The file ${asked.outside} cannot be read.`, usage)
  const { database, secrets, sinks } = await open()
  const outside = given === null ? await headsIn(sinks) : parseHeads(given)
  if (given !== null && outside.length === 0) return misused(io, `The file ${asked.outside} holds no head.`, usage)
  const publicKey = [...secrets.signing.publicKeys, ...asked.keys]
  const verification = await verifyLedger(database, { publicKey, outside, onProgress: asked.json ? undefined : progress() })
  if (asked.json) io.out(`${JSON.stringify(verification)}\n`)
  else {
    for (const finding of verification.findings) io.err(`error  ${finding.code}\n   ${finding.says}\n`)
    io.out(inWords(verification))
  }
  return verification.ok ? 0 : 1
}

async function exportAll(asked: Asked, io: Io, open: () => Promise<OpenLedger>): Promise<number> {
  const { database } = await open()
  if (asked.out === null) {
    let text = ''
    for await (const line of exportLedger(database)) {
      text += `${line}\n`
      if (text.length < 64 * 1024) continue
      io.out(text)
      text = ''
    }
    if (text !== '') io.out(text)
    return 0
  }
  const file = createWriteStream(asked.out, { flags: 'wx', mode: 0o600 })
  const written = finished(file)
  written.catch(() => {})
  let lines = 0
  try {
    for await (const line of exportLedger(database)) {
      lines += 1
      if (!file.write(`${line}\n`)) await Promise.race([once(file, 'drain'), written])
    }
    file.end()
    await written
  } catch (error) {
    file.destroy()
    const code = (error as { code?: unknown }).code
    if (code === 'EEXIST') return misused(io, `The file ${asked.out} is there already; nothing was written.`, usage)
    throw error
  }
  io.err(`${lines} lines written to ${asked.out}\n`)
  return 0
}

/** Somebody answers for a restore: the gap becomes part of the ledger, and work may go on (act.md, Evidence). */
async function acknowledge(asked: Asked, io: Io, open: () => Promise<OpenLedger>): Promise<number> {
  const { database, now, sinks } = await open()
  const by: Actor = asked.as === null ? { kind: 'command' } : { kind: 'role', name: asked.as }
  const id = await acknowledgeRestore({ db: database.db, now: now() }, by, { reason: asked.reason ?? '', sinks, also: (tx) => markChanged(tx, everybody) })
  if (asked.json) io.out(`${JSON.stringify({ acknowledged: id })}\n`)
  else if (id === null) io.out('There is nothing to acknowledge: the ledger is as new as its heads outside.\n')
  else io.out('Acknowledged: the next seal declares the gap, and the next observation reads everything again.\nWhat rests on inactivity or consent is kept until a role answers for it: lofte resolve POLICY\n')
  return 0
}

async function check(asked: Asked, io: Io): Promise<number> {
  const text = await textOf(asked.file ?? '')
  if (text === undefined) return misused(io, `The file ${asked.file} cannot be read.`, usage)
  const checked = checkReceipt(parsed(text), asked.keys.length > 0 ? asked.keys : undefined)
  if (asked.json) io.out(`${JSON.stringify(checked)}\n`)
  else {
    for (const problem of checked.problems) io.err(`error  evidence.receipt\n   ${problem}\n`)
    io.out(receiptInWords(checked))
  }
  return checked.ok ? 0 : 1
}

function understood(argv: readonly string[], io: Io): Asked | string {
  let read
  try {
    read = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { outside: { type: 'string' }, out: { type: 'string' }, key: { type: 'string', multiple: true }, reason: { type: 'string' }, as: { type: 'string' }, json: { type: 'boolean' } },
    })
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : 'the options could not be read'
  }
  const { values, positionals } = read
  const [what, file, ...more] = positionals
  if (what !== 'verify' && what !== 'export' && what !== 'acknowledge' && what !== 'check-receipt') return 'Say what to do: verify, export, acknowledge or check-receipt.'
  if (what === 'acknowledge' && values.reason === undefined) return 'Say why: --reason.'
  if (what === 'check-receipt' ? file === undefined : file !== undefined) return what === 'check-receipt' ? 'The receipt is missing.' : `${what} takes no file.`
  if (more.length > 0) return 'One receipt at a time.'
  const keys = (values.key ?? []).map(keyFrom)
  if (!keys.every((key) => key !== null)) return 'A public key is 43 characters of A-Z, a-z, 0-9, - and _.'
  return { what, file: file ?? null, outside: values.outside ?? null, out: values.out ?? null, reason: values.reason ?? null, as: values.as ?? null, keys, json: io.json || values.json === true }
}

async function headsIn(sinks: readonly HeadSink[]): Promise<Head[]> {
  const heads: Head[] = []
  for (const sink of sinks) {
    const last = await sink.last()
    if (last !== null) heads.push(last)
  }
  return heads
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch {
    return undefined
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function keyFrom(text: string): KeyObject | null {
  try {
    return /^[\w-]{43}$/.test(text) ? publicKeyFromRaw(Buffer.from(text, 'base64url')) : null
  } catch {
    return null
  }
}

/** A line that counts, on a terminal only; wiped when the end is reached. */
function progress(): ((entries: number, of: number) => void) | undefined {
  if (!process.stderr.isTTY) return undefined
  let shown = 0
  return (entries, of) => {
    if (entries - shown < 50_000 && entries < of) return
    shown = entries
    process.stderr.write(entries >= of ? '\r\u001b[K' : `\r  ${grouped(entries)} of ${grouped(of)} entries`)
  }
}

function inWords(of: Verification): string {
  const { entries, seals, head, waiting, findings, more, gaps } = of
  const wrong = findings.length + more
  const lines = [entries === 0 ? 'Evidence: no entry is sealed yet' : `Evidence up to entry ${grouped(head.to)} · ${counted(entries, 'entry', 'entries')} · ${counted(seals, 'seal', 'seals')} · sealed ${head.at}`]
  lines.push(wrong === 0 ? '  Every entry is as it was sealed, and every seal follows the one before.' : `  ${counted(wrong, 'finding', 'findings')}${more > 0 ? `, the first ${findings.length} shown` : ''}. Nothing has been changed.`)
  for (const gap of gaps) lines.push(`  Seal ${gap.seal} declares a restore: what was sealed after seal ${gap.after}, up to seal ${gap.number}, entry ${grouped(gap.to)}, is lost.`)
  lines.push(of.comparedOutside ? '  The end was compared with a head kept outside.' : '  The end was compared with nothing outside: had it been cut off together with its seals, this would not show.')
  if (waiting > 0) lines.push(`  ${counted(waiting, 'entry waits', 'entries wait')} for the next seal; until then nothing protects them.`)
  return `${lines.join('\n')}\n`
}

function receiptInWords(of: ReceiptCheck): string {
  if (!of.ok) return 'The receipt does not hold.\n'
  const lines = of.entries.map((entry) => {
    const about = entry.about === undefined ? '' : ` · about ${entry.about}`
    const body = Object.entries(entry.body).map(([key, value]) => `${key} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    return `  ${grouped(entry.position)}  ${entry.kind}   ${entry.at} · ${entry.actor}${about}\n      ${body.join(', ')}${body.length > 0 ? ' · ' : ''}seal ${entry.seal} of ${entry.sealedAt}`
  })
  const whose = of.keyIsTrusted ? 'the key you named' : 'the key inside the receipt: compare it with the one its issuer publishes'
  return `The receipt holds: ${counted(of.entries.length, 'entry', 'entries')}\n${lines.join('\n')}\n  Signed with ${of.keys.join(', ')}, ${whose}.\n`
}

function counted(count: number, one: string, several: string): string {
  return `${grouped(count)} ${count === 1 ? one : several}`
}

function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ' ')
}
