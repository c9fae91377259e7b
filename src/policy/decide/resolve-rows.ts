/** A row of somebody, or of nobody, before it is known what the rows around it allow. */
export interface RowWish {
  readonly id: string
  /** Whose row it is in this wish; a row shared by two people has two wishes with one id. null: nobody's. */
  readonly person: string | null
  /** What the row's own decision says, made with sharedWith and referencedByKept at 0. `stay`: anything that is not delete. */
  readonly wants: 'delete' | 'stay'
  /** A row of a pure link table: goes when one of its ends goes or is emptied. */
  readonly link: boolean
  /** Cleared earlier and remembered by key. */
  readonly emptied: boolean
  /** Rows of a table that the policy does not know refer to it. */
  readonly pinned: boolean
  /** Another controller, or a person outside the wishes, needs it. */
  readonly sharedOutside: boolean
  /** `matter`: a matter's hold names the row; `record`: an accounting record under its hold. */
  readonly held: 'matter' | 'record' | null
}

/** One reference between rows: a constraint, or a declared `belongs-to`. */
export interface RowReference {
  readonly from: string
  readonly to: string
  /** The systems file lets it be set to NULL so that `to` may go. */
  readonly release: boolean
  /** The column, or all of them, takes NULL or has a declared replacement. */
  readonly nullable: boolean
  readonly breaksCycle: boolean
}

export interface RowOutcome {
  readonly id: string
  readonly person: string | null
  readonly verdict: 'delete' | 'clear' | 'unlink' | 'keep' | 'review'
  readonly because: readonly RowReason[]
}

export type RowReason = 'referenced' | 'shared' | 'pinned' | 'held' | 'link'

export interface RowsResolved {
  readonly outcomes: readonly RowOutcome[]
  /** References to set to NULL before any deletion: released, of emptied rows, or the person's tie to a shared row. */
  readonly releases: readonly RowReference[]
  /** Declared cycle-breaking references among rows that go, to be set to NULL first. */
  readonly breaks: readonly RowReference[]
  /** Ids that are deleted, referring rows before those they refer to. */
  readonly order: readonly string[]
  /** Ids that go but stand in, or behind, a cycle that no declared reference breaks: for a human, or one deferred transaction. */
  readonly knotted: readonly string[]
}

/** A row with all its wishes taken together. */
interface Row {
  readonly id: string
  readonly wishes: RowWish[]
  readonly incoming: Edge[]
  readonly outgoing: Edge[]
  link: boolean
  emptied: boolean
  /** All whose row it is want it gone, and nobody else needs it. */
  wanted: boolean
  held: boolean
  goes: boolean
  why: RowReason | null
}

interface Edge {
  readonly reference: RowReference
  readonly from: Row
  readonly to: Row
}

/**
 * What goes: the largest set of rows that want to go of which none is referred to by, or shared with, anything outside the set.
 * It starts with every row that may go and takes away, one reference at a time, what something that stays needs; each
 * reference is looked at once, so the time is linear in rows and references.
 */
export function resolveRows(wishes: readonly RowWish[], references: readonly RowReference[]): RowsResolved {
  const rows = rowsOf(wishes)
  const edges = edgesOf(rows, references)
  holdAround(rows)
  pinUnknown(rows, references)
  startWithAll(rows)
  takeAwayNeeded(rows)
  settleLinks(rows)
  const unlinked = unlinkShared(rows)
  const gone = [...rows.values()].filter((row) => row.goes)
  const releases = edges.filter(({ from, to }) => to.goes && !from.goes).map(({ reference }) => reference)
  const breaks = edges.filter(({ reference, from, to }) => reference.breaksCycle && from.goes && to.goes).map(({ reference }) => reference)
  const order = childrenFirst(gone)
  const ordered = new Set(order)
  return {
    outcomes: [...rows.values()].flatMap((row) => row.wishes.map((wish) => outcomeOf(row, wish, unlinked))),
    releases: [...releases, ...unlinked.ties], breaks, order, knotted: gone.filter((row) => !ordered.has(row.id)).map((row) => row.id),
  }
}

function rowsOf(wishes: readonly RowWish[]): Map<string, Row> {
  const rows = new Map<string, Row>()
  for (const wish of wishes) {
    let row = rows.get(wish.id)
    if (row === undefined) rows.set(wish.id, (row = { id: wish.id, wishes: [], incoming: [], outgoing: [], link: true, emptied: false, wanted: true, held: false, goes: false, why: null }))
    row.wishes.push(wish)
    row.link &&= wish.link
    row.emptied ||= wish.emptied
    row.wanted &&= wish.wants === 'delete' || wish.emptied || wish.link
  }
  return rows
}

function edgesOf(rows: ReadonlyMap<string, Row>, references: readonly RowReference[]): readonly Edge[] {
  const edges: Edge[] = []
  for (const reference of references) {
    const [from, to] = [rows.get(reference.from), rows.get(reference.to)]
    if (from === undefined || to === undefined || from === to) continue
    const edge = { reference, from, to }
    edges.push(edge)
    from.outgoing.push(edge)
    to.incoming.push(edge)
  }
  return edges
}

/**
 * A hold covers what belongs to the row, down to the last line. A matter's hold covers what the row refers to as well; what an
 * accounting record refers to is only kept from being deleted, by the reference itself: the record stands without its content.
 */
