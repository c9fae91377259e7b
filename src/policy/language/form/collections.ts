import { isMap, isPair, isSeq } from 'yaml'
import type { Node } from 'yaml'
import { nearest } from '../nearest.ts'
import { below, keyOf, kindOf, resolved, wrong } from './form.ts'
import type { About, Form, JsonSchema, Kind, Read, Spot } from './form.ts'
import { clip, isName } from './values.ts'

type Keys = Readonly<Record<string, Form<unknown>>>
export type ReadKeys<K extends Keys> = { readonly [N in keyof K]?: K[N] extends Form<infer T> ? T | undefined : never }

export interface KeysOptions<K extends Keys> {
  readonly needs?: readonly (keyof K & string)[]
  /** Said where a key is missing: what it is for. */
  readonly wants?: string
  /** Every key in words: what editors show, and what the reference is made from. */
  readonly about?: { readonly [N in keyof K]: About }
}

/** Keys that can be asked what they are. */
export interface KeysForm<T = unknown> extends Form<T> {
  readonly known: Keys
  readonly needs: readonly string[]
  readonly about: Readonly<Record<string, About>> | null
}

/** Keys with values, each by its own form. An unknown key points at itself, with the key that it most likely means. */
export function keys<const K extends Keys>(known: K, options: KeysOptions<K> = {}): KeysForm<ReadKeys<K>> {
  const needs = options.needs ?? []
  const names = Object.keys(known)
  const wants = options.wants ?? `keys such as ${names.slice(0, 4).join(', ')}`
  const about: Readonly<Record<string, About>> | null = options.about ?? null
  return {
    wants, known, needs, about,
    schema: {
      type: 'object', additionalProperties: false, ...(needs.length > 0 && { required: needs }),
      get properties() {
        return Object.fromEntries(names.map((name) => [name, described(known[name]?.schema, about?.[name])]))
      },
    },
    read(given, at) {
      const node = resolved(given, at.source)
      if (!isMap(node)) return kindOf(node) === 'empty' && needs.length === 0 ? {} : wrong(node ?? given, at, wants)
      const read: Record<string, unknown> = {}
      const meant = new Set<string>()
      let present: ReadonlySet<string> | undefined
      const seen = new Set<string>()
      for (const pair of node.items) {
        const key = keyOf(pair)
        if (twice(seen, key.name, key.node, at)) continue
        const form = Object.hasOwn(known, key.name) ? known[key.name] : undefined
        if (form !== undefined) {
          read[key.name] = form.read(pair.value as Node | null, below(at, key.name, key.node))
          continue
        }
        if (at.source.full) continue
        present ??= new Set(node.items.map((item) => keyOf(item).name))
        const near = nearest(key.name, names.filter((name) => present?.has(name) === false))
        if (near !== null) meant.add(near)
        at.source.report('language.unknown-key', key.node, at.path === '' ? key.name : `${at.path}.${key.name}`, `\`${clip(key.name)}\` is no key ${at.path === '' ? 'of the file' : 'here'}.`, near === null ? `Known here: ${names.slice(0, 24).join(', ')}${names.length > 24 ? ' …' : ''}.` : `Did you mean ${near}?`)
      }
      for (const name of needs) {
        if (!seen.has(name) && !meant.has(name)) at.source.report('language.missing-key', at.key ?? given, at.path, `\`${name}\` is missing.`, `Add ${name}: ${known[name]?.wants ?? ''}.`)
      }
      return read as ReadKeys<K>
    },
  }
}

/** With its meaning for an editor to show, where a reference would not swallow it. */
function described(schema: JsonSchema | undefined, about: About | undefined): JsonSchema | undefined {
  return schema === undefined || about === undefined ? schema : '$ref' in schema ? { ...schema, description: about[0] } : { description: about[0], ...schema }
}

/** Names of the author's own, each with a value of the same form, in the order written. */
export function named<T>(form: Form<T>, options: { readonly free?: boolean; readonly wants?: string } = {}): Form<ReadonlyMap<string, T>> {
  const wants = options.wants ?? 'names with a value each'
  return {
    wants,
    schema: { type: 'object', additionalProperties: form.schema },
    read(given, at) {
      const node = resolved(given, at.source)
      const read = new Map<string, T>()
      if (!isMap(node)) {
        if (kindOf(node) === 'empty') return read
        return wrong(node ?? given, at, wants)
      }
      const seen = new Set<string>()
      for (const pair of node.items) {
        const key = keyOf(pair)
        if (twice(seen, key.name, key.node, at)) continue
        if (options.free !== true && !isName(key.name)) {
          at.source.report('language.name', key.node, at.path, `\`${clip(key.name)}\` cannot be a name.`, pair.value === null ? 'Inside { } a text with a comma has to stand in quotes.' : 'Use letters, digits, - and _.')
          continue
        }
        const value = form.read(pair.value as Node | null, below(at, key.name, key.node))
        if (value !== undefined) read.set(key.name, value)
      }
      return read
    },
  }
}

/** A list; one value alone is a list of one. */
export function list<T>(form: Form<T>): Form<readonly T[]> {
  return {
    wants: `a list of ${form.wants}`,
    schema: { anyOf: [{ type: 'array', items: form.schema }, form.schema] },
    read(given, at) {
      const node = resolved(given, at.source)
      if (!isSeq(node)) {
        if (kindOf(node) === 'empty') return []
        const one = form.read(given, at)
        return one === undefined ? undefined : [one]
      }
      const read: T[] = []
      for (const item of node.items) {
        if (isPair(item)) continue
        const value = form.read(item as Node | null, at)
        if (value !== undefined) read.push(value)
      }
      return read
    },
  }
}

/** Different forms for a word, for keys and for a list. Which one is meant is seen from the brackets, so messages are exact. */
export function byKind<const F extends { readonly scalar?: Form<unknown>; readonly map?: Form<unknown>; readonly seq?: Form<unknown> }>(forms: F): Form<Read<F[keyof F]>> {
  const each = [forms.scalar, forms.map, forms.seq].filter((form) => form !== undefined)
  const wants = each.map((form) => form.wants).join(', or ')
  return {
    wants,
    get schema(): JsonSchema {
      return { anyOf: each.map((form) => form.schema) }
    },
    read(given, at) {
      const kind: Kind = kindOf(resolved(given, at.source))
      const form = kind === 'empty' ? undefined : forms[kind]
      return form === undefined ? wrong(given, at, wants) : (form.read(given, at) as Read<F[keyof F]> | undefined)
    },
  }
}

export function lazy<T>(wants: string, ref: string, make: () => Form<T>): Form<T> {
  return { wants, schema: { $ref: `#/$defs/${ref}` }, read: (node, at) => make().read(node, at) }
}

export function mapped<T, U>(form: Form<T>, make: (value: T, at: Spot, node: Node | null) => U | undefined): Form<U> {
  return {
    wants: form.wants,
    get schema(): JsonSchema {
      return form.schema
    },
    read(node, at) {
      const value = form.read(node, at)
      return value === undefined ? undefined : make(value, at, node)
    },
  }
}

function twice(seen: Set<string>, name: string, node: Node | null, at: Spot): boolean {
  if (!seen.has(name)) {
    seen.add(name)
    return false
  }
  at.source.report('language.duplicate-key', node, at.path, `\`${clip(name)}\` is written twice.`, 'Keep one of them.')
  return true
}
