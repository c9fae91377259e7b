import type { Citation, Day, FiscalYears, Period } from '../law/index.ts'
import type { Lang, Text } from '../text/index.ts'
import type { Places, RulePath } from './path.ts'
import type { Anchor, Retention } from './retention.ts'
import type { ConsentTerms, Ground, Purpose } from './purpose.ts'
import type { System } from './system.ts'

export interface Controller {
  readonly name: string
  readonly at: RulePath
  /** The legal name, as the public sees it. */
  readonly title: string
  readonly country: string // ISO 3166-1 alpha-2
  /** A part of the country with law or an authority of its own, such as `AX` for Åland. */
  readonly region: string | null
  /** Its supervisory authority, where the policy names one of its own for it. */
  readonly authority: string | null
  readonly contact: string | null
  readonly address: string | null
  readonly registration: string | null // organisationsnummer
  readonly officer: string | null // data protection officer's contact: a role's address, never a person's name
  /** Who speaks for it within the EEA, where it is established outside (Art 27). */
  readonly representative: string | null
  readonly zone: string // IANA; the days of its retention are days here
  readonly fiscalYears: FiscalYears | null
  readonly public: boolean
}

export interface Relation {
  readonly name: string
  readonly at: RulePath
  readonly label: Text
  /** A relation that lives through another: a referee, a customer's employee. */
  readonly follows: string | null
  readonly child: boolean
}

export type DataClass =
  | 'ordinary' | 'contact' | 'national-id' | 'financial' | 'card' | 'location' | 'device' | 'communication' | 'free-text' | 'criminal'
  // Art 9(1), each kind by its own word
  | 'health' | 'religion' | 'ethnic-origin' | 'political-opinion' | 'philosophical-belief' | 'trade-union' | 'genetic' | 'biometric' | 'sex-life' | 'sexual-orientation' | 'special'

export const specialClasses: ReadonlySet<DataClass> = new Set([
  'health', 'religion', 'ethnic-origin', 'political-opinion', 'philosophical-belief', 'trade-union', 'genetic', 'biometric', 'sex-life', 'sexual-orientation', 'special',
])

export interface DataItem {
  readonly name: string
  readonly at: RulePath
  readonly label: Text
  readonly class: DataClass
  /** What it finds a person by: `person` identifies on its own, `weak` only suggests. */
  readonly identifies: 'person' | 'weak' | null
  readonly collected: 'given' | 'automatically' | 'source' | 'made'
  /** From whom, where it does not come from the person: the words of the notice, or a declared recipient's name. */
  readonly source: Text | null
  readonly mandatory: boolean | null
  readonly because: Text | null
  readonly describes: string | null // what the policy claims of it: 'anonymous' …
}

export interface Site {
  readonly at: RulePath
  readonly host: string
  readonly role: 'controller' | 'processor' | 'joint'
  readonly controller: string | null
  readonly for: string | null
  readonly people: readonly string[]
  readonly data: readonly string[]
  readonly agreement: string | null
}

export interface Agreement {
  readonly signed: Day | null
  readonly expires: Day | null
  /** Art 28(3) points covered: a–h. null: not said. */
  readonly points: ReadonlySet<string> | null
}

export interface Recipient {
  readonly name: string
  readonly at: RulePath
  readonly label: Text
  readonly kind: string // processor | controller | joint | group | authority | provider …
  readonly country: string | null
  readonly agreement: Agreement | null
  readonly safeguard: string | null // adequacy | scc | bcr | …
  readonly assessment: Day | null // transfer impact assessment
  readonly purposes: readonly string[]
  readonly data: readonly string[]
  readonly ground: string | null
  /** In what form it gets the data: an encrypted file, a list without names. */
  readonly form: Text | null
  /** On what occasion. */
  readonly when: Text | null
  /** How long it may keep what it got. */
  readonly keeps: Period | null
  /** Tracking, hosting or another thing that puts it in the path of the data without being sent any by hand. */
  readonly never: readonly string[] // purposes or uses the recipient is kept from
}

