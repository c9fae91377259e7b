/**
 * The sample customer database behind the demonstration: invented people, the same every time for the same day,
 * with the disorder that real registers have. Dates are laid out around the day it is made, so that something is
 * always about to happen.
 *
 * Nobody here exists: surnames are made up, addresses end in `.example`, mobile numbers come from the Swedish range set
 * aside for fiction (070-174 06 05 to 99), and identity numbers belong to births in the 1890s.
 */

export interface SampleSize {
  readonly people: number
}

export interface SampleTable {
  readonly table: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Value[])[]
}

type Value = string | number | boolean | null

const firstNames = ['Alva', 'Arvid', 'Astrid', 'Bo', 'Cajsa', 'Dag', 'Ebba', 'Edvin', 'Elsa', 'Folke', 'Freja', 'Gösta', 'Hedda', 'Hjalmar', 'Ida', 'Ivar', 'Kerstin', 'Knut', 'Liv', 'Loke', 'Maj', 'Nils', 'Olle', 'Pia', 'Ragna', 'Rut', 'Sixten', 'Signe', 'Tage', 'Tuva', 'Ulla', 'Vera', 'Viggo', 'Åsa', 'Örjan']
const surnameStarts = ['Alm', 'Björk', 'Dal', 'Ek', 'Fjäll', 'Gran', 'Hassel', 'Klöver', 'Lind', 'Mård', 'Näck', 'Orm', 'Rönn', 'Sten', 'Tall', 'Vass', 'Äng', 'Ås']
const surnameEnds = ['vika', 'fjärd', 'rutha', 'mossa', 'skyttel', 'byle', 'harpe', 'tunga', 'sadel', 'gnista', 'tröskel', 'spira']
const companyStarts = ['Norra', 'Södra', 'Lilla', 'Gamla', 'Nya', 'Blå', 'Gröna', 'Runda']
const companyEnds = ['Lagret', 'Verkstaden', 'Mejeriet', 'Snickeriet', 'Trycket', 'Kvarnen', 'Kontoret', 'Rederiet', 'Gjuteriet', 'Bageriet']
const titles = ['lagerchef', 'inköpare', 'ekonomiassistent', 'it-ansvarig', 'produktionsledare', 'controller', null]
const subjects = ['Kan inte logga in', 'Fråga om plocklista', 'Streckkodsläsaren tappar kontakten', 'Önskemål om rapport', 'Fel saldo efter inventering', 'Ny användare']
const diets = [null, null, null, null, 'vegetarisk', 'laktosfri', 'nötallergi', 'glutenfri']
const eventTitles = ['Grundkurs i WinLas', 'Kunddag', 'Fördjupning inventering', 'Webbinarium: nyheter']

/** What somebody imports after the first look: old enquiries, whose year is over today. */
export function sampleArrivals(today: string, count = 14): SampleTable {
  const received = `${daysAround(today)(-365)}T09:00:00Z`
  const rows = Array.from({ length: count }, (_, i) => [90_001 + i, `${firstNames[i] ?? 'Alva'} ${surnameStarts[i] ?? 'Alm'}gnista`, `fraga.${90_001 + i}@besokare.example`, null, 'Vad kostar det för tre lager?', received, null])
  return { table: 'crm.enquiry', columns: ['id', 'name', 'email', 'phone', 'message', 'received_at', 'last_contact_at'], rows }
}

