import { countsOf, factsOf, locationsOf, locationsOfAll, noFacts, type Indexed, type PersonId } from '../people/index.ts'
import { companyAmong, placesKept, recordsAmong, type CompanyOf, type RecordsOf } from '../decisions/index.ts'
import { decideLocation, decidePerson, emptyFold, foldLocation, type LocationFacts, type Standing } from '../policy/decide/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { ColumnRef, Table } from '../policy/model/index.ts'
import { placeOf, type Going } from '../systems/index.ts'
import type { Work } from '../work/index.ts'
import type { Item } from './plan.ts'

const large = 20_000

/**
 * The columns that go from rows that stay, decided anew: a stored decision says that something goes, not which fields. An item
 * without an answer has nothing left to empty.
 */
export async function fieldsToEmpty(work: Work, items: readonly Item[], at: Day): Promise<ReadonlyMap<number, readonly Going[]>> {
  const fields = new Map<number, readonly Going[]>()
  const emptying = items.filter((item) => (item.verb === 'clear' || item.verb === 'anonymise') && item.follows === null)
  if (emptying.length === 0) return fields
  const people = [...new Set(emptying.map((item) => item.personId as PersonId))]
  const counts = await countsOf(work.db, people)
  const small = people.filter((id) => (counts.get(id) ?? 0) <= large)
  const facts = await factsOf(work.db, people)
  const rows = await locationsOfAll(work.db, small)
  for (const id of people) {
    const wanted = new Map(emptying.filter((item) => item.personId === id).map((item) => [nameOf(item), item]))
    const fold = emptyFold()
    const found: Indexed[] = []
    const take = (row: Indexed): void => {
      foldLocation(work.policy, fold, factsOfRow(row))
      if (wanted.has(nameOf(row))) found.push(row)
    }
    for (const row of rows.get(id) ?? []) take(row)
    if (!small.includes(id)) for await (const batch of locationsOf(work.pool, id)) batch.forEach(take)
    const standing = decidePerson(work.policy, facts.get(id) ?? noFacts, at, fold)
    const around = { ...(await recordsAmong(work, found)), company: await companyAmong(work, found, true) }
    const kept = await placesKept(work, found)
    for (const row of found) fields.set(wanted.get(nameOf(row))!.n, leaving(work, row, going(work, standing, row, around, at), kept.get(row) ?? []))
  }
  return fields
}

const nameOf = (row: { readonly system: string; readonly table: string; readonly key: string }): string => `${row.system}\n${row.table}\n${row.key}`

/** Of what names others, that which says something of those whose own data stands is left where it is. */
function leaving(work: Work, row: Indexed, fields: readonly ColumnRef[], kept: readonly string[]): readonly Going[] {
  if (kept.length === 0) return fields
  const table = work.policy.systems.get(row.system)?.tables.get(row.table)
  return fields.flatMap((ref): Going[] => {
    const of = table?.fields.find((field) => columnName(field.ref) === columnName(ref))?.of ?? null
    const places = kept.flatMap((key) => placeOf(key) ?? []).filter((place) => of !== null && place.field === columnName(of.ref))
    return [places.length === 0 ? ref : { ...ref, keeps: places.map((place) => place.element).sort() }]
  })
}

interface AroundRow {
  readonly records: RecordsOf
  readonly company: CompanyOf
}

function going(work: Work, standing: Standing, row: Indexed, { records, company }: AroundRow, at: Day): readonly ColumnRef[] {
  const table = work.policy.systems.get(row.system)?.tables.get(row.table)
  if (table === undefined) return []
  const decision = decideLocation(work.policy, standing, { ...factsOfRow(row, records(row)), ...company(row) }, at)
  const names = new Set(decision.fields.flatMap((field) => (field.verdict === 'erase' || field.verdict === 'anonymise' ? [field.field] : [])))
  return table.fields.flatMap((field) => (names.has(columnName(field.ref)) && field.ref.via === null ? [field.ref] : []))
}

function factsOfRow(row: Indexed, records?: LocationFacts['records']): LocationFacts {
  return {
    system: row.system, table: row.table, key: row.key, relation: null, controller: null, dates: row.dates, sharedWith: row.shared ? 1 : 0,
    // It is emptied because something keeps the row: which fields go does not hang on what.
    referencedByKept: 1, unmentioned: row.unmentioned, linked: true, named: row.named, ...(records !== undefined && { records }),
  }
}

/** As decisions name a field: `profile->diet`. */
export function columnName(ref: ColumnRef): string {
  return [ref.via === null ? ref.column : `${ref.via}.${ref.column}`, ...ref.path].join('->')
}

/** Whether nothing of the row is anybody's any more; of what it says of somebody (`named`), whether that is gone. */
export function isWhole(table: Table, fields: readonly ColumnRef[], named: string | null = null): boolean {
  const names = new Set(fields.map(columnName))
  return table.fields.every((field) => field.ref.via !== null || names.has(columnName(field.ref)) || (named !== null && (field.of === null || columnName(field.of.ref) !== named)))
}
