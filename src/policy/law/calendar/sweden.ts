import { addDays, dayOf, weekday } from '../day.ts'
import type { Day } from '../day.ts'
import { firstOnOrAfter } from './easter.ts'
import { found, fromEaster, named, onDate } from './holiday.ts'
import type { HolidayRule } from './holiday.ts'

const saturday = 6

/**
 * Public holidays by lag (1989:253) 1-2 §§, which Sweden also notifies under Regulation 1182/71, and what was one before.
 * The three eves are no public holidays: lag (1930:173) 2 § treats them as such for times in Swedish acts only.
 * A holiday on a weekend gives no day instead.
 */
export const swedish: readonly HolidayRule[] = [
  onDate(1, 1, named('new-year', 'Nyårsdagen', 'New Year’s Day', 'Nyttårsdag')),
  onDate(1, 6, named('epiphany', 'Trettondedag jul', 'Epiphany', 'Helligtrekongersdag')),
  found({ ...named('annunciation', 'Marie bebådelsedag', 'Annunciation Day', 'Maria budskapsdag'), through: 1952 }, annunciation),
  fromEaster(-2, named('good-friday', 'Långfredagen', 'Good Friday', 'Langfredag')),
  fromEaster(0, named('easter', 'Påskdagen', 'Easter Sunday', 'Første påskedag')),
  fromEaster(1, named('easter-monday', 'Annandag påsk', 'Easter Monday', 'Andre påskedag')),
  onDate(5, 1, { ...named('may-day', 'Första maj', 'May Day', 'Første mai'), since: 1939 }),
  fromEaster(39, named('ascension', 'Kristi himmelsfärdsdag', 'Ascension Day', 'Kristi himmelfartsdag')),
  fromEaster(49, named('pentecost', 'Pingstdagen', 'Whit Sunday', 'Første pinsedag')),
  fromEaster(50, { ...named('whit-monday', 'Annandag pingst', 'Whit Monday', 'Andre pinsedag'), through: 2004 }),
  onDate(6, 6, { ...named('national-day', 'Nationaldagen', 'National Day', 'Sveriges nasjonaldag'), since: 2005 }),
  found({ ...named('midsummer-eve', 'Midsommarafton', 'Midsummer Eve', 'Midtsommeraften'), eve: true }, (year) => addDays(midsummer(year), -1)),
  found(named('midsummer', 'Midsommardagen', 'Midsummer Day', 'Midtsommerdagen'), midsummer),
  found({ ...named('all-saints', 'Alla helgons dag', 'All Saints’ Day', 'Allehelgensdag'), since: 1953 }, (year) => firstOnOrAfter(dayOf(year, 10, 31), saturday, weekday)),
  onDate(12, 24, { ...named('christmas-eve', 'Julafton', 'Christmas Eve', 'Julaften'), eve: true }),
  onDate(12, 25, named('christmas', 'Juldagen', 'Christmas Day', 'Første juledag')),
  onDate(12, 26, named('boxing-day', 'Annandag jul', 'Boxing Day', 'Andre juledag')),
  onDate(12, 31, { ...named('new-year-eve', 'Nyårsafton', 'New Year’s Eve', 'Nyttårsaften'), eve: true }),
]

/** Since 1953 the Saturday of 20-26 June; before that 24 June itself. */
function midsummer(year: number): Day {
  return year < 1953 ? dayOf(year, 6, 24) : firstOnOrAfter(dayOf(year, 6, 20), saturday, weekday)
}

/** 25 March until 1952, but Palm Sunday when that date fell in Holy Week or Easter. */
function annunciation(year: number, easter: Day): Day {
  const date = dayOf(year, 3, 25)
  const palmSunday = addDays(easter, -7)
  return date >= palmSunday && date <= addDays(easter, 1) ? palmSunday : date
}
