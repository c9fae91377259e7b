import { fromEaster, named, onDate } from './holiday.ts'
import type { HolidayRule } from './holiday.ts'

/**
 * Public holidays by lov om helligdager og helligdagsfred (LOV-1995-02-24-12) § 2, and 1 and 17 May by the act of 26 April 1947.
 * The eves of Easter and Whitsun are Saturdays, so only two eves matter.
 */
export const norwegian: readonly HolidayRule[] = [
  onDate(1, 1, named('new-year', 'Nyårsdagen', 'New Year’s Day', 'Første nyttårsdag')),
  fromEaster(-3, named('maundy-thursday', 'Skärtorsdagen', 'Maundy Thursday', 'Skjærtorsdag')),
  fromEaster(-2, named('good-friday', 'Långfredagen', 'Good Friday', 'Langfredag')),
  fromEaster(0, named('easter', 'Påskdagen', 'Easter Sunday', 'Første påskedag')),
  fromEaster(1, named('easter-monday', 'Annandag påsk', 'Easter Monday', 'Andre påskedag')),
  onDate(5, 1, { ...named('may-day', 'Första maj', 'May Day', 'Første mai'), since: 1947 }),
  onDate(5, 17, { ...named('constitution-day', 'Norges nationaldag', 'Constitution Day', 'Grunnlovsdagen'), since: 1947 }),
  fromEaster(39, named('ascension', 'Kristi himmelsfärdsdag', 'Ascension Day', 'Kristi himmelfartsdag')),
  fromEaster(49, named('pentecost', 'Pingstdagen', 'Whit Sunday', 'Første pinsedag')),
  fromEaster(50, named('whit-monday', 'Annandag pingst', 'Whit Monday', 'Andre pinsedag')),
  onDate(12, 24, { ...named('christmas-eve', 'Julafton', 'Christmas Eve', 'Julaften'), eve: true }),
  onDate(12, 25, named('christmas', 'Juldagen', 'Christmas Day', 'Første juledag')),
  onDate(12, 26, named('boxing-day', 'Annandag jul', 'Boxing Day', 'Andre juledag')),
  onDate(12, 31, { ...named('new-year-eve', 'Nyårsafton', 'New Year’s Eve', 'Nyttårsaften'), eve: true }),
]
