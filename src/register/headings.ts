import { say } from '../policy/text/index.ts'
import type { Lang } from '../policy/text/index.ts'
import type { ColumnName } from './register.ts'

/** The heading of a column; `lofte init` finds our own columns by the same words. */
export function headingOf(column: ColumnName, lang: Lang): string {
  return say(column === 'categories' ? 'register.categories-of-processing' : `register.column-${column}`)[lang]
}
