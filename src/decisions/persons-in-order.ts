import { indexedOf, locationsInOrder, type Indexed, type PersonId } from '../people/index.ts'
import type { Work } from '../work/index.ts'
import { LARGE } from './decide-large.ts'

/** The rows of some whole persons, or somebody with more rows than should be held. */
export type Persons = { readonly rows: readonly Indexed[] } | { readonly large: PersonId }

const chunk = 20_000

/** Everybody's rows in the order of persons, about twenty thousand at a time and never a part of a person. Those who were merged are not among them. */
export async function* personsInOrder(work: Pick<Work, 'pool' | 'signal'>): AsyncGenerator<Persons> {
  let rows: Indexed[] = []
  let from = 0 // where the last person's rows begin
  let large: PersonId | null = null
  for await (const batch of locationsInOrder(work.pool, null)) {
    work.signal.throwIfAborted()
    for (const text of batch) {
      const personId = text[0] as PersonId
      if (personId === large) continue
      if (personId !== rows.at(-1)?.personId) {
        if (rows.length >= chunk) {
          yield { rows }
          rows = []
        }
        from = rows.length
      }
      rows.push(indexedOf(text))
      if (rows.length - from <= LARGE) continue
      if (from > 0) yield { rows: rows.slice(0, from) }
      yield { large: personId }
      rows = []
      from = 0
      large = personId
    }
  }
  if (rows.length > 0) yield { rows }
}

/** Rows person by person. */
export function* byPerson(rows: readonly Indexed[]): Iterable<readonly [PersonId, readonly Indexed[]]> {
  for (let i = 0; i < rows.length; ) {
    const { personId } = rows[i]!
    let end = i + 1
    while (end < rows.length && rows[end]!.personId === personId) end++
    yield [personId, rows.slice(i, end)]
    i = end
  }
}
