import type { Hash, Ref, Step } from '../../../index.ts'
import { placeOf, rowKey } from '../../../index.ts'
import { every } from '../scan/items.ts'
import type { KnownTable } from '../shape/catalogue.ts'
import { columnNamed, refName } from '../shape/mentions.ts'
import { elementOf, namedGroups, namesSeveral, type NamedGroup } from './groups.ts'
import { parted, textsAt, walk, type Found } from './walk.ts'

/** What one step takes out of the values that name several. */
export interface Taking {
  readonly step: Step
  readonly group: NamedGroup
  /** Names of the group's fields that go. */
  readonly fields: ReadonlySet<string>
  /** At this element only; null: at all but those that are kept. */
  readonly only: string | null
  readonly keeps: ReadonlySet<string>
}

/** One key or element to take out of a column. `blank`: others are mapped by their place after it, so null is left there. */
export interface Removal {
  readonly column: string
  readonly path: readonly string[]
  readonly blank: boolean
}

/** The part of a step that is found by whom an element names; a code where it cannot be. */
export function takingsOf(table: KnownTable, step: Step): readonly Taking[] | string {
  const place = placeOf(step.ref.key)
  const takings: Taking[] = []
  for (const group of namedGroups(table)) {
    if (!namesSeveral(table, group) || (place !== null && place.field !== group.name)) continue
    const own = new Set(group.fields.map((field) => refName(field.ref)))
    const going = step.fields.filter((ref) => own.has(refName(ref)))
    if (going.length === 0) continue
    for (const { ref } of group.fields) if (ref.column !== group.ref.column || !sameElement(group, ref.path)) return 'not-an-element'
    takings.push({ step, group, fields: new Set(going.map(refName)), only: place?.element ?? null, keeps: new Set(going.flatMap((ref) => ref.keeps ?? [])) })
  }
  const kept = takings.filter((taking) => taking.keeps.size > 0).map((taking) => taking.group.ref.column)
  // The value as a whole goes, and somebody stays in it: both cannot be.
  if (step.fields.some((ref) => ref.path.length === 0 && ref.via === null && kept.includes(ref.column) && !takings.some((taking) => taking.fields.has(refName(ref))))) return 'names-others'
  return takings
}

/** The fields of a step that a column holds as a whole, or by a path that leads to one value: of one that names somebody who stays, nothing goes. */
export function plainFields(table: KnownTable, step: Step): Step['fields'] {
  const several = new Set(namedGroups(table).filter((group) => namesSeveral(table, group)).flatMap((group) => group.fields.map((field) => refName(field.ref))))
  return step.fields.filter((ref) => !several.has(refName(ref)) && (ref.keeps ?? []).length === 0)
}

/** What is to be taken out of one row's value, as it is now. Two elements that name the same person are both that person's. */
export function removalsIn(table: KnownTable, hash: Hash, value: unknown, taking: Taking): Removal[] {
  const { group, only, keeps } = taking
  const path = pathOf(group.ref.path)
  const { element, within } = parted(path)
  const whole = group.fields.every((field) => taking.fields.has(refName(field.ref)))
  const row = rowKey(taking.step.ref.key)
  const removals: Removal[] = []
  for (const found of walk(value, element)) {
    const named = elementsIn(table, hash, group, row, walk(found.value, within, found.path))
    const theirs = named.filter((one) => (only === null ? !keeps.has(one.element) : one.element === only))
    const others = named.length - theirs.length
    // An element that says nothing of what is mapped is none of theirs.
    if (only !== null ? theirs.length === 0 : named.length === 0 && fieldsWithin(taking, found).length === 0) continue
    if (named.length > 0 && theirs.length === 0) continue
    if (Array.isArray(found.value) && table.columns.get(group.ref.column)?.category === 'A') {
      // A list within a list: elements are counted through both, so none can be told by its place, and the step is refused.
      removals.push(removal(table, group, [...found.path, '0']))
    } else if (others > 0) {
      // Several share the element: only what identifies this one goes.
      removals.push(...theirs.map((one) => removal(table, group, one.path)))
    } else if (whole && found.path.length > 0) removals.push(removal(table, group, found.path))
    else removals.push(...fieldsWithin(taking, found).map((each) => removal(table, group, each.path)))
  }
  return removals
}

