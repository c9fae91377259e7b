import { tablesOf } from './tables.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** An accounting record counts from its booking, issue or payment. */
export const systemsRecordWithoutBooking: Check = {
  id: 'systems.record-without-booking', severity: 'error', law: ['BFL 7:2'],
  *find(policy) {
    for (const table of tablesOf(policy)) {
      if (!table.record || table.dates.has('booking') || table.dates.has('issue') || table.dates.has('payment')) continue
      yield { at: table.at, message: words(`${table.name} är räkenskapsmaterial utan dag att räkna från.`, `${table.name} holds accounting records without a day to count from.`, `${table.name} er regnskapsmateriale uten dag å regne fra.`), instead: words('Lägg till booked: KOLUMN (eller issued, paid).', 'Add booked: COLUMN (or issued, paid).', 'Legg til booked: KOLONNE (eller issued, paid).') }
    }
  },
}
