import type { Ground } from '../../policy/model/index.ts'
import { knownAnchors, specialClasses } from '../../policy/model/index.ts'
import type { DataClass } from '../../policy/model/index.ts'
import { say } from '../../policy/text/index.ts'
import { free, slug } from '../slug.ts'
import type { Column } from './columns.ts'
import { countriesIn, safeguardIn } from './countries.ts'
import type { Cell, Heading, Table } from './find-table.ts'
import { conditionsIn, groundsIn } from './grounds.ts'
import { keepIn } from './keep.ts'
import { dataNamed, itemsIn, personNamed, saysNone } from './names.ts'

/** Something that stands in the file and did not find its way into the draft, or only as words. */
export interface Left { readonly place: string; readonly heading: string; readonly why: string; readonly words: string }

export interface DraftRecipient { label: string; kind: string; country: string | null; safeguard: string | null }
export interface DraftController { title: string; country: string | null; address: string | null; contact: string | null; officer: string | null; representative: string | null; registration: string | null }

export interface DraftPurpose {
  readonly name: string
  readonly label: string
  why: string | null
  owner: string | null
  controllers: readonly string[]
  people: readonly string[]
  data: readonly string[]
  ground: Ground | null
  channels: Readonly<Record<string, string>>
  law: string | null
  interest: Readonly<Record<string, string>> | null
  kind: string | null
  marketing: boolean
  conditions: Readonly<Record<string, string>>
  keep: unknown
  sources: readonly string[]
  recipients: readonly string[]
}

export interface Draft {
  readonly controllers: Map<string, DraftController>
  readonly people: Map<string, string | null>
  readonly data: Map<string, { readonly label: string | null; readonly class: DataClass }>
  readonly recipients: Map<string, DraftRecipient>
  readonly measures: Map<string, string>
  readonly events: Set<string>
  readonly purposes: Map<string, DraftPurpose>
  readonly left: Left[]
}

export function emptyDraft(): Draft {
  return { controllers: new Map(), people: new Map(), data: new Map(), recipients: new Map(), measures: new Map(), events: new Set(), purposes: new Map(), left: [] }
}

/** Columns without a place in a policy, and why. */
const elsewhere: Partial<Record<Column, string>> = {
  systems: 'systems are mapped in systems.yaml', dpia: 'has no place in a draft', rights: 'rights follow from the grounds', consent: 'how consent is given has to be said by somebody who knows',
  agreement: 'the days and points of an agreement have to be read in it', automated: 'has to be said in the words of the notice', joint: 'who decides together has to be agreed (Art 26)',
  authority: 'follows from the country', version: 'a draft begins anew', updated: 'a draft begins anew',
}

/** Every row of the table as a purpose, or more about the one above. What a cell says and this does not understand is left, with its place. */
export function understand(draft: Draft, table: Table): void {
  above(draft, table)
  const before = { title: '', name: '' }
  for (const row of table.rows) {
    const reading = new Reading(draft, table, row)
    reading.leaveUnknown()
    const title = reading.title?.words ?? null
    if (title === null && (before.title === '' || !reading.goesOn)) reading.leaveKnown('the row names no purpose')
    else if (reading.alone && title !== null) reading.leaveKnown('stands alone in its row, as a heading of what follows does')
    else if (title === null || title === before.title) goOn(draft, reading, before.name)
    else Object.assign(before, { title, name: purposeOf(draft, reading) })
  }
}

/** One row by what its columns are about; several columns may be about the same thing. */
class Reading {
  readonly #draft: Draft
  readonly #table: Table
  readonly row: readonly Cell[]
  readonly title: Cell | null

  constructor(draft: Draft, table: Table, row: readonly Cell[]) {
    this.#draft = draft
    this.#table = table
    this.row = row
    this.title = this.cells('activity')[0] ?? this.cells('purpose')[0] ?? null
  }

  /** A title with nothing beside it, in a table that has much to say. */
  get alone(): boolean {
    return this.#known.length === 1 && this.#table.headings.filter((heading) => heading.column !== null).length > 3
  }

  get goesOn(): boolean {
    return (['people', 'data', 'special', 'recipients', 'processors', 'retention', 'rule', 'ground', 'source'] as const).some((column) => this.cells(column).length > 0)
  }

  get #known(): Cell[] {
    return this.row.filter((cell) => cell.words !== '' && this.#headingOf(cell)?.column != null)
  }