function holdAround(rows: ReadonlyMap<string, Row>): void {
  const work: Row[] = []
  const hold = (row: Row): void => {
    if (row.held) return
    row.held = true
    work.push(row)
  }
  for (const row of rows.values()) {
    if (row.wishes.some((wish) => wish.held === 'matter')) for (const { to } of row.outgoing) to.held = true
  }
  for (const row of rows.values()) {
    if (!row.wishes.some((wish) => wish.held !== null)) continue
    row.held = true
    work.push(row)
  }
  for (let row = work.pop(); row !== undefined; row = work.pop()) for (const { from } of row.incoming) hold(from)
}

/** A reference from a row that nobody told us of is one from outside. */
function pinUnknown(rows: ReadonlyMap<string, Row>, references: readonly RowReference[]): void {
  for (const reference of references) {
    const to = rows.get(reference.to)
    if (to !== undefined && !rows.has(reference.from) && !reference.release) stay(to, 'referenced')
  }
}

function startWithAll(rows: ReadonlyMap<string, Row>): void {
  for (const row of rows.values()) {
    // Sharing comes first: what others' data stands in is never cleared, whatever else keeps the row.
    if (row.held) row.why = 'held'
    else if (row.wishes.some((wish) => wish.sharedOutside) || (!row.wanted && row.wishes.some((wish) => wish.wants === 'delete'))) row.why = 'shared'
    else if (row.wishes.some((wish) => wish.pinned)) stay(row, 'pinned')
    row.goes = row.wanted && row.why === null
  }
}

function stay(row: Row, why: RowReason): void {
  row.why ??= why
}

function takeAwayNeeded(rows: ReadonlyMap<string, Row>): void {
  const work = [...rows.values()].filter((row) => !row.goes)
  for (let row = work.pop(); row !== undefined; row = work.pop()) {
    for (const edge of row.outgoing) {
      if (!edge.to.goes || lets(edge)) continue
      edge.to.goes = false
      stay(edge.to, 'referenced')
      work.push(edge.to)
    }
  }
}

/** Whether a row that stays lets the row it refers to go: a declared release, or an emptied row whose reference takes NULL. */
function lets({ reference, from }: Edge): boolean {
  return reference.release || (reference.nullable && becomesEmpty(from))
}

/** Rows that are empty, or will be: all its fields wanted to go, and only what refers to it keeps the row. */
function becomesEmpty(row: Row): boolean {
  return !row.link && !row.held && row.why !== 'shared' && (row.emptied || row.wishes.every((wish) => wish.wants === 'delete'))
}

/** A pure link row goes when one of its ends goes or is emptied, and stays while both stand. */
function settleLinks(rows: ReadonlyMap<string, Row>): void {
  const settled = new Set<Row>()
  const work = [...rows.values()].filter((row) => (row.goes && !row.link) || (!row.goes && becomesEmpty(row)))
  for (let row = work.pop(); row !== undefined; row = work.pop()) {
    for (const { from } of row.incoming) {
      if (!from.link || !from.goes || settled.has(from)) continue
      settled.add(from)
      work.push(from)
    }
  }
  for (const row of rows.values()) {
    if (!row.link || !row.goes || settled.has(row) || row.wishes.some((wish) => wish.wants === 'delete')) continue
    row.goes = false
    stay(row, 'link')
  }
}

interface Unlinked {
  readonly ties: RowReference[]
  /** Shared rows whose tie to the person can be ended, as `id person`. */
  readonly ended: ReadonlySet<string>
}

/** To unlink is to end the person's tie: their link row goes, or their own remaining row's reference is set to NULL. Never more. */
function unlinkShared(rows: ReadonlyMap<string, Row>): Unlinked {
  const ties: RowReference[] = []
  const ended = new Set<string>()
  for (const row of rows.values()) {
    if (row.goes || row.why !== 'shared') continue
    for (const wish of row.wishes) {
      if (wish.wants !== 'delete') continue
      const own = row.incoming.filter(({ from }) => from.wishes.every((other) => other.person === wish.person))
      const left = own.filter(({ from }) => !from.goes)
      if (own.length === 0 || !left.every((edge) => endsTie(edge))) continue
      for (const { from, reference } of left) {
        if (from.link) from.goes = true
        else ties.push(reference)
      }
      ended.add(`${row.id} ${wish.person}`)
    }
  }
  return { ties, ended }
}

function endsTie({ from, reference }: Edge): boolean {
  if (from.held) return false
  return from.link ? from.why === 'link' && from.incoming.every((edge) => edge.from.goes) : reference.nullable
}

function outcomeOf(row: Row, wish: RowWish, unlinked: Unlinked): RowOutcome {
  const of = { id: row.id, person: wish.person }
  const because = row.why === null ? [] : [row.why]
  if (row.goes) return { ...of, verdict: 'delete', because: [] }
  if (row.held || row.link || row.emptied || wish.wants === 'stay') return { ...of, verdict: 'keep', because }
  if (row.why === 'shared') return { ...of, verdict: unlinked.ended.has(`${row.id} ${wish.person}`) ? 'unlink' : 'review', because }
  return { ...of, verdict: 'clear', because }
}

/** Referring rows first; a declared cycle-breaking reference is NULL by then, and orders nothing. */
function childrenFirst(gone: readonly Row[]): readonly string[] {
  const waiting = new Map(gone.map((row) => [row, row.incoming.filter(({ from, reference }) => from.goes && !reference.breaksCycle).length]))
  const ready = gone.filter((row) => waiting.get(row) === 0)
  const order: string[] = []
  for (let at = 0; at < ready.length; at++) {
    const row = ready[at] as Row
    order.push(row.id)
    for (const { to, reference } of row.outgoing) {
      if (!to.goes || reference.breaksCycle) continue
      const left = (waiting.get(to) ?? 0) - 1
      waiting.set(to, left)
      if (left === 0) ready.push(to)
    }
  }
  return order
}
