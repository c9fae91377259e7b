import { measureCheck } from './check.ts'
import type { Bench } from './figure.ts'
import { median } from './median.ts'

/** A policy of five hundred purposes over two thousand tables: checked, and by the command from its start to its end. */
export const checking: Bench = {
  name: 'check',
  async run({ rounds, smoke }) {
    const measured = Array.from({ length: smoke ? 1 : Math.max(5, rounds) }, () => (smoke ? measureCheck(10, 40, 'bin/lofte.js') : measureCheck(500, 2000, 'bin/lofte.js')))
    const [parse, check, bare, command] = (['parse', 'check', 'bare', 'command'] as const).map((name) => median(measured.map((one) => one[name]))) as [number, number, number, number]
    return [
      { name: 'compile and check, against parsing alone', ours: check, baseline: parse, ratio: check / parse, aim: 5, unit: 'ms' },
      { name: 'the command, against twice that and a bare start', ours: command, baseline: 2 * check + bare, ratio: command / (2 * check + bare), aim: 1, unit: 'ms' },
    ]
  },
}
