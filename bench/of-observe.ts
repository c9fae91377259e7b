import { newDatabase } from './database.ts'
import type { Bench } from './figure.ts'
import { benchObserve } from './observe.ts'

/** The first observation and the next, against COPY of the same rows by hand. */
export const observing: Bench = {
  name: 'observe',
  async run({ engine, people, rounds }) {
    const [foreign, ours] = [await newDatabase(engine, 'foreign'), await newDatabase(engine, 'ours')]
    try {
      const figures = await benchObserve({ foreign, ours, people, rounds, ...(process.env['BENCH_SAY'] !== undefined && { say: (line: string) => console.error(line) }) })
      return figures.map((figure) => ({ ...figure, ratio: figure.ours / figure.baseline }))
    } finally {
      await foreign.close()
      await ours.close()
    }
  },
}
