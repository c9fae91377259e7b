import { day } from './day.ts'
import type { Day } from './day.ts'

/** ISO 3166-1 alpha-2. The European Union's own lists write EL for Greece. */
const union = ['AT', 'BE', 'BG', 'HR', 'CY', 'CZ', 'DK', 'EE', 'FI', 'FR', 'DE', 'GR', 'HU', 'IE', 'IT', 'LV', 'LT', 'LU', 'MT', 'NL', 'PL', 'PT', 'RO', 'SK', 'SI', 'ES', 'SE']

/** Where the GDPR applies: the Union, and Iceland, Liechtenstein and Norway since the Joint Committee's decision 154/2018. */
export const eea: readonly string[] = [...union, 'IS', 'LI', 'NO']

const inEea: ReadonlySet<string> = new Set(eea)

export function isEea(country: string): boolean {
  return inEea.has(country)
}

/** A decision of the Commission that a place protects data adequately (Art 45), or did. */
export interface Adequacy {
  /** ISO 3166-1 alpha-2; EPO for the European Patent Organisation. */
  readonly place: string
  readonly decision: string
  readonly validFrom: Day
  /** The last day; null while no end is set. */
  readonly validTo: Day | null
  /** Whom it covers: everybody, or only those a purpose has to check. */
  readonly scope: 'all' | 'commercial' | 'private-sector' | 'dpf-listed' | 'privacy-shield-listed' | 'safe-harbour-listed'
}

/**
 * In force and no longer in force: a policy that still leans on the latter is told so. From the Commission’s list of adequacy
 * decisions, the Official Journal for the numbers, and for 2025 and 2026 notices of the decisions themselves; read again in 2026.
 */
export const adequacyDecisions: readonly Adequacy[] = [
  decided('CH', '2000/518/EC', '2000-07-26'),
  decided('CA', '2002/2/EC', '2001-12-20', null, 'commercial'),
  decided('AR', '2003/490/EC', '2003-06-30'),
  decided('GG', '2003/821/EC', '2003-11-21'),
  decided('IM', '2004/411/EC', '2004-04-28'),
  decided('JE', '2008/393/EC', '2008-05-08'),
  decided('FO', '2010/146/EU', '2010-03-05'),
  decided('AD', '2010/625/EU', '2010-10-19'),
  decided('IL', '2011/61/EU', '2011-01-31'),
  decided('UY', '2012/484/EU', '2012-08-21'),
  decided('NZ', '2013/65/EU', '2012-12-19'),
  decided('US', '2000/520/EC', '2000-07-26', '2015-10-05', 'safe-harbour-listed'), // invalid by C-362/14 of 6 October 2015
  decided('US', '(EU) 2016/1250', '2016-07-12', '2020-07-15', 'privacy-shield-listed'), // invalid by C-311/18 of 16 July 2020
  decided('US', '(EU) 2023/1795', '2023-07-10', null, 'dpf-listed'),
  decided('JP', '(EU) 2019/419', '2019-01-23', null, 'private-sector'),
  decided('KR', '(EU) 2022/254', '2021-12-17'),
  decided('GB', '(EU) 2021/1772', '2021-06-28', '2031-12-27'), // prolonged in June 2025 and renewed on 19 December 2025
  decided('EPO', 'of 15 July 2025', '2025-07-15'),
  decided('BR', '(EU) 2026/179', '2026-01-27'),
]

/** The decisions that cover a place on a day; several when they cover different recipients. */
export function adequacyOf(place: string, on: Day): readonly Adequacy[] {
  return adequacyDecisions.filter((one) => one.place === place && one.validFrom <= on && (one.validTo === null || on <= one.validTo))
}

/** Decisions for a place that have ended by a day. */
export function endedAdequacyOf(place: string, on: Day): readonly Adequacy[] {
  return adequacyDecisions.filter((one) => one.place === place && one.validTo !== null && one.validTo < on)
}

export type Standing = 'eea' | 'adequate' | 'adequate-in-part' | 'third-country'

/** Whether data may go to a place on a day without a safeguard of Art 46. `adequate-in-part`: only to recipients that the decision covers. */
export function standingOf(place: string, on: Day): Standing {
  if (isEea(place)) return 'eea'
  const decisions = adequacyOf(place, on)
  if (decisions.length === 0) return 'third-country'
  return decisions.some((one) => one.scope === 'all') ? 'adequate' : 'adequate-in-part'
}

/**
 * The age from which a child consents alone to an information society service (Art 8(1)). The Union’s by the Commission’s staff
 * working document of June 2020 on the evaluation of the Regulation, with Denmark’s change to fifteen of 1 January 2024
 * (databeskyttelsesloven § 6) and Slovenia’s law of 2023 (ZVOP-2); Norway’s by personopplysningsloven § 5 (fifteen was proposed
 * in 2025). Iceland’s and Liechtenstein’s have not been read at a source.
 */
const consentAges: Readonly<Record<number, readonly string[]>> = {
  13: ['BE', 'EE', 'FI', 'IS', 'LV', 'MT', 'NO', 'PT', 'SE'],
  14: ['AT', 'BG', 'CY', 'ES', 'IT', 'LT'],
  15: ['CZ', 'DK', 'FR', 'GR', 'SI'],
  16: ['DE', 'HR', 'HU', 'IE', 'LI', 'LU', 'NL', 'PL', 'RO', 'SK'],
}

const ageIn = new Map(Object.entries(consentAges).flatMap(([age, countries]) => countries.map((country) => [country, Number(age)] as const)))

/** Null outside the EEA, where Art 8 sets no age. Sixteen is the age where a country has made no rule of its own. */
export function childConsentAge(country: string): number | null {
  return ageIn.get(country) ?? null
}

function decided(place: string, decision: string, from: string, to: string | null = null, scope: Adequacy['scope'] = 'all'): Adequacy {
  return { place, decision, validFrom: day(from), validTo: to === null ? null : day(to), scope }
}
