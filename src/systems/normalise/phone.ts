interface Plan {
  readonly code: string
  /** What is dialled before a number inside the country and left out from abroad. */
  readonly trunk: string
}

const plans: Readonly<Record<string, Plan>> = {
  SE: { code: '46', trunk: '0' }, NO: { code: '47', trunk: '' }, DK: { code: '45', trunk: '' }, FI: { code: '358', trunk: '0' },
  AX: { code: '358', trunk: '0' }, IS: { code: '354', trunk: '' }, DE: { code: '49', trunk: '0' }, NL: { code: '31', trunk: '0' },
  BE: { code: '32', trunk: '0' }, FR: { code: '33', trunk: '0' }, GB: { code: '44', trunk: '0' }, IE: { code: '353', trunk: '0' },
  EE: { code: '372', trunk: '' }, LV: { code: '371', trunk: '' }, LT: { code: '370', trunk: '0' }, PL: { code: '48', trunk: '' },
  ES: { code: '34', trunk: '' }, PT: { code: '351', trunk: '' }, IT: { code: '39', trunk: '' }, AT: { code: '43', trunk: '0' },
  CH: { code: '41', trunk: '0' },
}

const separators = /[\s\p{Z}\p{Cf}().\-/\u2010-\u2015]/gu

/** As most are written where a number begins with one zero. */
const usual = /^0[1-9](?:[ -]?\d)+$/
const doubledTrunk = new RegExp(`^\\+(${[...new Set(Object.values(plans).filter((one) => one.trunk === '0').map((one) => one.code))].join('|')})0`)

/** E.164: `+46701740605`. A number without a country is read in the controller's; null where that says nothing. */
export function phone(raw: string, country: string): string | null {
  if (raw.length > 60) return null
  const plan = plans[country]
  if (plan !== undefined && plan.trunk === '0' && usual.test(raw)) {
    const digits = raw.replace(/[ -]/g, '')
    if (digits.length >= 8 && digits.length <= 12) return `+${plan.code}${digits.slice(1)}`
  }
  let text = raw.replace(/^tel:/i, '').replace(/(\+\d[\d\s]*)\(0\)/, '$1').replace(separators, '')
  if (text.startsWith('00')) text = `+${text.slice(2)}`
  if (!/^\+?\d+$/.test(text)) return null
  if (!text.startsWith('+')) {
    if (plan === undefined) return null
    if (plan.trunk !== '' && !text.startsWith(plan.trunk)) return null
    text = `+${plan.code}${text.slice(plan.trunk.length)}`
  }
  // A trunk zero written after the country's code: +46 070….
  const doubled = doubledTrunk.exec(text)
  if (doubled !== null) text = `+${doubled[1]}${text.slice(doubled[0].length)}`
  return /^\+[1-9]\d{6,14}$/.test(text) ? text : null
}

/** The spellings that a number is likely to be stored in, for looking it up in an index over the raw column. */
export function phoneSpellings(e164: string, country: string): string[] {
  const plan = plans[country]
  const all = new Set([e164, `00${e164.slice(1)}`, e164.slice(1)])
  if (plan === undefined || !e164.startsWith(`+${plan.code}`)) return [...all]
  const rest = e164.slice(1 + plan.code.length)
  const national = plan.trunk + rest
  all.add(national)
  const groups = plan.trunk === '0' ? [[3, 3, 2, 2], [2, 3, 2, 2], [2, 3, 3, 2], [3, 7], [3, 2, 2, 2], [3, 3, 4]] : [[2, 2, 2, 2], [3, 2, 3]]
  for (const sizes of groups) {
    const parts = split(national, sizes)
    if (parts === null) continue
    const [first, ...others] = parts
    const abroad = `+${plan.code} ${plan.trunk === '' ? first : first!.slice(plan.trunk.length)}`
    for (const glue of [' ', '']) {
      all.add([first, ...others].join(glue))
      all.add(`${first}-${others.join(glue)}`)
      all.add(`${abroad} ${others.join(glue)}`)
      all.add(`${abroad}-${others.join(glue)}`)
    }
  }
  return [...all]
}

function split(text: string, sizes: readonly number[]): string[] | null {
  if (sizes.reduce((a, b) => a + b, 0) !== text.length) return null
  let at = 0
  return sizes.map((size) => text.slice(at, (at += size)))
}
