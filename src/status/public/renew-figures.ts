import type { Db } from '../../platform/index.ts'
import { addDays, weekday } from '../../policy/law/index.ts'
import type { Day } from '../../policy/law/index.ts'
import { total } from '../figures.ts'
import type { Refreshed } from '../store-current.ts'
import { readPublicFigures, writePublicFigures } from '../store-public.ts'
import type { NamedFigure } from '../store-public.ts'
import { nextFigure } from './bands.ts'

/** The week's figures for the public; within a week nothing changes. */
export async function renewPublicFigures(db: Db, today: Day, rows: readonly Refreshed[]): Promise<void> {
  const week = addDays(today, 1 - weekday(today))
  const published = new Map((await readPublicFigures(db)).map((one) => [`${one.promiseId} ${one.name}`, one]))
  const renewed: NamedFigure[] = []
  for (const { promiseId, figures } of rows) {
    for (const [name, value] of [['done', total(figures.measured.done)], ['subjects', Math.max(figures.measured.subjects, figures.found.subjects)]] as const) {
      const before = published.get(`${promiseId} ${name}`) ?? null
      const next = nextFigure(before, value, week)
      if (next !== before) renewed.push({ promiseId, name, ...next })
    }
  }
  if (renewed.length > 0) await writePublicFigures(db, renewed)
}
