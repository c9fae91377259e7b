import { countryName } from '../../policy/text/index.ts'
import type { Lang } from '../../policy/text/index.ts'

const codes = 'AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FO FR GA GB GD GE GG GH GM GN GQ GR GT GW GY HK HN HR HT HU ID IE IL IM IN IQ IR IS IT JE JM JO JP KE KG KH KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MK ML MM MN MO MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NZ OM PA PE PG PH PK PL PR PT PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TW TZ UA UG US UY UZ VA VC VE VN VU WS YE ZA ZM ZW'.split(' ')

const also: Readonly<Record<string, string>> = { usa: 'US', 'förenta staterna': 'US', 'united states of america': 'US', uk: 'GB', england: 'GB', storbritannien: 'GB', 'great britain': 'GB', holland: 'NL', tjeckien: 'CZ', sydkorea: 'KR' }

let read: { readonly shape: RegExp; readonly codeOf: ReadonlyMap<string, string> } | undefined

/** The countries that a text names, in the order it names them: by name in three languages, or by a code that can be nothing else. */
export function countriesIn(words: string): readonly string[] {
  read ??= reader()
  const { shape, codeOf } = read
  const byName = [...words.toLowerCase().matchAll(shape)].map((found) => ({ at: found.index, code: codeOf.get(found[0]) ?? '' }))
  // IT and HR are departments sooner than countries: a code counts in brackets, in a list of nothing but codes, or where it is well known.
  const alone = /^[A-Z]{2}(?:[ ,;/]+[A-Z]{2})*$/.test(words.trim()) ? /\b([A-Z]{2})\b/g : /(?<=\()([A-Z]{2})(?=\))|\b(US|UK)\b/g
  const byCode = [...words.matchAll(alone)].map((found) => ({ at: found.index, code: found[0] === 'UK' ? 'GB' : found[0] })).filter(({ code }) => codes.includes(code))
  return [...new Set([...byName, ...byCode].sort((a, b) => a.at - b.at).map(({ code }) => code))]
}

function reader(): { readonly shape: RegExp; readonly codeOf: ReadonlyMap<string, string> } {
  const languages: readonly Lang[] = ['sv', 'en', 'no']
  const codeOf = new Map([...codes.flatMap((code) => languages.map((lang) => [countryName(code, lang).toLowerCase(), code] as const)), ...Object.entries(also)])
  const names = [...codeOf.keys()].sort((a, b) => b.length - a.length).map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return { shape: new RegExp(`(?<![\\p{L}-])(?:${names.join('|')})(?![\\p{L}])`, 'gu'), codeOf }
}

/** What makes a transfer lawful, by the words of Chapter V. */
export function safeguardIn(words: string): string | null {
  const low = words.toLowerCase()
  if (/\bscc\b|standardavtal|standard ?(contractual|data protection) clauses|standardvilkår|modellklausul/.test(low)) return 'scc'
  if (/\bbcr\b|binding corporate|bindande företags|bindende virksomhets/.test(low)) return 'bcr'
  if (/adekva|adequa|tilstrekkelig beskyttelse|data privacy framework|\bdpf\b|lämplig skyddsnivå/.test(low)) return 'adequacy'
  if (/uppförandekod|code of conduct/.test(low)) return 'code'
  if (/certifi|sertifi/.test(low)) return 'certification'
  if (/artikel 49|art\.? ?49|undantag i särskilda|derogation/.test(low)) return 'derogation'
  return null
}