  cells(column: Column): Cell[] {
    return this.#known.filter((cell) => this.#headingOf(cell)?.column === column)
  }

  /** Cells that say something other than that there is nothing. */
  said(column: Column): Cell[] {
    return this.cells(column).filter((cell) => !saysNone(cell.words))
  }

  leave(cell: Cell | undefined, why: string): void {
    leave(this.#draft, cell, cell === undefined ? '' : (this.#headingOf(cell)?.words ?? ''), why)
  }

  leaveKnown(why: string): void {
    for (const cell of this.#known) this.leave(cell, why)
  }

  leaveUnknown(): void {
    for (const cell of this.row) {
      const heading = this.#headingOf(cell)
      if (heading?.column == null && !saysNone(cell.words)) this.leave(cell, heading === undefined || heading.words === '' ? 'has no heading' : 'the heading is not known')
    }
  }

  #headingOf(cell: Cell): Heading | undefined {
    return this.#table.headings[this.row.indexOf(cell)]
  }
}

function purposeOf(draft: Draft, reading: Reading): string {
  const title = reading.title
  if (title === null) return ''
  const [ref, ...refs] = reading.cells('ref')
  const named = ref !== undefined && /^[a-z][a-z0-9_.-]{1,60}$/.test(ref.words) ? ref.words : null
  if (ref !== undefined && named === null && !/^\d+$/.test(ref.words)) reading.leave(ref, 'is no name in a policy')
  for (const cell of refs) reading.leave(cell, 'one name is enough')
  for (const cell of reading.cells('activity').slice(1)) reading.leave(cell, 'a second name')
  const short = title.words.length > 80 ? `${title.words.slice(0, 79).replace(/\s+\S*$/, '')}…` : title.words
  const name = free(named ?? slug(short.split(/\s+/).slice(0, 6).join(' '), 'purpose'), draft.purposes)
  const described = [...reading.said('purpose'), ...reading.said('description')].filter((cell) => cell !== title).map((cell) => cell.words)
  const data = dataOf(draft, reading)
  draft.purposes.set(name, {
    name, label: short, why: joined([...(short === title.words ? [] : [title.words]), ...described]), owner: ownerOf(reading), controllers: controllersOf(draft, reading),
    people: peopleOf(draft, reading), data, ground: groundOf(reading), channels: channelsOf(reading), interest: interestOf(reading), ...kindOf(reading), law: joined(reading.said('law').map((cell) => cell.words)),
    conditions: conditionsOf(draft, reading, data), keep: retentionOf(draft, reading, data), sources: sourcesOf(reading), recipients: recipientsOf(draft, reading),
  })
  besides(draft, reading)
  return name
}

/** A further row about the same purpose: more of each kind, and a rule of its own for the data that it names. */
function goOn(draft: Draft, reading: Reading, name: string): void {
  const purpose = draft.purposes.get(name)
  if (purpose === undefined) return
  const data = dataOf(draft, reading)
  const ground = groundOf(reading)
  if (ground !== null && purpose.ground !== null && ground !== purpose.ground) for (const cell of reading.said('ground')) reading.leave(cell, 'a further ground of the same purpose')
  const owner = ownerOf(reading)
  if (owner !== null && purpose.owner !== null && owner !== purpose.owner) for (const cell of reading.said('owner')) reading.leave(cell, 'a second owner')
  const all = <T>(before: readonly T[], more: readonly T[]): readonly T[] => [...new Set([...before, ...more])]
  const described = [...reading.said('purpose'), ...reading.said('description')].filter((cell) => cell.words !== purpose.label).map((cell) => cell.words)
  const added = data.filter((one) => !purpose.data.includes(one))
  purpose.people = all(purpose.people, peopleOf(draft, reading))
  purpose.data = all(purpose.data, data)
  purpose.recipients = all(purpose.recipients, recipientsOf(draft, reading))
  purpose.sources = all(purpose.sources, sourcesOf(reading))
  purpose.controllers = all(purpose.controllers, controllersOf(draft, reading))
  purpose.ground ??= ground
  purpose.owner ??= owner
  purpose.conditions = { ...conditionsOf(draft, reading, data), ...purpose.conditions }
  purpose.why = joined([...(purpose.why === null ? [] : [purpose.why]), ...described])
  purpose.interest ??= interestOf(reading)
  purpose.law ??= joined(reading.said('law').map((cell) => cell.words))
  keepMore(reading, purpose, retentionOf(draft, reading, data), added)
  besides(draft, reading)
}

function keepMore(reading: Reading, purpose: DraftPurpose, keep: unknown, added: readonly string[]): void {
  if (keep === null || JSON.stringify(keep) === JSON.stringify(purpose.keep)) return
  if (purpose.keep === null) purpose.keep = keep
  else if (added.length > 0 && typeof purpose.keep === 'object' && typeof keep === 'object') {
    const before = 'per-field' in purpose.keep && typeof purpose.keep['per-field'] === 'object' ? purpose.keep['per-field'] : {}
    purpose.keep = { ...purpose.keep, 'per-field': { ...before, ...Object.fromEntries(added.map((name) => [name, keep])) } }
  } else for (const cell of [...reading.said('rule'), ...reading.said('retention')]) reading.leave(cell, 'a further rule of the same purpose')
}

/** What is said beside the purpose itself. */
function besides(draft: Draft, reading: Reading): void {
  for (const cell of reading.said('measures')) {
    for (const item of cell.words.includes('\n') ? itemsIn(cell.words) : [cell.words]) {
      if (/\(art\. 89\)/i.test(item)) reading.leave({ ...cell, words: item }, 'what protects people in research has to be said of the purpose (safeguards)')
      else measure(draft, item)
    }
  }
  for (const [column, why] of Object.entries(elsewhere)) for (const cell of reading.said(column as Column)) reading.leave(cell, why)
}

/** That data comes from the person needs no saying in a policy, and what is recorded is said of the data itself. */
function sourcesOf(reading: Reading): readonly string[] {
  return reading.said('source').flatMap((cell) => itemsIn(cell.words)).filter((source) => !/^(från )?(den|de) registrerade( själv(a)?)?$|^(from )?(the )?(person concerned|data subjects?|individuals?)( (him|her|them)sel(f|ves))?$|^(den|de) registrerte( selv)?$|^(registreras automatiskt|recorded automatically|registreres automatisk)/i.test(source))
}

const tests: readonly (readonly [string, RegExp])[] = [['necessity', /^(?:nödvändighet|necessity|nødvendighet): */i], ['outcome', /^(?:utfall|outcome): */i]]

/** The interest, and of the test what stands on a line of its own. */
function interestOf(reading: Reading): Readonly<Record<string, string>> | null {
  const said: Record<string, string> = {}
  for (const cell of reading.said('interest')) {
    for (const line of cell.words.split('\n').map((one) => one.trim()).filter((one) => one !== '')) {
      const [part] = tests.find(([, shape]) => shape.test(line)) ?? []
      if (/^(avvägd|prövas|assessed|to be assessed|avveid|vurderes) /i.test(line)) reading.leave(cell, `a day has to be written as a day: ${line}`)
      else said[part ?? 'interest'] = [said[part ?? 'interest'], line.replace(tests.find(([name]) => name === part)?.[1] ?? '', '')].filter((one) => one !== undefined).join(' ')
    }
  }
  return Object.keys(said).length === 0 ? null : said
}

const kindsOfPurpose = ['service', 'support', 'security', 'analytics', 'improvement', 'recruitment', 'accounting', 'identification', 'archive', 'research', 'marketing'] as const

/** What sort of purpose, where a column of our own says it in one of the languages. */
function kindOf(reading: Reading): { readonly kind: string | null; readonly marketing: boolean } {
  const lines = reading.said('kind').flatMap((cell) => cell.words.split('\n').map((line) => line.trim().toLowerCase()))
  const known = lines.map((line) => kindsOfPurpose.find((kind) => Object.values(say(`register.kind-${kind}`)).includes(line)) ?? slug(line, 'kind'))
  return { kind: known.find((kind) => kind !== 'marketing') ?? null, marketing: known.includes('marketing') }
}

function peopleOf(draft: Draft, reading: Reading): readonly string[] {
  const names = reading.said('people').flatMap((cell) => itemsIn(cell.words)).map((label) => {
    const { name, known } = personNamed(label)
    if (!draft.people.has(name)) draft.people.set(name, known ? null : label)
    return name
  })
  return [...new Set(names)]
}

/** Special categories may have a column of their own; `yes` there says nothing of which. */
function dataOf(draft: Draft, reading: Reading): readonly string[] {
  const cells = [...reading.said('data'), ...reading.said('special').filter((cell) => {
    const bare = /^(ja|yes|x|förekommer|finns)\b.{0,3}$/i.test(cell.words.trim())
    if (bare) reading.leave(cell, 'does not say which data')
    return !bare
  })]
  const names = cells.flatMap((cell) => itemsIn(cell.words)).map((written) => {
    // Our own register writes the class in brackets behind the data.
    const label = written.replace(/\s*\((?:[^()]|\([^()]*\))*\)$/, '')
    const { name, class: cls, known } = dataNamed(label === '' ? written : label)
    if (!draft.data.has(name)) draft.data.set(name, { label: known ? null : label, class: cls })
    return name
  })
  return [...new Set(names)]
}

function groundOf(reading: Reading): Ground | null {
  const grounds: Ground[] = []
  for (const cell of reading.said('ground')) {
    const rest = cell.words.split('\n').filter((line) => channelIn(line) === null).join('\n')
    if (rest === '') continue
    const found = groundsIn(rest)
    if (found.length === 0) reading.leave(cell, 'names no ground of Art 6(1)')
    if (found.length > 1) reading.leave(cell, 'names more than one ground: the first was taken')
    grounds.push(...found)
  }
  return grounds[0] ?? null
}

const channels = ['email', 'sms', 'post', 'phone', 'app', 'web'] as const
const channelGrounds = ['consent', 'existing-customer', 'objection'] as const

/** Marketing by channel, as our own register writes it in one of the languages. */
function channelIn(line: string): readonly [channel: string, ground: string] | null {
  for (const channel of channels) {
    for (const ground of channelGrounds) if (Object.values(say(`register.channel-${ground}`, { channel: say(`register.${channel}`) })).includes(line.trim())) return [channel, ground]
  }
  return null
}

function channelsOf(reading: Reading): Readonly<Record<string, string>> {
  return Object.fromEntries(reading.said('ground').flatMap((cell) => cell.words.split('\n').flatMap((line) => {
    const found = channelIn(line)
    return found === null ? [] : [found]
  })))
}

function conditionsOf(draft: Draft, reading: Reading, data: readonly string[]): Readonly<Record<string, string>> {
  const special = data.filter((name) => specialClasses.has(draft.data.get(name)?.class ?? 'ordinary') || draft.data.get(name)?.class === 'criminal')
  const cells = [...reading.said('condition'), ...reading.said('ground').filter((cell) => /\b9[ .]*\(?2/.test(cell.words))]
  const [condition, ...more] = cells.flatMap((cell) => conditionsIn(cell.words))
  for (const cell of reading.said('condition')) {
    if (conditionsIn(cell.words).length === 0) reading.leave(cell, 'names no condition of Art 9(2)')
    else if (special.length === 0) reading.leave(cell, 'no data of the row is of a special category')
    else if (more.length > 0) reading.leave(cell, 'names more than one condition: the first was taken')
  }
  return condition === undefined ? {} : Object.fromEntries(special.map((name) => [name, condition]))
}

/** The rule where our own register gives it, else the words. */
function retentionOf(draft: Draft, reading: Reading, data: readonly string[]): unknown {
  // Our own register says the same in words beside the rule.
  const rule = reading.said('rule').find((cell) => cell.words.startsWith('{'))
  const cells = rule === undefined ? [...reading.said('retention'), ...reading.said('rule')] : [rule]
  const [cell, ...more] = cells
  if (cell === undefined) return null
  for (const other of more) reading.leave(other, 'a second column about the same: the first was taken')
  const { keep, open } = keepIn(cell.words)
  if (open !== null) reading.leave(cell, open)
  return fitted(draft, reading, cell, keep, data)
}

/** What a rule refers to has to be there: events are declared, and a rule for data that the row lacks is left. */
function fitted(draft: Draft, reading: Reading, cell: Cell, keep: unknown, data: readonly string[]): unknown {
  if (typeof keep !== 'object' || keep === null) return keep
  const said: Record<string, unknown> = { ...keep }
  if (typeof said['law'] === 'string' && said['for-ever'] !== true && said['law'] !== 'se-bookkeeping') {
    reading.leave(cell, 'rests on a law that has to be declared under holds')
    return cell.words.replace(/\s+/g, ' ').slice(0, 300)
  }
  for (const key of ['after', 'until', 'or']) for (const event of [said[key]].flat()) if (typeof event === 'string' && event !== 'withdrawal' && !knownAnchors.includes(event)) draft.events.add(event)
  for (const key of ['per-field', 'per-people'] as const) {
    const per = said[key]
    if (typeof per !== 'object' || per === null) continue
    const declared = key === 'per-field' ? data : [...draft.people.keys()]
    const [kept, gone] = [Object.entries(per).filter(([name]) => declared.includes(name)), Object.entries(per).filter(([name]) => !declared.includes(name))]
    if (gone.length > 0) reading.leave(cell, `has rules for ${gone.length === 1 ? 'something' : 'things'} that the row does not name`)
    if (kept.length === 0) delete said[key]
    else said[key] = Object.fromEntries(kept)
  }
  return said
}

function ownerOf(reading: Reading): string | null {
  const [first, ...more] = reading.said('owner')
  for (const cell of more) reading.leave(cell, 'a second owner')
  if (first === undefined) return null
  const name = slug(first.words, 'owner')
  // A role is named in a policy; a person is not, and who it is cannot be told from here.
  if (name !== first.words.toLowerCase()) reading.leave(first, 'written as the name of a role: see that no person is named')
  return name
}

function recipientsOf(draft: Draft, reading: Reading): readonly string[] {
  const names: string[] = []
  const outside = reading.said('third-country')
  const safeguards = reading.said('safeguard').map((cell) => safeguardIn(cell.words))
  for (const [column, kind] of [['recipients', null], ['processors', 'processor']] as const) {
    for (const cell of reading.said(column)) for (const item of itemsIn(cell.words)) names.push(recipient(draft, item, kind))
  }
  for (const cell of outside) {
    const countries = countriesIn(cell.words)
    const of = draft.recipients.get(names[0] ?? '')
    if (/^(inom|within|innenfor) (eu|ees|eea|eøs)|^(ingen överföring|no transfer|ingen overføring)/i.test(cell.words) || (countries.length > 0 && names.every((name) => countries.includes(draft.recipients.get(name)?.country ?? '')))) continue
    if (countries.length === 1 && names.length === 1 && of !== undefined) {
      of.country ??= countries[0] ?? null
      of.safeguard ??= safeguardIn(cell.words) ?? safeguards[0] ?? null
    } else if (!coveredBy(draft, names, countries)) reading.leave(cell, countries.length === 0 ? 'names no country' : 'does not say which recipient is there')
  }
  for (const cell of reading.said('safeguard')) {
    if (safeguardIn(cell.words) === null) reading.leave(cell, 'names no safeguard of Chapter V')
    else if (!names.some((name) => draft.recipients.get(name)?.safeguard != null)) reading.leave(cell, 'does not say for which recipient')
  }
  return [...new Set(names)]
}

/** Our own register names the recipient's country in both columns. */
function coveredBy(draft: Draft, names: readonly string[], countries: readonly string[]): boolean {
  return countries.length > 0 && countries.every((country) => names.some((name) => draft.recipients.get(name)?.country === country))
}

const kinds: readonly (readonly [string, RegExp])[] = [
  ['processor', /biträde|processor|databehandler|underleverantör|it-leverantör|drift|hosting|molntjänst|cloud|\bsaas\b/],
  ['authority', /myndighet|authorit|skatteverket|försäkringskassan|polis|kommun|region|domstol|kronofogd|migrationsverket|skatteetaten|\bnav\b|\bimy\b|tilsyn|offentlig/],
  ['group', /koncern|group compan|konsern/],
  ['joint', /gemensam|joint|felles/],
]

function recipient(draft: Draft, written: string, kind: string | null): string {
  const [, label = written, inside = ''] = /^(.*?)\s*\(([^()]*)\)$/.exec(written) ?? []
  const name = slug(label, 'recipient')
  const known = draft.recipients.get(name)
  const found = kind ?? kinds.find(([, shape]) => shape.test(written.toLowerCase()))?.[0] ?? 'controller'
  const country = countriesIn(inside)[0] ?? null
  if (known === undefined) draft.recipients.set(name, { label, kind: found, country, safeguard: safeguardIn(inside) })
  else {
    if (kind !== null) known.kind = kind
    known.country ??= country
    known.safeguard ??= safeguardIn(inside)
  }
  return name
}

/** Our own register tells the kind in brackets: what it is of the words themselves is guessed again. */
function measure(draft: Draft, said: string): void {
  const words = said.replace(/ \((teknisk|organisatorisk|fysisk|technical|organisational|physical)\)$/, '')
  const name = slug(words.split(/\s+/).slice(0, 5).join(' '), 'measure')
  if ([...draft.measures.values()].includes(words)) return
  draft.measures.set(free(name, draft.measures), words)
}

function controllersOf(draft: Draft, reading: Reading): readonly string[] {
  const names = reading.said('controller').map((cell) => {
    const [title = cell.words, ...rest] = cell.words.split('\n').map((line) => line.trim())
    const name = controller(draft, title)
    const own = draft.controllers.get(name)
    if (own !== undefined && !rest.every((line) => fill(own, line))) reading.leave(cell, 'more lines than name, number, address, e-mail and country')
    return name
  })
  const [only, ...others] = names.length > 0 ? names : draft.controllers.keys()
  const own = others.length === 0 ? draft.controllers.get(only ?? '') : undefined
  for (const key of ['officer', 'representative', 'contact'] as const) {
    for (const cell of reading.said(key)) {
      if (own !== undefined) own[key] ??= cell.words
      if (own?.[key] !== cell.words) reading.leave(cell, 'does not say whose it is')
    }
  }
  return [...new Set(names)]
}

function controller(draft: Draft, title: string): string {
  const known = [...draft.controllers].find(([, one]) => one.title === title)?.[0]
  if (known !== undefined) return known
  const name = free(slug(title.replace(/\s+(ab|as|asa|hb|kb|oy|a\/s|aps|ltd|gmbh)$/i, ''), 'controller'), draft.controllers)
  draft.controllers.set(name, { title, country: null, address: null, contact: null, officer: null, representative: null, registration: null })
  return name
}

/** Whether the line found a place. */
function fill(own: DraftController, line: string): boolean {
  const [country] = countriesIn(line)
  const key = /^\d{6}-\d{4}$|^\d{9}$|^\d{3} \d{3} \d{3}$/.test(line) ? 'registration' : /^\S+@\S+\.\S+$/.test(line) ? 'contact' : country !== undefined && !/\d/.test(line) && line.length < 40 ? 'country' : 'address'
  const value = key === 'country' ? (country ?? line) : line
  own[key] ??= value
  return own[key] === value
}

/** What stands over the table: who is responsible, when it was said there. The rest is left. */
function above(draft: Draft, table: Table): void {
  for (const row of table.above) {
    const [first, second] = row
    if (first === undefined) continue
    const [, label = first.words, beside = ''] = /^([^:]{3,60}):\s*(.+)$/s.exec(first.words) ?? []
    const column = headingAbove(label)
    const value = beside === '' ? second : { words: beside, place: first.place }
    if (column !== null && value !== undefined && value.words !== '' && takeAbove(draft, column, value.words)) {
      for (const cell of row.slice(beside === '' ? 2 : 1)) leave(draft, cell, '', 'stands above the table')
    } else for (const cell of row) leave(draft, cell, '', 'stands above the table')
  }
}

function headingAbove(label: string): 'controller' | 'officer' | 'representative' | 'contact' | 'registration' | null {
  const low = label.toLowerCase()
  if (/dataskyddsombud|data protection officer|\bdpo\b|personvernombud/.test(low)) return 'officer'
  if (/företrädare|representa/.test(low)) return 'representative'
  if (/organisationsnummer|org\.? ?nr|registration number|organisasjonsnummer/.test(low)) return 'registration'
  if (/personuppgiftsansvarig|controller|behandlingsansvarlig|organisationens namn|company name/.test(low)) return 'controller'
  return /kontakt|contact|e-post|e-mail/.test(low) ? 'contact' : null
}

function takeAbove(draft: Draft, column: 'controller' | 'officer' | 'representative' | 'contact' | 'registration', words: string): boolean {
  if (column === 'controller') {
    controller(draft, words)
    return true
  }
  const [only, ...others] = draft.controllers.values()
  if (only === undefined || others.length > 0 || only[column] !== null) return false
  only[column] = words
  return true
}

function joined(words: readonly string[]): string | null {
  const said = [...new Set(words)].join(' ').replace(/\s+/g, ' ').trim()
  return said === '' ? null : said.length > 1900 ? `${said.slice(0, 1899)}…` : said
}

function leave(draft: Draft, cell: Cell | undefined, heading: string, why: string): void {
  if (cell === undefined || cell.words === '') return
  draft.left.push({ place: cell.place, heading, why, words: cell.words })
}
