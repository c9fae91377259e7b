import { createHash } from 'node:crypto'
import type { Cursor } from '../../../index.ts'

/** What stood in a range of keys: how many rows, and the exclusive or of their keys' hashes (with the contents', where there is no better way to see a change). */
export interface Range {
  readonly count: number
  readonly keys: string
  readonly contents: string
}

export interface Digest {
  /** Whole-number keys: a range holds 2^shift of them. Others are spread over ranges by hash. */
  readonly shift: number | null
  readonly most: string | null
  readonly ranges: ReadonlyMap<string, Range>
}

/** Where a pass over everything stands: chunks of pages of each heap, what changed since the start comes at the end. */
export interface Filling {
  readonly phase: 'filling'
  readonly heap: number
  readonly page: number
  readonly since: string
  readonly digest: Digest
}

export interface Resting {
  readonly phase: 'resting'
  /** The transaction id (or the moment, where the table declares one) from which on rows count as changed. */
  readonly since: string
  readonly digest: Digest
  /** Ranges in which rows vanished while a pass was under way: looked through once more. */
  readonly dirty: readonly string[]
}

export type State = Filling | Resting

interface Written {
  readonly v: 1
  readonly of: string
  readonly phase: State['phase']
  readonly at?: readonly [number, number]
  readonly since: string
  readonly shift: number | null
  readonly most: string | null
  readonly ranges: readonly (readonly [string, number, string, string?])[]
  readonly dirty?: readonly string[]
}

/** `of` names what the state was read with: another database, another mapping or another major version, and it is of no use. */
export function writeCursor(of: string, state: State): Cursor {
  const { digest } = state
  const written: Written = {
    v: 1, of, phase: state.phase, since: state.since, shift: digest.shift, most: digest.most,
    ranges: [...digest.ranges].map(([name, range]) => (range.contents === '' ? [name, range.count, range.keys] : [name, range.count, range.keys, range.contents])),
    ...(state.phase === 'filling' ? { at: [state.heap, state.page] as const } : { dirty: state.dirty }),
  }
  return JSON.stringify(written) as Cursor
}

export function readCursor(of: string, cursor: Cursor | null): State | null {
  if (cursor === null) return null
  let written: Written
  try {
    written = JSON.parse(cursor) as Written
  } catch {
    return null
  }
  if (written.v !== 1 || written.of !== of) return null
  const digest: Digest = {
    shift: written.shift, most: written.most,
    ranges: new Map(written.ranges.map(([name, count, keys, contents]) => [name, { count, keys, contents: contents ?? '' }])),
  }
  if (written.phase === 'filling') {
    const [heap, page] = written.at ?? [0, 0]
    return { phase: 'filling', heap, page, since: written.since, digest }
  }
  return { phase: 'resting', since: written.since, digest, dirty: written.dirty ?? [] }
}

export function stateName(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 16)
}
