import { factsBetween, factsOf, locationsOfAll, mergeTargets, nobody, noFacts, type Indexed, type PersonId } from '../people/index.ts'
import type { PersonFacts } from '../policy/decide/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { Policy } from '../policy/model/index.ts'
import type { Work } from '../work/index.ts'
import { rowKey } from '../systems/index.ts'
import { mayName, type Company, type CompanyOf } from './company.ts'
import { crossedAmong } from './crossed.ts'
import { readLarge } from './decide-large.ts'
import { decideRows, type Decided } from './decide-rows.ts'
import { byPerson, personsInOrder } from './persons-in-order.ts'

/** How many rows of one table would go, by which rule. */
export interface ForeseenTotal {
  readonly system: string
  readonly table: string
  readonly verb: string
  readonly rule: string | null
  readonly law: string | null
  readonly rows: number
}

export interface Foreseen {
  readonly at: Day
  readonly rows: number
  /** People of whom something would go. */
  readonly people: number
  readonly totals: readonly ForeseenTotal[]
}

/**
 * What a sweep on a day would take under a policy that is not in force: everybody is decided from the index as it stands, and
 * nothing is stored, so that the decisions a running server works by stay untouched. Left out is what a plan adds around its
 * rows: references that are let go of, and rows emptied earlier.
 */
export async function foresee(work: Pick<Work, 'db' | 'pool' | 'policy' | 'signal'>, at: Day): Promise<Foreseen> {
  const { db, policy } = work
  const tally = new Tally(policy, at)
  const sharing = new Sharing()
  const take = (personId: PersonId, rows: readonly Indexed[], decided: readonly Decided[]): void => {
    if (rows.some((row) => row.shared || row.named !== null || mayName(policy, row))) sharing.note(personId, rows, decided)
    else tally.add(personId, decided)
  }
  let after = nobody
  for await (const some of personsInOrder(work)) {
    if ('large' in some) {
      for await (const { rows, decided } of readLarge(work, some.large, at)) {
        sharing.hear(some.large, rows, decided)
        tally.add(some.large, decided, true)
      }
      continue
    }
    const until = some.rows.at(-1)!.personId
    const facts = await factsBetween(db, after, until)
    const crossed = await crossedAmong(work, some.rows, false)
    for (const [personId, rows] of byPerson(some.rows)) take(personId, rows, decideRows({ policy, at, facts: facts.get(personId) ?? noFacts, ...crossed }, rows))
    after = until
  }
  for (const batch of batches(await mergeTargets(db))) await decideSome(work, at, batch, undefined, take)
  // What several share goes when nobody's data stands in it any more: whose does is known only now.
  const last = new Set(sharing.decided.keys())
  for (const batch of batches([...last])) await decideSome(work, at, batch, (row) => sharing.company(row), (personId, _, decided) => tally.add(personId, decided, true))
  for await (const { decided } of readLarge(work, nobody, at)) tally.add(nobody, decided)
  return tally.sum()
}

type Take = (personId: PersonId, rows: readonly Indexed[], decided: readonly Decided[]) => void

async function decideSome(work: Pick<Work, 'db' | 'policy'>, at: Day, ids: readonly PersonId[], company: CompanyOf | undefined, take: Take): Promise<void> {
  const facts: ReadonlyMap<PersonId, PersonFacts> = await factsOf(work.db, ids)
  const rows = await locationsOfAll(work.db, ids)
  const crossed = await crossedAmong(work, [...rows.values()].flat(), false)
  for (const [personId, theirs] of rows) {
    take(personId, theirs, decideRows({ policy: work.policy, at, facts: facts.get(personId) ?? noFacts, ...crossed, ...(company !== undefined && { company: (row) => ({ ...crossed.company(row), ...company(row) }) }) }, theirs))
  }
}

function* batches(ids: readonly PersonId[]): Iterable<readonly PersonId[]> {
  for (let i = 0; i < ids.length; i += 2000) yield ids.slice(i, i + 2000)
}

