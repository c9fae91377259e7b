import type { Day } from '../policy/law/index.ts'
import type { Lang } from '../policy/text/index.ts'

/** The order of the notice: who, what, why, how long, who gets it, where, what you can do. */
export const sectionOrder = ['who', 'what', 'why', 'how-long', 'who-gets', 'where', 'rights', 'cookies', 'security', 'complain'] as const
export type SectionName = (typeof sectionOrder)[number]

/** The relations that something is about, by name; null or absent: everybody. */
export type Concern = readonly string[] | null

export interface PromiseLine {
  readonly id: string
  readonly kind: string
  readonly sentence: string
  readonly law: readonly string[]
  readonly at: string
  readonly line: number
  readonly for?: Concern
}

/** A link that leads away from the notice; it is marked as one wherever it is shown. */
export interface OutwardLink {
  readonly text: string
  readonly href: string
}

export type Piece = string | OutwardLink
export type Cell = Piece | readonly Piece[]

/** Something with a name, a sentence or two, and facts: a purpose. */
export interface Entry {
  readonly title: string
  readonly text: string | null
  readonly facts: readonly (readonly [term: string, description: Cell])[]
  readonly for?: Concern
}

/** `for` stands beside what it is about, one for each row where there are rows, so that nothing of the text depends on it. */
export type Block =
  | { readonly kind: 'text'; readonly text: string; readonly for?: Concern }
  | { readonly kind: 'heading'; readonly text: string; readonly id?: string; readonly for?: Concern }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [term: string, description: Cell])[]; readonly for?: readonly Concern[] }
  | { readonly kind: 'list'; readonly items: readonly Piece[]; readonly for?: readonly Concern[] }
  | { readonly kind: 'entries'; readonly entries: readonly Entry[] }
  | {
      readonly kind: 'table'
      readonly head: readonly string[]
      readonly rows: readonly (readonly Cell[])[]
      readonly for?: readonly Concern[]
      /** It has a page of its own; where that page is at hand, only paper has the table here too. */
      readonly page?: 'cookies'
    }
  | { readonly kind: 'promises'; readonly promises: readonly PromiseLine[] }

export interface Section {
  readonly name: SectionName
  readonly title: string
  readonly blocks: readonly Block[]
}

/** A right as a button: what it is called, and how soon it is answered. */
export interface RightLink {
  readonly right: string
  readonly label: string
  readonly within: string | null
}

/** How somebody may stand to the organisation, to choose what to read by. */
export interface RelationLabel {
  readonly name: string
  readonly label: string
}

/** The notice in one language, before any rendering: HTML, Markdown and JSON all say exactly this. */
export interface NoticeDocument {
  readonly lang: Lang
  readonly title: string
  /** The organisation's own words at the top; null where it wrote none. */
  readonly introduction: string | null
  readonly organisation: string
  readonly contact: string | null
  readonly authority: string | null
  readonly effective: Day
  readonly version: string
  readonly sections: readonly Section[]
  readonly rights: readonly RightLink[]
  /** Absent in versions that were published before there was a choice. */
  readonly relations?: readonly RelationLabel[]
}

/** A part of the notice on a page of its own: the cookies, what is said where data is collected, what a job advert says. */
export interface Leaf {
  readonly layer: 'short' | 'cookies' | 'job-advert'
  readonly lang: Lang
  readonly title: string
  readonly organisation: string
  readonly version: string
  readonly effective: Day
  readonly blocks: readonly Block[]
}