function fieldsWithin(taking: Taking, found: Found): Found[] {
  return taking.group.fields.filter((field) => taking.fields.has(refName(field.ref))).flatMap((field) => walk(found.value, parted(pathOf(field.ref.path)).within, found.path)).filter(({ path }) => path.length > 0)
}

/** Whether the value that names one is still that of the one at a place: somebody else may have been written there since. */
export function namesThem(table: KnownTable, hash: Hash, value: unknown, group: NamedGroup, ref: Ref): boolean {
  return elementsIn(table, hash, group, rowKey(ref.key), walk(value, group.ref.path)).some((one) => one.element === placeOf(ref.key)?.element)
}

/** What the elements that name the one at a place say of them, field by field. */
export function valuesWithin(table: KnownTable, hash: Hash, value: unknown, group: NamedGroup, ref: Ref): ReadonlyMap<string, readonly unknown[]> {
  const { element, within } = parted(pathOf(group.ref.path))
  const only = placeOf(ref.key)?.element
  const values = new Map<string, unknown[]>()
  for (const found of walk(value, element)) {
    const named = elementsIn(table, hash, group, rowKey(ref.key), walk(found.value, within, found.path))
    if (!named.some((one) => one.element === only)) continue
    // Several share the element: of the others nothing is shown.
    const alone = named.every((one) => one.element === only)
    for (const field of alone ? group.fields : group.fields.filter((each) => refName(each.ref) === group.name)) {
      const name = refName(field.ref)
      const of = alone ? walk(found.value, parted(pathOf(field.ref.path)).within).map((each) => each.value) : named.filter((one) => one.element === only).map((one) => one.text)
      values.set(name, [...(values.get(name) ?? []), ...of])
    }
  }
  return values
}

function elementsIn(table: KnownTable, hash: Hash, group: NamedGroup, row: string, found: readonly Found[]): { readonly path: readonly string[]; readonly text: string; readonly element: string }[] {
  return found.flatMap((each) => textsAt(each)).flatMap(({ path, text }) => {
    const first = hash.first(group.kind, text, table.mapped.controller)
    return first === null ? [] : [{ path, text, element: elementOf(hash, table.mapped.name, row, group.name, first) }]
  })
}

/** Already blank, it is no longer there to be taken. */
export function isThere(value: unknown, { path, blank }: Removal): boolean {
  const [found] = walk(value, path)
  return found !== undefined && !(blank && found.value === null)
}

function removal(table: KnownTable, group: NamedGroup, path: readonly string[]): Removal {
  return { column: group.ref.column, path, blank: /^\d+$/.test(path.at(-1) ?? '') && hasPlaces(table, group.ref.column, path) }
}

/** Whether the systems file maps a neighbour by its place: it would move up, and be taken for the one that went. */
function hasPlaces(table: KnownTable, column: string, path: readonly string[]): boolean {
  const refs = [...table.mapped.fields.map((field) => field.ref), ...[...table.mapped.notPersonal.keys()].map(columnNamed)]
  return refs.some((ref) => ref.via === null && ref.column === column && ref.path.length >= path.length && /^\d+$/.test(ref.path[path.length - 1] ?? '')
    && path.slice(0, -1).every((step, i) => ref.path[i] === step || ref.path[i] === every))
}

function sameElement(group: NamedGroup, path: readonly string[]): boolean {
  return parted(pathOf(path)).element.join('\n') === parted(pathOf(group.ref.path)).element.join('\n')
}

/** An array without a path is mapped element by element. */
function pathOf(path: readonly string[]): readonly string[] {
  return path.length === 0 ? [every] : path
}