/** A hold by law: keeps data although no purpose stands (decide.md 4). */
export interface LawHold {
  readonly name: string
  readonly at: RulePath
  readonly law: Citation
  readonly label: Text
  readonly kind: 'bookkeeping' | 'period'
  readonly period: Period | null
  readonly anchor: Anchor
  readonly data: readonly string[] // empty: whole rows marked `record: true`
  readonly bound: 'floor' | 'ceiling'
  /** The countries and regions whose law it is; empty: wherever the controller is. */
  readonly places: readonly string[]
}

/** A form where data is given: it takes what is declared here and nothing else. */
export interface IntakeForm {
  readonly name: string
  readonly at: RulePath
  readonly label: Text
  /** The address of its page, or the counter where it lies. */
  readonly place: string | null
  readonly purposes: readonly string[]
  readonly people: readonly string[]
  readonly fields: ReadonlyMap<string, 'mandatory' | 'voluntary'>
  /** Purposes that it asks consent for, each by itself. */
  readonly asks: readonly string[]
}

/** A role inside, and what it may see. */
export interface Staff {
  readonly name: string
  readonly at: RulePath
  readonly label: Text
  readonly purposes: readonly string[]
  /** Empty: all the data of its purposes. */
  readonly data: readonly string[]
}

/** People whose address is secret by an authority's decision: what is not shown, and who answers them. */
export interface ProtectedIdentity {
  readonly at: RulePath
  readonly hides: readonly string[]
  readonly owner: string | null
  readonly by: readonly string[]
}

/** Controllers that decide together (Art 26): the essence of what they have agreed on, and where to turn. */
export interface Joint {
  readonly name: string
  readonly at: RulePath
  /** Declared controllers, and recipients outside of the policy's own. */
  readonly with: readonly string[]
  readonly purposes: readonly string[]
  readonly essence: Text | null
  readonly contact: string | null
}

/** What an authority keeps secret, by which provision. */
export interface Secrecy {
  readonly name: string
  readonly at: RulePath
  readonly label: Text
  readonly law: Citation
  readonly data: readonly string[]
}

/** One series of a schedule: what it holds, and what becomes of it. */
export interface Series {
  readonly name: string
  readonly at: RulePath
  readonly label: Text
  readonly keep: Retention
}

/** The plan of an archive's owner for what is kept and what is disposed of, and the decision behind it. */
export interface Schedule {
  readonly at: RulePath
  readonly decidedBy: Text | null
  readonly reference: string | null
  readonly on: Day | null
  readonly law: Citation | null
  readonly series: ReadonlyMap<string, Series>
}

export type Right = 'access' | 'rectification' | 'erasure' | 'restriction' | 'portability' | 'objection' | 'withdrawal' | 'complaint'

export interface RightTerms {
  readonly right: Right
  readonly at: RulePath
  readonly within: { readonly period: Period } | { readonly workingDays: number } | null
  readonly people: readonly string[]
  readonly by: readonly string[]
  readonly only: readonly string[] // what the policy narrows the right to: judged by the checks
  /** What the policy takes out of the right: `legal-obligation`, `claims`, `legitimate-interest` … (Art 17(3) is exhaustive). */
  readonly except: readonly string[]
  readonly free: boolean
  /** A form the policy demands of the request (`writing`, `signature`): the law knows none. */
  readonly form: string | null
}

export interface Cookie {
  readonly name: string
  readonly at: RulePath
  readonly provider: string | null
  readonly category: string
  readonly lifetime: Period | 'session' | null
  readonly link: string | null
  readonly purpose: Text | null
}

/** What is said that is never done: a promise with a gate behind it. */
export interface Never {
  readonly at: RulePath
  readonly what: string
  readonly text: Text
}

