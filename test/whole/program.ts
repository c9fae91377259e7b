import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { openFolder } from '../setup/folder.ts'

export const root = join(import.meta.dirname, '..', '..')
export const winlas = join(root, 'examples', 'winlas')
const launcher = join(root, 'bin', 'lofte.js')

export type Settings = Readonly<Record<string, string>>

export interface Ended {
  readonly status: number | null
  readonly signal: string | null
  readonly out: string
  readonly err: string
}

// Registered while the file is read: an afterAll inside a hook or a test is never run.
const undo: (() => void | Promise<void>)[] = []
afterAll(async () => {
  for (const step of undo.reverse()) await step()
})

/** A data directory of its own, with a secret, so that commands find the same keys whatever they open first. */
export function dataDirectory(): Settings {
  const folder = openFolder('lofte-whole-')
  undo.push(() => rmSync(folder, { recursive: true, force: true }))
  return { LOFTE_DATA_DIR: join(folder, 'data'), LOFTE_SECRET: randomBytes(24).toString('hex') }
}

/** Starts the program as somebody at a terminal would: only what is given stands in the environment. */
export function start(args: readonly string[], settings: Settings = {}, cwd = root): ChildProcess {
  const { PATH = '', HOME = '', TMPDIR = '/tmp' } = process.env
  const child = spawn(process.execPath, [launcher, ...args], { cwd, env: { PATH, HOME, TMPDIR, TZ: 'Pacific/Kiritimati', ...settings }, stdio: ['pipe', 'pipe', 'pipe'] })
  undo.push(() => void child.kill('SIGKILL'))
  return child
}

/** Runs a command to its end. */
export async function lofte(args: readonly string[], settings: Settings = {}, options: { stdin?: string; cwd?: string } = {}): Promise<Ended> {
  const child = start(args, settings, options.cwd)
  child.stdin?.end(options.stdin ?? '')
  return ended(child)
}

export function ended(child: ChildProcess): Promise<Ended> {
  const { promise, resolve, reject } = Promise.withResolvers<Ended>()
  let [out, err] = ['', '']
  child.stdout?.setEncoding('utf8').on('data', (text: string) => void (out += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => void (err += text))
  child.once('error', reject)
  child.once('close', (status, signal) => resolve({ status, signal, out, err }))
  return promise
}

export interface Server {
  readonly url: string
  readonly child: ChildProcess
  readonly end: Promise<Ended>
  /** What it has written to standard output until now. */
  said(): string
  /** Politely, and waits until it is gone. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<Ended>
}

/** Starts `lofte serve` on a free port and waits for its address. */
export async function serve(args: readonly string[], settings: Settings, within = 120_000): Promise<Server> {
  const child = start(['serve', ...args], { PORT: '0', ...settings })
  const end = ended(child)
  const address = Promise.withResolvers<string>()
  let said = ''
  child.stdout?.on('data', (text: string) => {
    said += text
    // Behind a public address it does not say its own: then the port was given.
    const found = /Löfte (?:serves|is running)[^\n]*(https?:\/\/\S+)/.exec(said)
    if (found !== null) address.resolve(settings['PORT'] === undefined ? (found[1] ?? '') : `http://127.0.0.1:${settings['PORT']}`)
  })
  const late = setTimeout(() => address.reject(new Error(`No address within ${within} ms: ${said}`)), within)
  void end.then(({ status, err }) => address.reject(new Error(`It ended with ${status}: ${err}`)))
  try {
    const url = await address.promise
    return { url, child, end, said: () => said, stop: (signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM') => (child.kill(signal), end) }
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  } finally {
    clearTimeout(late)
  }
}

/** An error as the program says it: a code, what was tried, what to do; and never the insides of the program. */
export const oneVoice = /^error {2}[a-z]+\.[a-z.-]+\n {3}\S/
export const insides = /\n\s+at .*(?:\.js|\.ts|node:)|unsettled top-level await|\[object |undefined|UnhandledPromise/

export async function freePort(keep = false): Promise<{ port: number; close(): void }> {
  const server = createServer()
  const { promise, resolve } = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', resolve)
  await promise
  const { port } = server.address() as AddressInfo
  if (!keep) server.close()
  return { port, close: () => void server.close() }
}
