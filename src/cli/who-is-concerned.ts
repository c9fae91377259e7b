import { controllersDay, foresee } from '../decisions/index.ts'
import type { Foreseen } from '../decisions/index.ts'
import { countPeopleIn } from '../people/index.ts'
import type { PolicyDiff, ProcessingChange, PromiseChange, Telling } from '../policy/diff/index.ts'
import type { Policy, Purpose, Table } from '../policy/model/index.ts'
import type { Work } from '../work/index.ts'

/** How many people on record each change concerns, and what the later version would take first. */
export interface OnRecord {
  readonly promises: ReadonlyMap<PromiseChange, number>
  readonly processing: ReadonlyMap<ProcessingChange, number>
  readonly tell: ReadonlyMap<Telling, number>
  readonly sweep: Foreseen
}

/** Read from the index as it was last observed; nothing is written. `work` bears the later version. */
export async function whoIsConcerned(work: Work, before: Policy, diff: PolicyDiff): Promise<OnRecord> {
  const after = work.policy
  const count = counter(work)
  const purposes = (names: readonly string[]): readonly Purpose[] => names.flatMap((name) => after.purposes.get(name) ?? before.purposes.get(name) ?? [])
  const tables = [...new Map([...tablesOf(before), ...tablesOf(after)].map((table) => [`${table.system} ${table.name}`, table])).values()]
  const promises = new Map<PromiseChange, number>()
  for (const one of diff.promises) promises.set(one, await count(one.about === null ? tables : tables.filter((table) => purposes(one.about ?? []).some((purpose) => holds(table, purpose)))))
  const processing = new Map<ProcessingChange, number>()
  for (const one of diff.processing) {
    const of = one.purpose === null ? [] : purposes([one.purpose])
    processing.set(one, await count(tables.filter((table) => (of.length === 0 || of.some((purpose) => table.fields.some((field) => purpose.data.includes(field.data)))) && table.relation !== null && one.people.includes(table.relation))))
  }
  const tell = new Map<Telling, number>()
  for (const one of diff.tell) tell.set(one, await count(tables.filter((table) => table.relation === one.people)))
  const today = controllersDay(work)
  return { promises, processing, tell, sweep: await foresee(work, after.effective > today ? after.effective : today) }
}

function tablesOf(policy: Policy): readonly Table[] {
  return [...policy.systems.values()].flatMap((system) => [...system.tables.values()])
}

/** Whether rows of the table carry data for the purpose, of people it is about. */
function holds(table: Table, purpose: Purpose): boolean {
  if (table.purposes !== null && !table.purposes.includes(purpose.name)) return false
  if (table.relation !== null && !purpose.people.includes(table.relation)) return false
  return table.fields.some((field) => purpose.data.includes(field.data))
}

/** The same tables are counted once, however many changes concern them. */
function counter(work: Work): (tables: readonly Table[]) => Promise<number> {
  const known = new Map<string, Promise<number>>()
  return (tables) => {
    const refs = tables.map((table) => ({ system: table.system, table: table.name }))
    const key = JSON.stringify(refs)
    const counted = known.get(key) ?? countPeopleIn(work.db, refs)
    known.set(key, counted)
    return counted
  }
}
