import { isSeq } from 'yaml'
import type { Node } from 'yaml'
import { clip, resolved, written } from '../form/index.ts'
import { nearest } from '../nearest.ts'
import type { Source } from '../source/source.ts'
import { nodeAt } from './places.ts'

/** Names that refer to something declared elsewhere. What is not declared is shown at the word itself. */
export class Names {
  readonly #source: Source
  readonly #prefix: string
  readonly #unknown = new Set<string>()

  constructor(source: Source, prefix = '') {
    this.#source = source
    this.#prefix = prefix
  }

  all(said: readonly string[] | undefined, known: ReadonlyMap<string, unknown> | ReadonlySet<string>, what: string, path: string): readonly string[] {
    return (said ?? []).filter((name) => this.one(name, known, what, path) !== null)
  }

  one(name: string | undefined, known: ReadonlyMap<string, unknown> | ReadonlySet<string>, what: string, path: string): string | null {
    if (name === undefined) return null
    if (known.has(name)) return name
    if (this.#source.full) return null
    const once = `${path} ${name}`
    if (this.#unknown.has(once)) return null
    this.#unknown.add(once)
    const near = nearest(name, known.keys())
    const list = [...known.keys()]
    const instead = near !== null ? `Did you mean ${near}?` : list.length === 0 ? `Declare it under ${what.split(' ').at(-1)}.` : `Declared: ${list.slice(0, 12).join(', ')}${list.length > 12 ? ' …' : ''}.`
    this.#source.report('names.unknown', wordAt(this.#source, path, name), `${this.#prefix}${path}`, `\`${clip(name)}\` is not among the ${what}.`, instead)
    return null
  }
}

function wordAt(source: Source, path: string, name: string): Node | null {
  const { key, value } = nodeAt(source, path)
  const node = resolved(value, source)
  if (isSeq(node)) return (node.items.find((item) => written(item as Node | null) === name) as Node | undefined) ?? key
  return node === null ? key : written(node) === name ? node : key
}
