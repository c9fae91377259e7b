import { hasNamed, mattersReaching, namedIn, type Indexed } from '../people/index.ts'
import type { LocationFacts } from '../policy/decide/index.ts'
import type { Policy } from '../policy/model/index.ts'
import { rowKey } from '../systems/index.ts'
import type { Work } from '../work/index.ts'
import { othersStanding, placesStanding } from './store-sharing.ts'

/** What others have to do with a row: those who share it, those whom it names, and the matters that need it. */
export type Company = Pick<LocationFacts, 'sharedWith' | 'neededByOthers' | 'namesStanding' | 'heldForOthers'>

export type CompanyOf = (row: Indexed) => Company

const none: Awaited<ReturnType<typeof mattersReaching>> = new Map()
const alone: Company = { sharedWith: 0 }
/** Until everybody has been decided others need the whole of what they share. */
const unknown: Company = { sharedWith: 1 }

/**
 * Asked in bulk, and only of rows that are shared or may name somebody. `decided`: false in a pass over everybody, where the others
 * may not have been decided yet; they count as needing it, and are asked once the pass is done.
 */
export async function companyAmong(work: Pick<Work, 'db' | 'policy'>, rows: readonly Indexed[], decided: boolean): Promise<CompanyOf> {
  const [naming, shared, matters] = [await namingAmong(work, rows), decided ? await sharingAmong(work, rows) : null, decided ? await mattersReaching(work.db) : none]
  return (row) => {
    const names = naming.get(row) ?? []
    const standing = decided ? names.filter((one) => one.stands).length : names.length
    const held = matters.get(nameOf(row))?.filter((one) => one.personId !== row.personId).map((one) => one.hold) ?? []
    const base = !row.shared ? alone : (shared?.get(row) ?? (decided ? alone : unknown))
    if (standing === 0 && held.length === 0) return base
    return { ...base, ...(standing > 0 && { namesStanding: standing }), ...(held.length > 0 && { heldForOthers: held }) }
  }
}

async function sharingAmong(work: Pick<Work, 'db'>, rows: readonly Indexed[]): Promise<ReadonlyMap<Indexed, Company>> {
  const shared = rows.filter((row) => row.shared)
  const others = await othersStanding(work.db, shared)
  return new Map(shared.map((row, i) => [row, { sharedWith: others[i]!.count, ...(others[i]!.fields !== null && { neededByOthers: others[i]!.fields }) }]))
}

interface Named {
  readonly key: string
  readonly stands: boolean
}

async function namingAmong(work: Pick<Work, 'db' | 'policy'>, rows: readonly Indexed[]): Promise<ReadonlyMap<Indexed, readonly Named[]>> {
  const asked = rows.filter((row) => row.named === null && mayName(work.policy, row))
  if (asked.length === 0 || !(await hasNamed(work.db))) return new Map()
  const found = await namedIn(work.db, asked)
  const places = found.filter(({ at, personId }) => personId !== asked[at]!.personId)
  const standing = await placesStanding(work.db, places.map(({ at, personId, key }) => ({ personId, system: asked[at]!.system, table: asked[at]!.table, key })))
  const naming = new Map<Indexed, Named[]>()
  places.forEach(({ at, key }, i) => {
    const row = asked[at]!
    naming.set(row, [...(naming.get(row) ?? []), { key, stands: standing[i]! }])
  })
  return naming
}

export function mayName(policy: Policy, row: Pick<Indexed, 'system' | 'table'>): boolean {
  return policy.systems.get(row.system)?.tables.get(row.table)?.fields.some((field) => field.of !== null) === true
}

/** The places of a row at which somebody else's own data stands: they are left in it, whatever goes from the row. */
export async function placesKept(work: Pick<Work, 'db' | 'policy'>, rows: readonly Indexed[]): Promise<ReadonlyMap<Indexed, readonly string[]>> {
  return new Map([...(await namingAmong(work, rows))].map(([row, named]) => [row, named.filter((one) => one.stands).map((one) => one.key)]))
}

const nameOf = (row: Indexed): string => `${row.system}\0${row.table}\0${rowKey(row.key)}`
