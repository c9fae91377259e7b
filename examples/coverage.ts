/** `npm run coverage`: how many promises of each published text are kept by code, judged by a check, or wait for a later part. */
import { basename, dirname, join } from 'node:path'
import { examples, readCoverage, standingOf, waitsFor } from './read-coverage.ts'
import type { Standing } from './read-coverage.ts'

const here = import.meta.dirname
const root = basename(dirname(here)) === 'dist' ? join(here, '..', '..', 'examples') : here
const none: Readonly<Record<Standing, number>> = { kept: 0, finding: 0, begun: 0, later: 0 }

const waiting = new Map<string, number>()
const rows = examples.map((example) => {
  const { clauses, promises } = readCoverage(root, example)
  const counts = { ...none }
  for (const places of clauses.values()) {
    counts[standingOf(places, promises)] += 1
    for (const area of waitsFor(places, promises)) waiting.set(area, (waiting.get(area) ?? 0) + 1)
  }
  return { name: example as string, clauses: clauses.size, counts }
})
const sum = (of: (row: (typeof rows)[number]) => number): number => rows.reduce((total, row) => total + of(row), 0)
rows.push({ name: 'all', clauses: sum((row) => row.clauses), counts: { kept: sum((row) => row.counts.kept), finding: sum((row) => row.counts.finding), begun: sum((row) => row.counts.begun), later: sum((row) => row.counts.later) } })

const line = (name: string, figures: readonly (string | number)[]): string => `${name.padEnd(9)}${figures.map((figure) => String(figure).padStart(16)).join('')}\n`
process.stdout.write(line('', ['promises', 'kept by code', 'finding', 'later']))
for (const { name, clauses, counts } of rows) process.stdout.write(line(name, [clauses, counts.kept, counts.finding, counts.begun + counts.later]))
const all = rows.at(-1)
const placed = (all?.counts.kept ?? 0) + (all?.counts.finding ?? 0) + (all?.counts.begun ?? 0) + (all?.counts.later ?? 0)
const most = [...waiting].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([area, count]) => `${area} ${count}`)
process.stdout.write(`\n${placed} of ${all?.clauses ?? 0} placed. Of those that wait, ${all?.counts.begun ?? 0} are kept by code in part. Waiting for: ${most.join(', ')}.\nA promise is kept by code when something keeps it, something measures it, and three tests show it kept, broken and not yet shown.\n`)
