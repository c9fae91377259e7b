#!/usr/bin/env node
// Löfte needs Temporal (Node 26). On an older Node it starts again on the runtime that came with the package,
// so that a machine with Node 20 needs nothing more than npm.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import module from 'node:module'

if (typeof globalThis.Temporal === 'undefined') {
  const require = createRequire(import.meta.url)
  let newer
  for (const name of [`node-${process.platform}-${process.arch}`]) {
    try {
      newer = require.resolve(`${name}/bin/node`)
    } catch {
      newer = undefined
    }
  }
  if (newer === undefined || process.env.LOFTE_RUNTIME === 'bundled') {
    console.error(
      `error  runtime.too-old\n   Löfte needs Node 26 or newer; this is ${process.version}, and no newer one came with the package.\n   Install Node 26 from nodejs.org and try again.`,
    )
    process.exit(2)
  }
  // A process that streams needs no more; with a bound in sight V8 collects early instead of letting garbage pile up to gigabytes.
  const child = spawn(newer, ['--max-old-space-size=512', ...process.execArgv, ...process.argv.slice(1)], {
    stdio: 'inherit',
    env: { ...process.env, LOFTE_RUNTIME: 'bundled' },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
} else {
  module.enableCompileCache?.()
  const { main } = await import('../dist/src/main.js')
  process.exitCode = await main(process.argv.slice(2))
}
