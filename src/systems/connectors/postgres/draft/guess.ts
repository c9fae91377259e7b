import { normalise } from '../../../index.ts'

/** What a column probably holds, by the policy's word for such data. */
export interface Guess {
  readonly data: string
  /** What it finds a person by. */
  readonly kind: 'email' | 'phone' | 'national-id' | 'username' | null
  readonly by: 'name' | 'values'
}

interface Shape {
  readonly data: string
  readonly kind: Guess['kind']
  readonly named: RegExp
}

// Swedish, English and Norwegian names of columns, without accents and in snake case. The first that fits is taken.
const shapes: readonly Shape[] = [
  { data: 'credentials', kind: null, named: /passw|losenord|passord|secret|token|api_key|salt$/ },
  { data: 'email', kind: 'email', named: /e_?mail|epost|e_post|mail_?add?ress|^mail$/ },
  { data: 'identity-number', kind: 'national-id', named: /person_?(nummer|nr|number)|^pnr$|_pnr$|^ssn$|identity_?number|personal_?(id|number)|fodsels(nummer|nr)|^fnr$|samordning|national_?id/ },
  { data: 'phone', kind: 'phone', named: /phone|mobil|telefon|^tel$|_tel$|^tlf|cell(phone)?$|^sms/ },
  { data: 'ip-address', kind: null, named: /(^|_)ip(_|$)|ip_?add?r/ },
  { data: 'birth-date', kind: null, named: /birth|fodelse|fodt|fodd|^dob$|_dob$/ },
  { data: 'bank-account', kind: null, named: /iban|bank_?(account|konto)|kontonummer|kontonr|clearing/ },
  { data: 'diet', kind: null, named: /diet|allerg|matpreferens|specialkost|kosthold/ },
  { data: 'gender', kind: null, named: /gender|(^|_)kon$|kjonn|(^|_)sex$/ },
  { data: 'address', kind: null, named: /add?ress|street|gatu?|postnummer|postnr|zip|postal|(^|_)city|(^|_)ort$|poststed|c_o$/ },
  { data: 'username', kind: 'username', named: /user_?name|anvandarnamn|brukernavn|^login$|nickname|handle$/ },
  { data: 'photo', kind: null, named: /photo|avatar|portrait|(^|_)(bild|foto|bilde|image|picture)/ },
  { data: 'name', kind: null, named: /(^|_)(full_?|first_?|last_?|sur|for|efter|etter|given_?|family_?|contact_?|kontakt_?)?(name|namn|navn)$|^(recipient|mottagare|contact_person|kontaktperson)$/ },
  { data: 'organisation', kind: null, named: /organi[sz]ation|company|foretag|bolag|firma|employer|arbetsgivare|arbeidsgiver/ },
  { data: 'title', kind: null, named: /^(job_?)?(title|titel|tittel)$|(^|_)(befattning|stilling)$/ },
  { data: 'message', kind: null, named: /message|meddelande|melding|(^|_)body$/ },
  { data: 'notes', kind: null, named: /note|comment|kommentar|anteckning|notat|remark|description|beskrivning|(^|_)text$|fritext/ },
]

const people = /person|people|contact|kontakt|customer|kund|kunde|user|anvandare|bruker|member|medlem|employee|anstalld|ansatt|applicant|participant|deltagare|deltaker|student|patient|guest|gast|gjest|lead|subscriber|registration|anmalan/

/** Tables whose names and titles are of things. */
const things = /organi[sz]ation|company|foretag|product|produkt|event|course|kurs|category|kategori|country|land|role|setting|article|item|campaign|plan$|team|tag$|status/

