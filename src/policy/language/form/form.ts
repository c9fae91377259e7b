import { isAlias, isMap, isScalar, isSeq } from 'yaml'
import type { Node, Pair } from 'yaml'
import type { Source } from '../source/source.ts'

export type JsonSchema = Readonly<Record<string, unknown>>

/**
 * One definition of a piece of the language: how it is read from a file, with places for what is wrong, and the JSON Schema
 * that says the same to editors. A form that cannot read its piece reports why and answers undefined.
 */
export interface Form<T> {
  /** How a message calls what belongs here: `a period such as "2 years"`. */
  readonly wants: string
  readonly schema: JsonSchema
  read(node: Node | null, at: Spot): T | undefined
}

export type Read<F> = F extends Form<infer T> ? T : never

/** What a key means, for somebody who has to write one, and an example of it as it stands in the file. */
export type About = readonly [what: string, example: string]

/** Where reading stands: the file and the path by names. */
export interface Spot {
  readonly source: Source
  readonly path: string
  /** The key whose value is being read: where a missing value is shown. */
  readonly key: Node | null
}

export function below(at: Spot, name: string, key: Node | null = null): Spot {
  const written = name.includes('.') ? `"${name}"` : name
  return { source: at.source, path: at.path === '' ? written : `${at.path}.${written}`, key }
}

export function resolved(node: Node | null | undefined, source: Source): Node | null {
  if (node === null || node === undefined) return null
  if (!isAlias(node)) return node
  return source.document === null ? null : (node.resolve(source.document) ?? null)
}

export type Kind = 'scalar' | 'map' | 'seq' | 'empty'

export function kindOf(node: Node | null): Kind {
  if (isMap(node)) return 'map'
  if (isSeq(node)) return 'seq'
  return isScalar(node) && node.value !== null ? 'scalar' : 'empty'
}

export function wrong(node: Node | null, at: Spot, wants: string): undefined {
  const name = at.path.split('.').at(-1) ?? ''
  at.source.report('language.wrong-value', node ?? at.key, at.path, `${name === '' ? 'This' : `\`${name}\``} is to be ${wants}.`)
  return undefined
}

/** The scalar as it stands in the file, so that `0770-12` is not taken for a number. */
export function written(node: Node | null): string | null {
  if (!isScalar(node) || node.value === null) return null
  return typeof node.value === 'string' ? node.value : (node.source ?? (typeof node.value === 'number' || typeof node.value === 'boolean' ? String(node.value) : null))
}

export function keyOf(pair: Pair): { readonly name: string; readonly node: Node | null } {
  const node = pair.key as Node | null
  return { name: written(node) ?? '', node }
}
