/** Where a rule stands in the policy, by names and never by list position: `purposes.support.keep`. Part of a promise's id, so it never changes meaning. */
export type RulePath = string & { readonly __rulePath: true }

export function rulePath(...names: readonly string[]): RulePath {
  return names.map((name) => (name.includes('.') ? `"${name}"` : name)).join('.') as RulePath
}

/** A position in a source file; line and column count from 1. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** Where each rule of a policy was written. A rule that was derived answers with its nearest written ancestor. */
export interface Places {
  of(at: RulePath): Place
}
