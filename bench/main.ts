import { parseArgs } from 'node:util'
import { startEngine } from '../src/platform/index.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { benches } from './benches.ts'
import type { Figure } from './figure.ts'

/**
 * `npm run bench [-- NAME…] [--people N] [--rounds N] [--smoke] [--json]`: each figure is a ratio against a hand-written
 * baseline on the same PostgreSQL server in the same run, median of the rounds. `--smoke` runs everything once on little
 * data, with no thresholds: it shows that the benches work.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { people: { type: 'string' }, rounds: { type: 'string' }, smoke: { type: 'boolean' }, json: { type: 'boolean' } },
})
const smoke = values.smoke === true
const people = Number(values.people ?? (smoke ? 300 : 1_000_000))
const rounds = Number(values.rounds ?? (smoke ? 1 : 3))
const chosen = benches.filter((bench) => positionals.length === 0 || positionals.includes(bench.name))
if (chosen.length === 0) {
  console.error(`There is no such bench. They are: ${benches.map((bench) => bench.name).join(', ')}.`)
  process.exit(2)
}

const directory = mkdtempSync(join(tmpdir(), 'lofte-bench-'))
const engine = await startEngine({ directory })
let missed = 0
try {
  for (const bench of chosen) {
    const figures = await bench.run({ engine, people, rounds, smoke })
    for (const figure of figures) {
      const reached = figure.ratio <= figure.aim
      if (!reached && !smoke) missed += 1
      console.log(values.json === true ? JSON.stringify({ bench: bench.name, ...figure, reached }) : line(bench.name, figure, reached, smoke))
    }
  }
} finally {
  await engine.stop()
  rmSync(directory, { recursive: true, force: true })
}
if (missed > 0) console.log(`${missed} of the aims not reached`)

function line(bench: string, figure: Figure, reached: boolean, quiet: boolean): string {
  const verdict = quiet ? '' : reached ? 'reached' : 'NOT REACHED'
  return [bench.padEnd(10), figure.name.padEnd(52), `ours ${figure.ours.toFixed(1)} ${figure.unit}`.padEnd(22), `baseline ${figure.baseline.toFixed(1)} ${figure.unit}`.padEnd(26), `ratio ${figure.ratio.toFixed(2)}`.padEnd(12), `aim ≤ ${figure.aim}`.padEnd(12), verdict].join(' ')
}

