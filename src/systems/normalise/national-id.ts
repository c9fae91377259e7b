/** A national identity number in its one written form; null when the digits cannot be one. */
export function nationalId(raw: string, country: string, year: number): string | null {
  if (raw.length > 40) return null
  const text = raw.replace(/[\s\p{Z}\p{Cf}]/gu, '').replace(/[\u2010-\u2015\u2212]/g, '-').toUpperCase()
  switch (country) {
    case 'NO':
      return norwegian(text)
    case 'FI':
    case 'AX':
      return finnish(text)
    case 'DK':
      return danish(text)
    case 'SE':
      return swedish(text, year)
    default: {
      const bare = text.replace(/[^0-9A-Z]/g, '')
      return /\d{4}/.test(bare) && bare.length <= 20 ? bare : null
    }
  }
}

/**
 * Twelve digits, also for a samordningsnummer (the day plus 60). Ten digits say no century: it is the latest in which the
 * person is born already, or the one before where a plus says that they are a hundred (folkbokföringslagen 18 §).
 */
function swedish(text: string, year: number): string | null {
  const match = /^(\d{2})?(\d{2})(\d{2})(\d{2})([-+]?)(\d{4})$/.exec(text)
  if (match === null) return null
  const [, given, yy, mm, dd, sign, last] = match
  let century = given
  if (century === undefined) {
    const latest = Math.floor((year - Number(yy)) / 100)
    century = String(sign === '+' ? latest - 1 : latest)
  }
  const date = Number(dd) > 60 ? Number(dd) - 60 : Number(dd)
  if (!exists(Number(century) * 100 + Number(yy), Number(mm), date)) return null
  return luhn(`${yy}${mm}${dd}${last}`) ? `${century}${yy}${mm}${dd}${last}` : null
}

function luhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const value = (digits.charCodeAt(i) - 48) * (i % 2 === 0 ? 2 : 1)
    sum += value > 9 ? value - 9 : value
  }
  return sum % 10 === 0
}

/** Eleven digits with two control digits; a D-number adds 4 to the first. */
function norwegian(text: string): string | null {
  const digits = text.replace(/-/g, '')
  if (!/^\d{11}$/.test(digits)) return null
  const n = digits.split('').map(Number)
  const weigh = (weights: readonly number[]): boolean => weights.reduce((sum, weight, i) => sum + weight * n[i]!, 0) % 11 === 0
  return weigh([3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) && weigh([5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) ? digits : null
}

const finnishMarks = '0123456789ABCDEFHJKLMNPRSTUVWXY'

function finnish(text: string): string | null {
  const match = /^(\d{2})(\d{2})(\d{2})([-+ABCDEFYXWVU])(\d{3})([0-9A-Y])$/.exec(text)
  if (match === null) return null
  const [, dd, mm, yy, sign, number, mark] = match
  if (finnishMarks[Number(`${dd}${mm}${yy}${number}`) % 31] !== mark) return null
  const century = sign === '+' ? 1800 : 'ABCDEF'.includes(sign!) ? 2000 : 1900
  return exists(century + Number(yy), Number(mm), Number(dd)) ? text : null
}

/** Ten digits; since 2007 some are issued that fail the old control sum, so only the date is judged. */
function danish(text: string): string | null {
  const match = /^(\d{2})(\d{2})(\d{2})-?(\d{4})$/.exec(text)
  if (match === null) return null
  const [, dd, mm, yy, last] = match
  return exists(2000 + Number(yy), Number(mm), Number(dd)) || exists(1900 + Number(yy), Number(mm), Number(dd)) ? `${dd}${mm}${yy}${last}` : null
}

function exists(year: number, month: number, date: number): boolean {
  if (month < 1 || month > 12 || date < 1 || year < 1) return false
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return date <= [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!
}

/** The spellings in which a Swedish, Norwegian or other number is likely to be stored. */
export function nationalIdSpellings(normal: string): string[] {
  const all = new Set([normal])
  if (/^\d{12}$/.test(normal)) {
    const short = normal.slice(2)
    for (const digits of [normal, short]) {
      all.add(digits)
      all.add(`${digits.slice(0, -4)}-${digits.slice(-4)}`)
    }
    all.add(`${short.slice(0, 6)}+${short.slice(6)}`)
  } else if (/^\d{10}$/.test(normal)) all.add(`${normal.slice(0, 6)}-${normal.slice(6)}`)
  else if (/^\d{11}$/.test(normal)) all.add(`${normal.slice(0, 6)} ${normal.slice(6)}`)
  return [...all]
}
