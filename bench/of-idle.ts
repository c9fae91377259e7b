import { benchIdle } from './act.ts'
import { newDatabase } from './database.ts'
import type { Bench, BenchContext } from './figure.ts'

/** A day on which nothing is due: no slower among many people than among few. */
export const idling: Bench = {
  name: 'idle',
  async run(context) {
    const few = Math.min(10_000, Math.ceil(context.people / 10))
    const [ours, baseline] = [await among(context, context.people), await among(context, few)]
    return [{ name: `a sweep with nothing due, ${context.people} people against ${few}`, ours, baseline, ratio: ours / baseline, aim: 1.5, unit: 'ms' }]
  },
}

async function among({ engine, smoke }: BenchContext, people: number): Promise<number> {
  const [foreign, ours] = [await newDatabase(engine, 'foreign'), await newDatabase(engine, 'ours')]
  try {
    return await benchIdle({ foreign, ours, people, rounds: smoke ? 1 : 7 })
  } finally {
    for (const database of [foreign, ours]) await database.close()
  }
}
