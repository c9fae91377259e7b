import { period } from './period.ts'
import type { Period, WorkingDays } from './period.ts'

/** The time within which something is promised: calendar time or working days. */
export type Within = { readonly period: Period } | WorkingDays

const iso = /^P(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(\d{1,6})H)?$/

/** A period as ISO 8601 writes it or as one says it in English, Swedish or Norwegian; null for anything else. */
export function parsePeriod(written: string): Period | null {
  const compact = written.trim()
  const found = iso.exec(compact)
  if (found !== null && /\d[A-Z]$/.test(compact)) {
    const [years, months, weeks, days, hours] = found.slice(1).map((part) => Number(part ?? 0)) as [number, number, number, number, number]
    return period({ years, months, weeks, days, hours })
  }
  const words = wordsOf(written)
  const idiom = idioms.get(words)
  if (idiom !== undefined) return period(idiom)
  const parts = words.split(/,? (?:and|och|og) |, /)
  const total = { years: 0, months: 0, weeks: 0, days: 0, hours: 0 }
  const seen = new Set<string>()
  for (const part of parts) {
    const one = counted(part)
    if (one === null || one.unit === 'workingDays' || seen.has(one.unit)) return null
    seen.add(one.unit)
    total[one.unit] = one.count
  }
  return period(total)
}

/** `2 working days`, `två arbetsdagar`, `to virkedager`; null for anything else. */
export function parseWorkingDays(written: string): WorkingDays | null {
  const one = counted(wordsOf(written))
  return one?.unit === 'workingDays' ? { workingDays: one.count } : null
}

export function parseWithin(written: string): Within | null {
  const working = parseWorkingDays(written)
  if (working !== null) return working
  const calendar = parsePeriod(written)
  return calendar === null ? null : { period: calendar }
}

type Unit = 'years' | 'months' | 'weeks' | 'days' | 'hours' | 'workingDays'

const unitWords: Readonly<Record<Unit, string>> = {
  years: 'year years år',
  months: 'month months månad månader måned måneder',
  weeks: 'week weeks vecka veckor uke uker',
  days: 'day days dag dagar dager dygn døgn calendar-day calendar-days kalenderdag kalenderdagar kalenderdager',
  hours: 'hour hours timme timmar time timer',
  workingDays: 'working-day working-days business-day business-days arbetsdag arbetsdagar virkedag virkedager arbeidsdag arbeidsdager',
}
const unitOf = new Map(Object.entries(unitWords).flatMap(([unit, words]) => words.split(' ').map((word) => [word.replace('-', ' '), unit as Unit] as const)))

const numberWords = [
  'noll zero null', 'en ett one a an én et', 'två two to', 'tre three', 'fyra four fire', 'fem five', 'sex six seks', 'sju seven syv', 'åtta eight åtte',
  'nio nine ni', 'tio ten ti', 'elva eleven elleve', 'tolv twelve', 'tretton thirteen tretten', 'fjorton fourteen fjorten', 'femton fifteen femten',
  'sexton sixteen seksten', 'sjutton seventeen sytten', 'arton eighteen atten', 'nitton nineteen nitten', 'tjugo twenty tjue',
]
const tens: ReadonlyMap<string, number> = new Map([['trettio', 30], ['thirty', 30], ['tretti', 30], ['sextio', 60], ['sixty', 60], ['seksti', 60], ['nittio', 90], ['ninety', 90], ['nitti', 90]])
const numberOf: ReadonlyMap<string, number> = new Map<string, number>([...numberWords.flatMap((words, n) => words.split(' ').map((word) => [word, n] as const)), ...tens])

const halves = 'half a year|a half year|ett halvår|ett halvt år|halvår|et halvt år|et halvår'
const oneAndAHalf = 'one and a half years|a year and a half|ett och ett halvt år|ett och ett halvår|halvannet år|ett og et halvt år|et og et halvt år'
const quarters = 'a quarter|one quarter|ett kvartal|et kvartal'
const idioms: ReadonlyMap<string, Period> = new Map<string, Period>([
  ...halves.split('|').map((said) => [said, { months: 6 }] as const),
  ...oneAndAHalf.split('|').map((said) => [said, { months: 18 }] as const),
  ...quarters.split('|').map((said) => [said, { months: 3 }] as const),
])

function counted(part: string): { readonly count: number; readonly unit: Unit } | null {
  const [first = '', ...rest] = part.split(' ')
  const unit = unitOf.get(rest.join(' '))
  if (unit === undefined) return null
  const count = /^\d{1,6}$/.test(first) ? Number(first) : numberOf.get(first)
  return count === undefined ? null : { count, unit }
}

/** Lower case, one space between words; `2-year` and non-breaking spaces as people paste them. */
function wordsOf(written: string): string {
  return written.length > 100 ? '' : written.normalize('NFC').toLowerCase().replace(/[\s\u00a0]+/g, ' ').trim()
}
