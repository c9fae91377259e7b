import { inEach } from './lang.ts'
import type { Lang, Text } from './lang.ts'

const months: Readonly<Record<Lang, readonly string[]>> = {
  sv: ['januari', 'februari', 'mars', 'april', 'maj', 'juni', 'juli', 'augusti', 'september', 'oktober', 'november', 'december'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
  no: ['januar', 'februar', 'mars', 'april', 'mai', 'juni', 'juli', 'august', 'september', 'oktober', 'november', 'desember'],
}

const weekdays: Readonly<Record<Lang, readonly string[]>> = {
  sv: ['måndag', 'tisdag', 'onsdag', 'torsdag', 'fredag', 'lördag', 'söndag'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  no: ['mandag', 'tirsdag', 'onsdag', 'torsdag', 'fredag', 'lørdag', 'søndag'],
}

/** `1 december 2026`, `1 December 2026`, `1. desember 2026`. */
export function sayDay(day: string, lang: Lang): string {
  const [year = '', month = '', date = ''] = day.split('-')
  const name = months[lang][Number(month) - 1]
  if (name === undefined) throw new RangeError('not a day, written YYYY-MM-DD')
  return `${Number(date)}${lang === 'no' ? '.' : ''} ${name} ${Number(year)}`
}

/** The name of a weekday, 1 Monday to 7 Sunday. */
export function sayWeekday(weekday: number, lang: Lang): string {
  const name = weekdays[lang][weekday - 1]
  if (name === undefined) throw new RangeError(`not a weekday: ${weekday}`)
  return name
}

/** No-break space in Swedish and Norwegian, so that a number is never broken over two lines. */
const thousands: Readonly<Record<Lang, string>> = { sv: '\u00a0', en: ',', no: '\u00a0' }

/** `4 960`, `4,960`; decimals with comma or point; a true minus. */
export function sayNumber(value: number, lang: Lang, decimals?: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`not a number to write: ${value}`)
  const magnitude = Math.abs(value)
  const written = decimals !== undefined ? magnitude.toFixed(decimals) : magnitude >= 1e21 ? BigInt(magnitude).toString() : plain(magnitude)
  const [whole = '0', fraction] = written.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thousands[lang])
  const minus = value < 0 && /[1-9]/.test(written) ? '\u2212' : ''
  return `${minus}${grouped}${fraction === undefined ? '' : (lang === 'en' ? '.' : ',') + fraction}`
}

function plain(magnitude: number): string {
  const written = String(magnitude)
  return written.includes('e') ? magnitude.toFixed(20).replace(/0+$/, '').replace(/\.$/, '') : written
}

/** `0,3 %` in Swedish and Norwegian, `0.3%` in English. Takes a share: 0.003. */
export function sayShare(share: number, lang: Lang, decimals = 1): string {
  const rounded = Number((share * 100).toFixed(decimals))
  return `${sayNumber(rounded, lang)}${lang === 'en' ? '%' : '\u00a0%'}`
}

const joins: Readonly<Record<'and' | 'or', Readonly<Record<Lang, string>>>> = {
  and: { sv: 'och', en: 'and', no: 'og' },
  or: { sv: 'eller', en: 'or', no: 'eller' },
}

/** `namn, e-post och mobil`. */
export function sayList(items: readonly string[], lang: Lang, by: 'and' | 'or' = 'and'): string {
  if (items.length < 2) return items[0] ?? ''
  return `${items.slice(0, -1).join(', ')} ${joins[by][lang]} ${items.at(-1)}`
}

const small: Readonly<Record<Lang, readonly string[]>> = {
  sv: ['noll', 'en', 'två', 'tre', 'fyra', 'fem', 'sex', 'sju', 'åtta', 'nio', 'tio', 'elva', 'tolv'],
  en: ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
  no: ['null', 'én', 'to', 'tre', 'fire', 'fem', 'seks', 'sju', 'åtte', 'ni', 'ti', 'elleve', 'tolv'],
}

/** What is counted: one form for one, another for the rest; `neuter` where Swedish and Norwegian say `ett`. */
export interface Noun { readonly one: string; readonly many: string; readonly neuter?: boolean }

/** Numbers to twelve in words, as running text has them: `sex månader`, `30 dagar`, `ett år`. */
export function sayCount(count: number, noun: Noun, lang: Lang): string {
  const form = count === 1 ? noun.one : noun.many
  if (count === 1 && noun.neuter === true && lang !== 'en') return `ett ${form}`
  return `${small[lang][count] ?? sayNumber(count, lang)} ${form}`
}

type Unit = 'years' | 'months' | 'weeks' | 'days' | 'hours' | 'workingDays'
const units: Readonly<Record<Unit, Readonly<Record<Lang, Noun>>>> = {
  years: { sv: { one: 'år', many: 'år', neuter: true }, en: { one: 'year', many: 'years' }, no: { one: 'år', many: 'år', neuter: true } },
  months: { sv: { one: 'månad', many: 'månader' }, en: { one: 'month', many: 'months' }, no: { one: 'måned', many: 'måneder' } },
  weeks: { sv: { one: 'vecka', many: 'veckor' }, en: { one: 'week', many: 'weeks' }, no: { one: 'uke', many: 'uker' } },
  days: { sv: { one: 'dag', many: 'dagar' }, en: { one: 'day', many: 'days' }, no: { one: 'dag', many: 'dager' } },
  hours: { sv: { one: 'timme', many: 'timmar' }, en: { one: 'hour', many: 'hours' }, no: { one: 'time', many: 'timer' } },
  workingDays: { sv: { one: 'arbetsdag', many: 'arbetsdagar' }, en: { one: 'working day', many: 'working days' }, no: { one: 'virkedag', many: 'virkedager' } },
}
const order: readonly Unit[] = ['years', 'months', 'weeks', 'days', 'hours', 'workingDays']

/** A length of time as one says it: `två år`, `30 days`, `ett år og seks måneder`, `two working days`. */
export function sayPeriod(period: { readonly [U in Unit]?: number }, lang: Lang): string {
  const said = order.flatMap((unit) => {
    const count = period[unit]
    return count === undefined || count === 0 ? [] : [sayCount(count, units[unit][lang], lang)]
  })
  return said.length === 0 ? sayCount(0, units.days[lang], lang) : sayList(said, lang)
}

export function dayText(day: string): Text {
  return inEach((lang) => sayDay(day, lang))
}

export function periodText(period: { readonly [U in Unit]?: number }): Text {
  return inEach((lang) => sayPeriod(period, lang))
}

const last = { and: { sv: ' samt ', en: ', and ', no: ' samt ' }, or: { sv: ', eller ', en: ', or ', no: ', eller ' } } as const
const inner = { and: / (och|and|og) /, or: / (eller|or) / } as const

/** Of labels that may hold an `and` themselves: then the last one is set off by more than that, so that it is seen where each begins. */
export function sayLabels(items: readonly string[], lang: Lang, by: 'and' | 'or' = 'and'): string {
  const divided = items.length > 1 && items.some((item) => inner[by].test(item))
  return divided ? `${items.slice(0, -1).join(', ')}${last[by][lang]}${items.at(-1)}` : sayList(items, lang, by)
}

/** A list of texts joined in each language. */
export function listText(items: readonly Text[], by: 'and' | 'or' = 'and'): Text {
  return inEach((lang) => sayLabels(items.map((item) => item[lang]), lang, by))
}
