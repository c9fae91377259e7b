import { explain, type Explained } from '../decisions/index.ts'
import { factsOf, noFacts, type PersonId } from '../people/index.ts'
import type { PersonFacts } from '../policy/decide/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { Work } from '../work/index.ts'

/** An action on one person, as far as a plan has to know it (decide.md 7, last paragraph but one). */
export interface Because {
  /** What the facts would be without the action. */
  readonly without: (facts: PersonFacts) => PersonFacts
  /** What was asked for by name, although its time is over anyhow: it goes with the rest, and is told with the rest. */
  readonly asked: (explained: Explained) => boolean
}

export interface Weighed extends Explained {
  /** The row is decided otherwise because of the action, or goes because it was asked for. */
  readonly changed: boolean
}

/** Every row of the person decided with and without the action: what comes out the same waits for the sweep. */
export async function* weigh(work: Work, personId: PersonId, because: Because, at: Day): AsyncGenerator<readonly Weighed[]> {
  const facts = (await factsOf(work.db, [personId])).get(personId) ?? noFacts
  const without = explain(work, personId, because.without(facts), at)
  try {
    for await (const batch of explain(work, personId, facts, at)) {
      const turn = await without.next()
      const before = new Map((turn.done === true ? [] : turn.value).map((one) => [nameOf(one), goingOf(one)]))
      yield batch.map((one) => ({ ...one, changed: changes(one, before.get(nameOf(one)), because) }))
    }
  } finally {
    await without.return(undefined)
  }
}

function changes(now: Explained, before: string | undefined, because: Because): boolean {
  const going = goingOf(now)
  // A row that came between the two readings is left for the next time.
  return before !== undefined && going !== '' && (going !== before || because.asked(now))
}

const nameOf = ({ row }: Explained): string => `${row.system}\n${row.table}\n${row.key}`

const acts: ReadonlySet<string> = new Set(['delete', 'clear', 'unlink', 'restrict', 'anonymise'])

/** What becomes of the row, and which fields of it go. Empty: nothing is done to it. */
function goingOf({ decision }: Explained): string {
  if (!acts.has(decision.verdict)) return ''
  return [decision.verdict, ...decision.fields.flatMap((field) => (field.verdict === 'erase' || field.verdict === 'anonymise' ? [field.field] : [])).sort()].join('\n')
}

export interface RowsOfTable {
  readonly system: string
  readonly table: string
  readonly keys: readonly string[]
}

/** The rows that the action changed, for a plan that is to hold nothing else. Keys only, also of somebody with very many. */
export async function changedBy(work: Work, people: readonly string[], because: Because, at: Day): Promise<readonly RowsOfTable[]> {
  const tables = new Map<string, { system: string; table: string; keys: Set<string> }>()
  const ties: { readonly system: string; readonly table: string; readonly key: string; readonly to: readonly { readonly table: string; readonly key: string }[] }[] = []
  const keysOf = (system: string, table: string): Set<string> => {
    const name = `${system}\n${table}`
    let known = tables.get(name)
    if (known === undefined) tables.set(name, (known = { system, table, keys: new Set() }))
    return known.keys
  }
  for (const id of people) {
    for await (const batch of weigh(work, id as PersonId, because, at)) {
      for (const { row, changed } of batch) {
        if (changed) keysOf(row.system, row.table).add(row.key)
        // A row of a pure link table has no say of its own: it goes with an end of it.
        else if (work.policy.systems.get(row.system)?.tables.get(row.table)?.linkOnly === true) ties.push({ system: row.system, table: row.table, key: row.key, to: row.links })
      }
    }
  }
  for (const tie of ties) if (tie.to.some((end) => tables.get(`${tie.system}\n${end.table}`)?.keys.has(end.key) === true)) keysOf(tie.system, tie.table).add(tie.key)
  return [...tables.values()].map(({ system, table, keys }) => ({ system, table, keys: [...keys] }))
}
