import { benchAccess } from './access.ts'
import { newDatabase } from './database.ts'
import type { Bench } from './figure.ts'

/** One person's rows out of twelve tables, among few people and among many: at most twice the keyed SELECTs and ten milliseconds. */
export const accessing: Bench = {
  name: 'access',
  async run({ engine, people }) {
    const figures = []
    for (const many of people > 10_000 ? [10_000, people] : [people]) {
      const [foreign, ours] = [await newDatabase(engine, 'foreign'), await newDatabase(engine, 'ours')]
      try {
        for (const row of await benchAccess({ foreignUrl: foreign.url, ours, people: many })) {
          figures.push({ name: row.name, ours: row.ours_ms, baseline: row.allowed_ms, ratio: row.ours_ms / row.allowed_ms, aim: 1, unit: 'ms' })
        }
      } finally {
        for (const database of [foreign, ours]) await database.close()
      }
    }
    return figures
  },
}