const rowOf = (row: { readonly system: string; readonly table: string; readonly key: string }): string => `${row.system}\0${row.table}\0${row.key}`

/** Those who have rows in common, or are named in others' rows, held until everybody has been read. */
class Sharing {
  readonly decided = new Map<PersonId, readonly Decided[]>()
  readonly #stands = new Map<string, Map<PersonId, ReadonlySet<string>>>()
  readonly #named = new Map<string, Map<PersonId, boolean>>()

  note(personId: PersonId, rows: readonly Indexed[], decided: readonly Decided[]): void {
    this.decided.set(personId, decided)
    this.hear(personId, rows, decided)
  }

  /** In which fields somebody's data stands of the rows that others have too. */
  hear(personId: PersonId, rows: readonly Indexed[], decided: readonly Decided[]): void {
    rows.forEach((row, i) => {
      const { stands, stays } = decided[i]!.shape
      if (row.named !== null) {
        const name = rowOf({ ...row, key: rowKey(row.key) })
        const said = this.#named.get(name) ?? new Map<PersonId, boolean>()
        this.#named.set(name, said.set(personId, (said.get(personId) ?? false) || stands))
      } else if (row.shared) {
        const said = this.#stands.get(rowOf(row)) ?? new Map<PersonId, ReadonlySet<string>>()
        this.#stands.set(rowOf(row), said.set(personId, new Set([...(said.get(personId) ?? []), ...(stands ? (stays ?? []) : [])])))
      }
    })
  }

  /** Who else has the row, and in which fields their data stands. */
  company(row: Indexed): Company {
    const others = [...(this.#stands.get(rowOf(row)) ?? [])].filter(([personId, stays]) => stays.size > 0 && personId !== row.personId)
    const named = row.named !== null ? [] : [...(this.#named.get(rowOf(row)) ?? [])].filter(([personId, stands]) => stands && personId !== row.personId)
    return { sharedWith: others.length, neededByOthers: new Set(others.flatMap(([, stays]) => [...stays])), namesStanding: named.length }
  }
}

const verbs: ReadonlySet<string> = new Set(['delete', 'clear', 'unlink', 'restrict', 'anonymise'])

class Tally {
  readonly #policy: Policy
  readonly #at: Day
  readonly #totals = new Map<string, ForeseenTotal>()
  readonly #taken = new Set<string>() // shared rows that go: once, whoever else has them
  #people = 0
  #last: PersonId | null = null // of whom something goes; a person's decisions come together
  #rows = 0

  constructor(policy: Policy, at: Day) {
    this.#policy = policy
    this.#at = at
  }

  /** With `shared`: rows that others have too go once. */
  add(personId: PersonId, decided: readonly Decided[], shared = false): void {
    for (const one of decided) if (one.dueOn !== null && one.dueOn <= this.#at && verbs.has(one.shape.dueVerb ?? '')) this.#note(personId, one, shared)
  }

  #note(personId: PersonId, { system, table, key, shape }: Decided, shared: boolean): void {
    const linkOnly = this.#policy.systems.get(system)?.tables.get(table)?.linkOnly === true
    const verb = shape.dueVerb === 'unlink' && linkOnly ? 'delete' : (shape.dueVerb ?? '')
    if (shared && verb === 'delete') {
      const row = rowOf({ system, table, key })
      if (this.#taken.has(row)) return
      this.#taken.add(row)
    }
    this.#rows += 1
    if (verb !== 'restrict' && personId !== nobody && personId !== this.#last) {
      this.#last = personId
      this.#people += 1
    }
    const name = [system, table, verb, shape.rule, shape.law].join('\0')
    const known = this.#totals.get(name)
    this.#totals.set(name, { system, table, verb, rule: shape.rule, law: shape.law, rows: (known?.rows ?? 0) + 1 })
  }

  sum(): Foreseen {
    const totals = [...this.#totals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, total]) => total)
    return { at: this.#at, rows: this.#rows, people: this.#people, totals }
  }
}
