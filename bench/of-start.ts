import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEngine } from '../src/platform/index.ts'
import type { Bench } from './figure.ts'
import { median } from './median.ts'

const policy = 'examples/winlas'
const empty = `
  import { serve } from '@hono/node-server'
  import { Hono } from 'hono'
  serve({ fetch: new Hono().get('/', (c) => c.text('here')).fetch, hostname: '127.0.0.1', port: Number(process.env.PORT) })`

/** From the command to the first page on a directory that was started once before, against an empty server and the bare start of PostgreSQL. */
export const starting: Bench = {
  name: 'start',
  async run({ rounds, smoke }) {
    const directory = mkdtempSync(join(tmpdir(), 'lofte-bench-start-'))
    const bare = mkdtempSync(join(tmpdir(), 'lofte-bench-bare-'))
    const settings = { ...addressesIn(`${policy}/systems.yaml`), LOFTE_DATA_DIR: directory, LOFTE_SECRET: randomBytes(24).toString('hex') }
    try {
      await firstPage(['bin/lofte.js', 'serve', policy], settings)
      await engineStart(bare)
      const ours: number[] = []
      const baseline: number[] = []
      for (let round = 0; round < (smoke ? 1 : Math.max(3, rounds)); round++) {
        baseline.push((await firstPage(['--input-type=module', '-e', empty], {})) + (await engineStart(bare)))
        ours.push(await firstPage(['bin/lofte.js', 'serve', policy], settings))
      }
      const [a, b] = [median(ours), median(baseline)]
      return [{ name: 'start to first page, initialised directory', ours: a, baseline: b, ratio: a / b, aim: 4, unit: 'ms' }]
    } finally {
      for (const path of [directory, bare]) rmSync(path, { recursive: true, force: true })
    }
  },
}

/** Nothing listens there: what a page needs of the systems, it must not wait for. */
function addressesIn(file: string): Record<string, string> {
  const names = [...readFileSync(file, 'utf8').matchAll(/\$\{([A-Z_]+)\}/g)].map((found) => found[1]!)
  return Object.fromEntries(names.map((name) => [name, 'postgres://bench@127.0.0.1:9/none']))
}

async function engineStart(directory: string): Promise<number> {
  const began = performance.now()
  const engine = await startEngine({ directory })
  const ms = performance.now() - began
  await engine.stop()
  return ms
}

async function firstPage(command: readonly string[], settings: Readonly<Record<string, string>>): Promise<number> {
  const port = 20_000 + Math.floor(Math.random() * 20_000)
  const { PATH = '', HOME = '' } = process.env
  const began = performance.now()
  const child = spawn(process.execPath, [...command], { env: { PATH, HOME, ...settings, PORT: String(port) }, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (said += text))
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  try {
    while (!(await fetch(`http://127.0.0.1:${port}/`).then((answer) => answer.text().then(() => answer.ok), () => false))) {
      if (child.exitCode !== null || performance.now() - began > 60_000) throw new Error(`${command.join(' ').slice(0, 60)} gave no page: ${said.slice(0, 500)}`)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    return performance.now() - began
  } finally {
    child.kill('SIGTERM')
    await ended
  }
}
