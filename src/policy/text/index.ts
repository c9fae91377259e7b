export { inEach, lang, languages, text, verbatim } from './lang.ts'
export type { Lang, Text } from './lang.ts'
export { dayText, listText, periodText, sayCount, sayDay, sayList, sayNumber, sayPeriod, sayShare, sayWeekday } from './format.ts'
export type { Noun } from './format.ts'
