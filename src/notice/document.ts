import type { Day } from '../policy/law/index.ts'
import type { Lang } from '../policy/text/index.ts'

/** The order of the notice: who, what, why, how long, who gets it, where, what you can do. */
export const sectionOrder = ['who', 'what', 'why', 'how-long', 'who-gets', 'where', 'rights', 'cookies', 'security', 'complain'] as const
export type SectionName = (typeof sectionOrder)[number]

export interface PromiseLine {
  readonly id: string
  readonly kind: string
  readonly sentence: string
  readonly law: readonly string[]
  readonly at: string
  readonly line: number
}

export type Cell = string | readonly string[]

export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [term: string, description: string])[] }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly Cell[])[] }
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
}