/** By the column's name, then by how its values look. `rates` are shares of a sample; no value ever leaves the function that took it. */
export function guess(table: string, column: string, type: string, rates: Rates | null): Guess | null {
  const [at, name] = [plain(table), plain(column)]
  if (/_id$|^id$/.test(name) && !/personal_id|national_id/.test(name)) return null
  const thing = things.test(at) && !people.test(at)
  if (rates !== null && rates.seen > 0) {
    if (rates.email >= 0.6) return { data: 'email', kind: 'email', by: 'values' }
    if (rates.nationalId >= 0.6) return { data: 'identity-number', kind: 'national-id', by: 'values' }
  }
  if (type === 'inet' || type === 'cidr') return { data: 'ip-address', kind: null, by: 'values' }
  if (/^(bool|int|numeric|float|interval)/.test(type) && !/birth|person_?n|identity|fodsels|phone|mobil/.test(name)) return null
  if (/^(date|timestamp|time)/.test(type)) return /birth|fodelse|fodt|fodd|^dob$/.test(name) ? { data: 'birth-date', kind: null, by: 'name' } : null
  const named = shapes.find((shape) => shape.named.test(name))
  if (named !== undefined && !(thing && ['name', 'title', 'organisation'].includes(named.data))) return { data: named.data, kind: named.kind, by: 'name' }
  if (rates !== null && rates.seen > 0) {
    if (rates.phone >= 0.7) return { data: 'phone', kind: 'phone', by: 'values' }
    if (rates.ip >= 0.8) return { data: 'ip-address', kind: null, by: 'values' }
    if (rates.name >= 0.7 && !thing) return { data: 'name', kind: null, by: 'values' }
  }
  return null
}

/** Shares of a sample's values that look like something. */
export interface Rates {
  readonly seen: number
  readonly email: number
  readonly phone: number
  readonly nationalId: number
  readonly ip: number
  readonly name: number
}

export function ratesOf(values: readonly (string | null)[], year: number): Rates {
  const seen = values.filter((value): value is string => value !== null && value.trim() !== '')
  const share = (test: (value: string) => boolean): number => (seen.length === 0 ? 0 : seen.filter(test).length / seen.length)
  return {
    seen: seen.length,
    email: share((value) => normalise('email', value, { country: 'SE', year }) !== null),
    phone: share((value) => /^[+0]/.test(value.trim()) && /\d.*\d.*\d.*\d.*\d.*\d.*\d/.test(value) && ['SE', 'NO'].some((country) => normalise('phone', value, { country, year }) !== null)),
    nationalId: share((value) => ['SE', 'NO', 'FI'].some((country) => normalise('national-id', value, { country, year }) !== null)),
    ip: share((value) => /^(\d{1,3}\.){3}\d{1,3}$|^[0-9a-f]{0,4}(:[0-9a-f]{0,4}){2,7}$/i.test(value.trim())),
    name: share((value) => /^\p{Lu}[\p{L}'-]+( \p{Lu}[\p{L}'.-]*){1,3}$/u.test(value.trim())),
  }
}

/** The event that a date probably is, by its name; the word that a systems file uses for it. */
export function guessDate(column: string): string | null {
  const name = plain(column)
  if (/last_?(log_?in|seen|active|activity|visit|sign_?in|contact|message)|senast|sist_|siste_|previous_login/.test(name)) return 'activity'
  if (/created|registered|received|signed_?up|opened|inserted|skapad|registrerad|opprettet|mottag|joined/.test(name)) return 'created'
  if (/booked|bokford|bokfort|posted_on|posting/.test(name)) return 'booked'
  if (/issued|invoice_date|fakturadatum|utfardad/.test(name)) return 'issued'
  if (/paid|betald|betalt/.test(name)) return 'paid'
  if (/^(ends?|ended|slut|slutt)(_|$)|left_|terminated|avslutad|end_?date/.test(name)) return 'ended'
  return null
}

/** Lower snake case without accents: `"E-postAdress"` → `e_post_adress`. */
export function plain(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').replace(/ø/gi, 'o').replace(/æ/gi, 'a').replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase().replace(/[^a-z0-9]+/g, '_')
}
