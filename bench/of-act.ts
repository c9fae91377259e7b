import { benchAct } from './act.ts'
import { newDatabase } from './database.ts'
import type { Bench } from './figure.ts'

/** Planning and acting: a tenth of the people have fallen due. */
export const acting: Bench = {
  name: 'act',
  async run({ engine, people }) {
    const [foreign, byHand, ours] = [await newDatabase(engine, 'foreign'), await newDatabase(engine, 'foreign'), await newDatabase(engine, 'ours')]
    try {
      const figures = await benchAct({ foreign, byHand, ours, people: Math.max(100, Math.round(people / 10)) })
      return figures.map((figure) => ({ ...figure, ratio: figure.ours / figure.baseline }))
    } finally {
      for (const database of [foreign, byHand, ours]) await database.close()
    }
  },
}
