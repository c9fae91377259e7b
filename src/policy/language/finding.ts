import type { Citation } from '../law/index.ts'
import type { Lang, Text } from '../text/index.ts'

export type Severity = 'error' | 'warning' | 'note'

/** Something to say about a policy, with its place in the file and what to write instead. */
export interface Finding {
  readonly rule: string
  readonly severity: Severity
  readonly message: Text
  readonly instead: Text | null
  readonly law: readonly Citation[]
  /** The rule's path by names: `purposes.support.keep`. Empty for the file as a whole. */
  readonly path: string
  readonly file: string
  readonly line: number
  readonly column: number
  /** One past the last column to be marked on the same line. */
  readonly endColumn: number
}

/** The stable form of `lofte check --json`. */
export interface FindingJson {
  readonly rule: string
  readonly message: string
  readonly instead: string | null
  readonly law: readonly string[]
  readonly path: string
  readonly file: string
  readonly line: number
  readonly column: number
}

export function findingJson(of: Finding, lang: Lang = 'en'): FindingJson {
  return {
    rule: of.rule, message: of.message[lang], instead: of.instead?.[lang] ?? null, law: of.law,
    path: of.path, file: of.file, line: of.line, column: of.column,
  }
}