export interface Measure {
  readonly name: string
  readonly at: RulePath
  readonly label: Text
  readonly kind: 'physical' | 'technical' | 'administrative'
  readonly owner: string | null
  readonly review: Day | null
}

/** The notice as a document: its own words around what the policy makes. */
export interface NoticeTerms {
  readonly at: RulePath
  readonly title: Text | null
  readonly introduction: Text | null
  /** By what act the policy says that its readers accept it (`use`, `visit`, `signature`); a notice informs and asks for nothing. */
  readonly acceptedBy: readonly string[]
  /** Rights that the notice names; null: all that the law gives. */
  readonly rights: ReadonlySet<Right> | null
  /** Grounds that the policy says it never goes beyond; null: nothing is said. */
  readonly onlyGrounds: ReadonlySet<Ground> | null
  readonly changesTold: Period | null
  /** Where decisions about rights can be appealed, of bodies whose decisions can. */
  readonly appeal: Text | null
  readonly laws: readonly { readonly at: RulePath; readonly law: string }[]
}

/** How cookies and the like are asked for, beside the list of them. */
export interface CookieTerms {
  readonly at: RulePath
  readonly page: string | null
  readonly consent: ConsentTerms | null
  readonly describes: string | null
}

/** The compiled policy: immutable, everything resolved, nothing left to interpret. */
export interface Policy {
  /** SHA-256 over the meaning of policy.yaml and systems.yaml: decisions bear it, and a sweep refuses those of another. */
  readonly hash: string
  /** SHA-256 over policy.yaml alone: a version of the notice. */
  readonly version: string
  readonly file: string
  readonly places: Places
  readonly effective: Day
  readonly languages: readonly Lang[]
  readonly authority: { readonly name: string; readonly at: RulePath } | null
  readonly controllers: ReadonlyMap<string, Controller>
  readonly sites: readonly Site[]
  readonly people: ReadonlyMap<string, Relation>
  readonly data: ReadonlyMap<string, DataItem>
  readonly purposes: ReadonlyMap<string, Purpose>
  readonly holds: ReadonlyMap<string, LawHold>
  readonly recipients: ReadonlyMap<string, Recipient>
  /** The policy says that there are none. */
  readonly noRecipients: boolean
  readonly forms: ReadonlyMap<string, IntakeForm>
  readonly staff: ReadonlyMap<string, Staff>
  readonly joint: ReadonlyMap<string, Joint>
  readonly secrecy: ReadonlyMap<string, Secrecy>
  readonly schedule: Schedule | null
  readonly protectedIdentity: ProtectedIdentity | null
  readonly rights: readonly RightTerms[]
  readonly cookies: readonly Cookie[]
  /** null: nothing is said about cookies. */
  readonly cookieTerms: CookieTerms | null
  readonly notice: NoticeTerms
  readonly breach: { readonly at: RulePath; readonly peopleTold: 'risk' | 'high-risk' } | null
  readonly never: readonly Never[]
  readonly measures: ReadonlyMap<string, Measure>
  readonly automatedDecisions: Text | 'none' | null
  readonly backups: { readonly at: RulePath; readonly kept: Period } | null
  readonly brake: { readonly at: RulePath; readonly share: number; readonly people: number }
  /** Own events that an anchor may name. */
  readonly events: ReadonlyMap<string, Text>
  /** Those of them whose day may lie ahead: the end of a school year is written down before it comes. */
  readonly ahead: ReadonlySet<string>
  /** Own place promise, e.g. only EEA. */
  readonly place: { readonly at: RulePath; readonly area: string } | null
  /** Eves count as working days unless the policy says otherwise (facts.md 1.1). */
  readonly calendar: { readonly country: string; readonly eves: 'working' | 'holiday' }
  /** Warnings accepted with a reason: part of the version. */
  readonly accepted: readonly { readonly rule: string; readonly path: string | null; readonly because: string; readonly by: string; readonly on: Day }[]
  readonly systems: ReadonlyMap<string, System>
}
