import { isDay } from '../../../../policy/law/index.ts'
import type { Day } from '../../../../policy/law/index.ts'
import type { DateFact } from '../../../../policy/decide/index.ts'
import type { Column } from '../shape/catalogue.ts'
import { literal } from '../quote.ts'

/**
 * A date as the day that it is in the controller's zone, as text: it never becomes a JavaScript date, which loses microseconds,
 * shifts a `date` by a day and cannot hold infinity.
 */
export function dayItem(expression: string, column: Column, zones: { readonly table: string; readonly controller: string }): string {
  switch (column.base) {
    case 'date':
      return `${expression}::text`
    case 'timestamptz':
      return `(${expression} AT TIME ZONE ${literal(zones.controller)})::date::text`
    case 'timestamp':
      return zones.table === zones.controller
        ? `${expression}::date::text`
        : `(${expression} AT TIME ZONE ${literal(zones.table)} AT TIME ZONE ${literal(zones.controller)})::date::text`
    default:
      // Whatever else is there may hide a date that we cannot read: undated, never due.
      return column.category === 'S' || column.category === 'U' ? `left(btrim(${expression}::text), 40)` : `CASE WHEN ${expression} IS NOT NULL THEN 'infinity' END`
  }
}

/** What PostgreSQL wrote, as a fact. What is there but no day of our calendar counts as infinite: it may hide a later one. */
export function dayFact(text: string): DateFact | null {
  if (text.length === 10 && text.charCodeAt(4) === 45 && isDay(text)) return text
  if (text === '') return null
  if (text === 'infinity' || text === '-infinity') return text
  if (text.endsWith(' BC')) return '-infinity'
  const day = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{1,2}:\d{2}.*)?$/.exec(text)?.[1]
  return day !== undefined && isDay(day) ? (day as Day) : 'infinity'
}
