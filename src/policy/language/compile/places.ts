import { isCollection, isMap, isScalar, isSeq } from 'yaml'
import type { Node, Pair, YAMLMap } from 'yaml'
import type { Place, Places, RulePath } from '../../model/index.ts'
import { keyOf, resolved, written } from '../form/index.ts'
import type { Source } from '../source/source.ts'

/** The names of a path: `purposes.support.keep`, with names that hold a dot in quotes. */
export function namesOf(path: string): readonly string[] {
  return path === '' ? [] : [...path.matchAll(/"([^"]*)"|[^.]+/g)].map((match) => match[1] ?? match[0])
}

export interface At { readonly key: Node | null; readonly value: Node | null }

/** The node at a path, or the nearest one above it that was written. */
export function nodeAt(source: Source, path: string): At {
  let at: At = { key: null, value: source.root }
  for (const name of namesOf(path)) {
    const value = resolved(at.value, source)
    const pair = isMap(value) ? pairIn(value, name) : undefined
    if (pair === undefined) {
      const item = isSeq(value) ? value.items.find((one) => written(one as Node | null) === name) : undefined
      return item === undefined ? at : { key: item as Node, value: item as Node }
    }
    at = { key: keyOf(pair).node, value: pair.value as Node | null }
  }
  return at
}

const indexes = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>()

/** A key of a mapping. Long ones are indexed once: a file of thousands of tables is asked about each of them. */
function pairIn(map: YAMLMap, name: string): Pair | undefined {
  if (map.items.length < 16) return map.items.find((item) => keyOf(item).name === name)
  let index = indexes.get(map)
  if (index === undefined) indexes.set(map, (index = new Map(map.items.map((item) => [keyOf(item).name, item]))))
  return index.get(name)
}

/** What to point at: a value in brackets as a whole, anything else by its key. */
export function shown({ key, value }: At): Node | null {
  if (isCollection(value) && value.flow === true) return value
  // What is missing from the whole file is shown at its first key.
  return key ?? (isScalar(value) ? value : isMap(value) && value.items[0] !== undefined ? keyOf(value.items[0]).node : null)
}

export class WrittenPlaces implements Places {
  readonly #policy: Source
  readonly #systems: Source | null
  readonly #known = new Map<string, Place & { readonly endColumn: number }>()
  /** List items have no name in the file; the compiler gives them one and says where they stand. */
  readonly items = new Map<string, Node>()

  constructor(policy: Source, systems: Source | null) {
    this.#policy = policy
    this.#systems = systems
  }

  of(at: RulePath): Place & { readonly endColumn: number } {
    const known = this.#known.get(at)
    if (known !== undefined) return known
    const place = this.#find(at)
    this.#known.set(at, place)
    return place
  }

  #find(at: string): Place & { readonly endColumn: number } {
    const item = this.items.get(at)
    if (item !== undefined) return this.#policy.place(item)
    if (at.startsWith('systems.') && this.#systems !== null) return this.#systems.place(shown(nodeAt(this.#systems, at.slice('systems.'.length))))
    return this.#policy.place(shown(nodeAt(this.#policy, at)))
  }
}

/** Places that the compiler gives know how far they reach; any other is one character wide. */
export function endColumnOf(place: Place): number {
  return 'endColumn' in place && typeof place.endColumn === 'number' ? place.endColumn : place.column + 1
}
