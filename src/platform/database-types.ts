import { types, type CustomTypesConfig } from 'pg'

const asNumber = (text: string): number => {
  const value = Number(text)
  // A count above 2^53 would be rounded without a word.
  if (!Number.isSafeInteger(value)) throw new RangeError('int8 outside the safe range')
  return value
}
const asText = (text: string): string => text

const int8 = 20
const zoned = [1082, 1083, 1114, 1184, 1186, 1266]
const arrays = new Map<number, number>([
  [1016, int8],
  [1182, 1082],
  [1115, 1114],
  [1185, 1184],
])

/**
 * Our own parsers, for our own pools only (pg's global ones belong to everybody in the process): int8 as a number, and
 * dates and moments as text, since a JavaScript Date loses microseconds, shifts a `date` by a day and cannot hold infinity.
 */
export const parsers: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (format === 'binary') return types.getTypeParser(oid, 'binary')
    if (oid === int8) return asNumber
    if (zoned.includes(oid)) return asText
    const element = arrays.get(oid)
    if (element !== undefined) return (text: string) => arrayOf<string | number>(text, element === int8 ? asNumber : asText)
    return types.getTypeParser(oid, 'text')
  }) as CustomTypesConfig['getTypeParser'],
}

const textArray = (types.getTypeParser as (oid: number, format: 'text') => (text: string) => (string | null)[])(1009, 'text')

/** One-dimensional arrays of plain values: pg reads `text[]` for us, then each element is read as ours. */
function arrayOf<T>(text: string, parse: (text: string) => T): (T | null)[] {
  const elements = textArray(text)
  return elements.map((element) => (element === null ? null : parse(element)))
}
