import { text } from '../../text/index.ts'
import type { Text } from '../../text/index.ts'
import { addDays, dayOf } from '../day.ts'
import type { Day } from '../day.ts'

/** A day that is no working day although it may fall on one of Monday to Friday. `eve`: not a holiday by law, a setting. */
export interface Holiday { readonly day: Day; readonly code: string; readonly name: Text; readonly eve: boolean }

export type HolidayRule = (year: number, easter: Day) => Holiday | null

interface Named { readonly code: string; readonly name: Text; readonly eve?: true; readonly since?: number; readonly through?: number }

export function named(code: string, sv: string, en: string, no: string): Pick<Named, 'code' | 'name'> {
  return { code, name: text({ sv, en, no }) }
}

/** The same date each year. */
export function onDate(month: number, date: number, as: Named): HolidayRule {
  return found(as, (year) => dayOf(year, month, date))
}

/** So many days after Easter Sunday, or before it. */
export function fromEaster(days: number, as: Named): HolidayRule {
  return found(as, (_, easter) => addDays(easter, days))
}

export function found(as: Named, day: (year: number, easter: Day) => Day): HolidayRule {
  const { code, name, eve = false, since = -Infinity, through = Infinity } = as
  return (year, easter) => (year < since || year > through ? null : { day: day(year, easter), code, name, eve })
}