/** All tables in the order in which they can be filled. `today` is an ISO day. */
export function sampleTables(today: string, size: SampleSize = { people: 5000 }): readonly SampleTable[] {
  const random = randomFrom(20261122)
  const days = daysAround(today)
  const contactCount = Math.round(size.people * 0.84)
  const enquiryCount = Math.round(size.people * 0.1)
  const guestCount = size.people - contactCount - enquiryCount

  const organisations = Array.from({ length: Math.max(8, Math.round(contactCount / 12)) }, (_, i) => {
    const ended = random() < 0.06
    return [i + 1, `${pick(companyStarts)} ${pick(companyEnds)} ${i + 1} AB`, `559999-${String(i).padStart(4, '0').slice(-4)}`, days(-2500 + int(2000)), days(-2500 + int(1800)), ended ? days(-int(900)) : days(200 + int(700))] as const
  })

  const contacts: Value[][] = []
  for (let id = 1; id <= contactCount; id++) {
    const name = personName()
    const organisation = 1 + int(organisations.length)
    let email: string | null = address(name, id, `kund${organisation}.example`)
    let mobile: string | null = random() < 0.7 ? fictionalMobile() : null
    let login: string | null = instant(-1 - int(560))
    const created = instant(-800 - int(2600))
    if (id % 400 === 7) login = instant(-690 - int(8)) // to be reminded within days
    else if (id % 190 === 11) login = instant(-700) // thirty days left: to be reminded today
    else if (id % 1300 === 17) login = null // nobody knows
    else if (id % 2100 === 19) login = '1900-01-01T00:00:00Z' // an old system's word for "never"
    if (id % 97 === 3) email = email.toUpperCase() // the same person, written by another hand
    if (id % 530 === 23) email = `info@kund${organisation}.example` // a mailbox that several people read
    if (id % 610 === 29) mobile = '+46 (0)70-174 06 05' // a switchboard number
    contacts.push([id, organisation, random() < 0.99 ? name : null, pick(titles), email, mobile, created, login, random() < 0.3, pick(['import-2016', 'web', 'sälj', 'support'])])
  }
  // The same person twice: registered again at a new employer with the old address still on record.
  for (let i = 0; i < Math.round(contactCount / 300); i++) {
    const original = contacts[int(contactCount)]
    if (original === undefined) continue
    const copy = [...original]
    copy[0] = contactCount + 1 + i
    copy[1] = 1 + int(organisations.length)
    copy[7] = instant(-int(300))
    contacts.push(copy)
  }

  const tickets: Value[][] = []
  for (let id = 1; id <= contactCount; id++) {
    const contact = contacts[int(contacts.length)]
    if (contact === undefined) continue
    const orphan = id % 333 === 0
    const lastLogin = typeof contact[7] === 'string' && !contact[7].startsWith('19') ? contact[7] : instant(-300)
    tickets.push([id, orphan ? null : (contact[0] ?? null), orphan ? `okand${id}@kund1.example` : (contact[4] ?? null), pick(subjects), earlier(lastLogin, 3), random() < 0.9 ? earlier(lastLogin, 1) : null, earlier(lastLogin, 1)])
  }

  const enquiries: Value[][] = []
  for (let id = 1; id <= enquiryCount; id++) {
    const name = personName()
    const over = id % 90 === 7 // a year has passed
    const received = instant(over ? -366 : -(5 + int(350)))
    enquiries.push([id, name, address(name, 20_000 + id, 'besokare.example'), random() < 0.4 ? fictionalMobile() : null, 'Jag vill gärna veta mer om lagerstyrning.', received, !over && random() < 0.5 ? earlier(received, -4) : null])
  }

  // One was over yesterday: what was asked only for the day itself is to go, the seats in a week.
  const events: Value[][] = Array.from({ length: 24 }, (_, i) => {
    const end = -1 + (i - 16) * 31
    return [i + 1, `${pick(eventTitles)} ${i + 1}`, days(end - (i % 3)), days(end)]
  })

  // What lies further back was taken away by hand: nothing but the invoices is left of it.
  const registrations: Value[][] = []
  const open = events.filter((event) => String(event[3]) >= days(-1))
  for (const event of open) {
    for (let i = 0; i < Math.ceil(guestCount / open.length); i++) {
      const id = registrations.length + 1
      const guest = i % 3 !== 0
      const contact = contacts[int(contactCount)]
      const name = guest ? personName() : String(contact?.[2] ?? personName())
      const email = guest ? address(name, 40_000 + id, 'gast.example') : (contact?.[4] ?? null)
      const registered = instant(-8 - int(40))
      // Asked on the form for the right food; a few came by telephone, and nobody wrote down what they said.
      const consented = id % 61 === 13 ? null : registered.slice(0, 10)
      registrations.push([id, event[0] ?? 1, guest ? null : (contact?.[0] ?? null), name, email, fictionalMobile(), `${pick(companyEnds)} AB`, pick(diets), i % 6 === 0 ? identityNumber(id) : null, consented, registered])
    }
  }

  const invoices: Value[][] = []
  const perYear = new Map<string, number>()
  const invoice = (contact: Value, forRegistration: Value, recipient: string, booked: string | null, amount: number): void => {
    const series = `F${(booked ?? today).slice(2, 4)}`
    const number = (perYear.get(series) ?? 0) + 1
    perYear.set(series, number)
    invoices.push([series, number, contact, forRegistration, recipient, `Box ${100 + int(800)}, 999 99 Exempelstad`, booked, amount])
  }
  for (const contact of contacts) if (random() < 0.16) invoice(contact[0] ?? null, null, String(contact[2] ?? 'Okänd'), days(-30 - int(2300)), 900 + int(40_000))
  for (const row of registrations) if (random() < 0.8) invoice(null, row[0] ?? null, `${String(row[6])}, kursavgift`, String(row[10]).slice(0, 10), 4900)

  const consents: Value[][] = []
  for (const contact of contacts) {
    if (contact[8] !== true) continue
    consents.push([consents.length + 1, contact[0] ?? null, 'news', String(contact[6]).slice(0, 10), random() < 0.08 ? days(-int(200)) : null])
  }

  return [
    { table: 'crm.organisation', columns: ['id', 'name', 'org_number', 'customer_since', 'agreement_signed', 'agreement_ends'], rows: organisations },
    { table: 'crm.contact', columns: ['id', 'organisation_id', 'full_name', 'title', 'email', 'mobile', 'created_at', 'last_login', 'newsletter_opt_in', 'created_by'], rows: contacts },
    { table: 'crm.ticket', columns: ['id', 'contact_id', 'requester_email', 'subject', 'opened_at', 'closed_at', 'last_message_at'], rows: tickets },
    { table: 'crm.enquiry', columns: ['id', 'name', 'email', 'phone', 'message', 'received_at', 'last_contact_at'], rows: enquiries },
    { table: 'crm.event', columns: ['id', 'title', 'starts_on', 'ends_on'], rows: events },
    { table: 'crm.registration', columns: ['id', 'event_id', 'contact_id', 'name', 'email', 'mobile', 'organisation', 'diet', 'identity_number', 'diet_consent_on', 'registered_at'], rows: registrations },
    { table: 'crm.invoice', columns: ['series', 'number', 'contact_id', 'registration_id', 'recipient', 'address', 'booked_on', 'amount'], rows: invoices },
    { table: 'crm.mailing_consent', columns: ['id', 'contact_id', 'purpose', 'given_on', 'withdrawn_on'], rows: consents },
  ]

  function int(below: number): number {
    return Math.floor(random() * below)
  }

  function pick<T>(from: readonly T[]): T {
    const found = from[int(from.length)]
    if (found === undefined && from.length === 0) throw new RangeError('nothing to pick from')
    return found as T
  }

  function personName(): string {
    return `${pick(firstNames)} ${pick(surnameStarts)}${pick(surnameEnds)}`
  }

  function address(name: string, number: number, domain: string): string {
    const plain = name.toLowerCase().replaceAll('å', 'a').replaceAll('ä', 'a').replaceAll('ö', 'o').replaceAll(' ', '.')
    return `${plain}.${number}@${domain}`
  }

  function fictionalMobile(): string {
    const last = String(5 + int(95)).padStart(2, '0')
    return pick([`070-174 06 ${last}`, `07017406${last}`, `+467017406${last}`])
  }

  function instant(dayOffset: number): string {
    return `${days(dayOffset)}T${String(int(24)).padStart(2, '0')}:${String(int(60)).padStart(2, '0')}:00Z`
  }
}

function earlier(instant: string, days: number): string {
  return `${new Date(Date.parse(instant) - days * 86_400_000).toISOString().slice(0, 19)}Z`
}

function daysAround(today: string): (offset: number) => string {
  const start = Date.parse(`${today}T00:00:00Z`)
  return (offset) => new Date(start + offset * 86_400_000).toISOString().slice(0, 10)
}

/** A number with a right check digit, of a birth in the 1890s. */
function identityNumber(seed: number): string {
  const body = `9${seed % 10}${String(1 + (seed % 12)).padStart(2, '0')}${String(1 + (seed % 28)).padStart(2, '0')}${String(100 + (seed % 800))}`
  let sum = 0
  for (let i = 0; i < 9; i++) {
    const doubled = Number(body[i]) * (i % 2 === 0 ? 2 : 1)
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return `18${body.slice(0, 6)}-${body.slice(6)}${(10 - (sum % 10)) % 10}`
}

/** Mulberry32: small, and the same on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
