import type { Day } from '../policy/law/index.ts'
import type { Lang } from '../policy/text/index.ts'

/** What Art 30(1) asks for, and what the templates of IMY, CNIL and ICO ask for beside it. */
export const controllerColumns = [
  'ref', 'controller', 'joint', 'representative', 'officer', 'authority', 'purpose', 'description', 'kind', 'owner', 'people', 'data', 'special', 'condition', 'ground', 'law', 'interest', 'consent', 'source',
  'recipients', 'agreement', 'third-country', 'retention', 'rule', 'measures', 'systems', 'access', 'automated', 'dpia', 'rights', 'version', 'effective',
] as const

/** What Art 30(2) asks for, for each one on whose behalf the work is done. */
export const processorColumns = ['ref', 'processor', 'for', 'representative', 'officer', 'authority', 'categories', 'people', 'data', 'recipients', 'agreement', 'third-country', 'retention', 'measures', 'systems', 'version', 'effective'] as const

export type ColumnName = (typeof controllerColumns)[number] | (typeof processorColumns)[number]

/** One processing. Each cell is the things it says, one to a line. */
export interface Entry {
  readonly ref: string
  readonly title: string
  readonly cells: ReadonlyMap<ColumnName, readonly string[]>
}

/** The register of one controller, or of one processor, in one language and before rendering. */
export interface Register {
  readonly as: 'controller' | 'processor'
  readonly lang: Lang
  /** The controller's name in the policy. */
  readonly name: string
  readonly organisation: string
  readonly version: string
  readonly effective: Day
  readonly columns: readonly ColumnName[]
  readonly entries: readonly Entry[]
}
