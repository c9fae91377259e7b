import { parse } from 'yaml'
import { isoPeriod, parsePeriod } from '../../policy/law/index.ts'
import type { Period } from '../../policy/law/index.ts'
import { compile } from '../../policy/language/index.ts'

/** What a cell says of how long, as a policy writes it; `open` is what is left for somebody to say. */
export interface Kept { readonly keep: unknown; readonly open: string | null }

/** A cell about retention or erasure. What is no rule stands as words: the checks then say what a rule needs. */
export function keepIn(cell: string): Kept {
  const own = written(cell)
  if (own !== null) return { keep: own, open: null }
  const low = cell.toLowerCase().replace(/[\s\u00a0]+/g, ' ').trim()
  if (/bokföringslag|bokforingslag|\bbfl\b|bokföringsmaterial/.test(low)) return { keep: { law: 'se-bookkeeping' }, open: null }
  const periods = periodsIn(low)
  const [only, ...more] = periods
  if (only !== undefined && more.length === 0) {
    const after = anchorIn(low)
    const length = `${/\b(minst|at least|minimum|senast efter minst)\b/.test(low) ? 'at least ' : ''}${isoPeriod(only)}`
    return after === null ? { keep: { for: length }, open: 'no event that the time counts from was found' } : { keep: { for: length, after, then: 'erase' }, open: null }
  }
  if (more.length > 0) return { keep: clipped(cell), open: 'it names more than one period' }
  if (/återkall|withdraw|trekk\w* (samtykke|tilbake)|trekkes tilbake/.test(low)) return { keep: { until: 'withdrawal', then: 'erase' }, open: null }
  if (/bevaras|för all framtid|för alltid|permanent|indefinitely|for ever|varig(e)? (bevaring|lagring)|bevares/.test(low)) return { keep: { 'for-ever': true }, open: null }
  if (/så länge .*(kund|anställ|relation|medlem|avtal|konto)|under (anställning|kundförhållande|medlemskap|avtal)|as long as .*(customer|employ|relation|member|contract|account)|during (the )?(employment|membership|contract)|så lenge .*(kunde|ansatt|medlem|avtale|forhold)/.test(low)) {
    return { keep: { while: 'relation', then: 'erase' }, open: null }
  }
  return { keep: clipped(cell), open: 'no rule was found in it' }
}

/** A rule in the policy's own words, as our own register writes it, when the language takes it. */
function written(cell: string): unknown {
  if (!cell.startsWith('{') || cell.length > 2000) return null
  try {
    const keep: unknown = parse(cell, { maxAliasCount: 0 })
    const text = `lofte: 1\ncontrollers: { a: { name: A, country: SE } }\neffective: 2026-01-01\npurposes: { p: { keep: ${cell.replaceAll('\n', ' ')} } }\n`
    const wrong = compile({ policy: { file: 'rule', text }, systems: null }).findings.some((finding) => finding.rule.startsWith('language.') && finding.severity === 'error' && /\.keep(\.(?!per-field|per-people)|$)/.test(`.${finding.path}`) && !/known events|declared/.test(finding.message.en))
    return wrong ? null : keep
  } catch {
    return null
  }
}

const units = 'kalenderdagar|kalenderdag|dagar|dager|dygn|døgn|dag|days|day|veckor|vecka|uker|uke|weeks|week|månader|månad|måneder|måned|mån|mån\\.|months|month|år|years|year|yrs'
const numbers = '\\d{1,4}|en|ett|et|én|one|två|to|two|tre|three|fyra|fire|four|fem|five|sex|seks|six|sju|syv|seven|åtta|åtte|eight|nio|ni|nine|tio|ti|ten|elva|elleve|eleven|tolv|twelve|tjugo|tjue|twenty|trettio|thirty'
const length = new RegExp(`(?<![\\p{L}\\d])(${numbers})(?:[ -])?(${units})(?![\\p{L}])`, 'gu')

function periodsIn(low: string): readonly Period[] {
  const iso = [...low.matchAll(/\bp(\d{1,4}[ymwd])\b/g)].flatMap((found) => parsePeriod(`P${(found[1] ?? '').toUpperCase()}`) ?? [])
  const said = [...low.matchAll(length)].flatMap((found) => parsePeriod(`${found[1]} ${(found[2] ?? '').replace(/^mån\.?$/, 'månader').replace(/^yrs$/, 'years')}`) ?? [])
  // The same length said twice, in figures and in words, is one; parts joined by `and` are not taken apart here.
  return [...new Map([...iso, ...said].map((one) => [isoPeriod(one), one])).values()]
}

const anchors: readonly (readonly [string, RegExp])[] = [
  ['last-contact', /(senaste|sista|last|siste) (kontakt|contact)/],
  ['last-activity', /(senaste|sista|last|latest|siste) (\p{L}+ )?(aktivitet|inloggning|besök|köp|användning|activity|login|log-in|sign-in|visit|use|purchase|innlogging|bruk)|inaktiv|inactiv/u],
  ['rejection', /avslag|reject/],
  ['relation-end', /(anställning|kundrelation|kundförhållande|relation|medlemskap|uppdrag|engagemang)\w* (har |är )?(upphör|avslut|slut|upphört)|(avslutad|upphörd|avslutat|upphört) (anställning|kundrelation|relation|medlemskap|uppdrag|kundförhållande)|(end|termination) of (the )?(employment|relation|membership|customer)|(employment|relationship|membership) (has )?end|(arbeidsforhold|kundeforhold|medlemskap|forhold)\w* (er )?(avslut|opphør|slutt)|avsluttet (arbeidsforhold|kundeforhold|medlemskap)/],
  ['agreement-end', /avtal|kontrakt|contract|agreement|avtale/],
  ['process-end', /rekryter|recruit|tillsätt|tillsatt|ansettelse|ärende|case|matter|\bsak(en)?\b|projekt|project|prosjekt|utredning/],
  ['event-end', /evenemang|event|kurs|utbildning|tillfälle|arrangement|course|training/],
  ['payment', /betal|payment|paid/],
  ['delivery', /leverans|delivery|levering/],
  ['booking', /bokför|bokfør|booked|räkenskapsår|fiscal year|regnskapsår/],
  ['issue', /faktura|invoice|utfärd|issued|utsted/],
  ['first-use', /första användning|first use/],
  ['creation', /insaml|inkom|registrer|skapa|mottag|collect|creat|receiv|recording|inspel|opptak|opprett|mottak|innsaml|anmälan|ansökan|application/],
]

/** The event after words such as `after`; only what follows them is looked at. */
function anchorIn(low: string): string | null {
  const after = /(?:^|\s)(?:efter|från|sedan|räknat från|after|from|since|following|etter|fra)\s+(.+)$/.exec(low)?.[1]
  if (after === undefined) return /inaktiv|inactiv/.test(low) ? 'last-activity' : null
  return anchors.find(([, shape]) => shape.test(after))?.[0] ?? null
}

function clipped(cell: string): string {
  const words = cell.replace(/\s+/g, ' ').trim()
  return words.length > 300 ? `${words.slice(0, 299)}…` : words
}
