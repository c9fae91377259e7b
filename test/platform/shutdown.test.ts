import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'

const platform = JSON.stringify(new URL('../../src/platform/index.ts', import.meta.url).href)

/** Runs a program that registers steps and then waits, sends it signals, and gives what it said and how it ended. */
async function run(body: string, signals: readonly NodeJS.Signals[]): Promise<{ said: string[]; code: number | null; ms: number }> {
  const program = `import { onShutdown, shutdown } from ${platform}
    const say = (text) => process.stdout.write(text + '\\n')
    const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
    setInterval(() => {}, 1000)
    ${body}
    say('ready')`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = Promise.withResolvers<number | null>()
  child.on('close', (code) => ended.resolve(code))
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (text += piece))
  await expect.poll(() => text, { timeout: 15_000 }).toContain('ready')
  const began = performance.now()
  for (const signal of signals) {
    child.kill(signal)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  const code = await ended.promise
  return { said: text.trim().split('\n'), code, ms: performance.now() - began }
}

const steps = `
  onShutdown('engine', () => say('engine'))
  onShutdown('pool', () => say('pool'))
  onShutdown('http', async () => { await wait(100); say('http') })
  onShutdown('jobs', () => { say('jobs'); throw new Error('no') })
`

test('HTTP first, then jobs, the pool and the engine, each after the one before; a step that fails stops no other', async () => {
  const { said, code } = await run(steps, ['SIGTERM'])
  expect(said).toEqual(['ready', 'http', 'jobs', 'pool', 'engine'])
  expect(code).toBe(0)
})

test('what was taken back is not stopped', async () => {
  const { said } = await run(`${steps} onShutdown('http', () => say('never'))()`, ['SIGINT'])
  expect(said).not.toContain('never')
})

test('a second signal ends at once', async () => {
  const { said, code, ms } = await run(`onShutdown('http', () => wait(60_000)); onShutdown('engine', () => say('engine'))`, ['SIGINT', 'SIGINT'])
  expect([said, code]).toEqual([['ready'], 130])
  expect(ms).toBeLessThan(5000)
})

test('beyond the limit the later stages still have their turn', async () => {
  const { said } = await run(
    `onShutdown('http', () => wait(60_000)); onShutdown('engine', () => say('engine'))
     process.removeAllListeners('SIGTERM')
     process.on('SIGTERM', () => void shutdown(300).then(() => process.exit(0)))`,
    ['SIGTERM'],
  )
  expect(said).toEqual(['ready', 'engine'])
})
