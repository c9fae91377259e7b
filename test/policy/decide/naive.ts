import type { EndRule, Then } from '../../../src/policy/model/index.ts'
import type { Period } from '../../../src/policy/law/index.ts'
import { controllersOf } from './spec.ts'
import type { FactsSpec, KeepSpec, LocationSpec, PurposeSpec, Spec, TableSpec } from './spec.ts'

/**
 * The rules a second time, and as plainly as they can be put: one day at a time, every row looked at again for every question,
 * nothing remembered, dates by Temporal. It shares no code with what it checks.
 */
export interface World {
  readonly spec: Spec
  readonly facts: FactsSpec
  readonly locations: readonly LocationSpec[]
}

export interface NaiveField {
  readonly field: string
  readonly verdict: string
  readonly purposes: readonly string[]
  readonly hold: string | null
}

export interface NaiveDecision {
  readonly verdict: string
  readonly waiting: string | null
  readonly fields: readonly NaiveField[]
  /** Where the person's data stands by itself. */
  readonly stays: readonly string[]
}

interface Judged extends NaiveField { readonly undated: boolean; readonly waiting: string | null; readonly firm: boolean }

type Phase = 'stands' | 'waits' | 'awaits-review' | 'undated' | 'restricted' | 'unclear' | 'none' | 'ended'
interface State { readonly purpose: string; readonly phase: Phase; readonly then: string; readonly granted: boolean }
type Known = 'yes' | 'no' | 'unknown' | 'none'
type Read = { readonly day: string } | 'missing' | 'unusable' | 'hides' | 'no-matter'

const endings = new Set(['event-end', 'agreement-end', 'process-end', 'relation-end', 'purpose-end'])
const perRelation = new Set(['last-activity', 'relation-start', 'relation-end'])

export function naive(world: World, location: LocationSpec, today: string): NaiveDecision {
  const { spec } = world
  const table = spec.tables[location.table] as TableSpec
  const named = location.named
  const names = Object.keys(table.data).filter((field) => named === undefined || table.of?.[field] === named)
  if (table.role === 'processor') return { verdict: 'instruction', waiting: null, fields: names.map((field) => ({ field, verdict: 'keep', purposes: [], hold: null })), stays: names }
  const linked = location.linked ?? true
  const mine: World = linked ? world : { spec, facts: {}, locations: [] }
  const controller = table.controller ?? Object.keys(controllersOf(spec))[0] ?? ''
  const fields = names.map((field) => oneField(mine, location, table, controller, field, linked, today))
  const goes = (field: { verdict: string }): boolean => field.verdict === 'erase' || field.verdict === 'anonymise'
  const plain = (all: readonly Judged[]): readonly NaiveField[] => all.map(({ field, verdict, purposes, hold }) => ({ field, verdict, purposes, hold }))
  const worst = (...more: (string | null)[]): string | null => ['review', 'approval', 'reminder'].find((each) => [...more, ...fields.map((field) => field.waiting)].includes(each)) ?? null
  const stays = fields.filter((field) => (named === undefined ? !goes(field) : field.firm)).map(({ field }) => field)
  if (!fields.some(goes)) {
    const verdict = fields.some((field) => field.verdict === 'restrict') ? 'restrict'
      : fields.some((field) => field.verdict === 'review') ? 'review'
      : fields.some((field) => field.undated) ? (named === undefined ? 'undated' : 'keep')
      : fields.every((field) => field.verdict === 'unexplained') ? 'review' : 'keep'
    return { verdict, waiting: worst(), fields: plain(fields), stays }
  }
  if (controllersOf(spec)[controller]?.public === true) {
    return { verdict: 'keep', waiting: worst('approval'), fields: plain(fields).map((field) => (goes(field) ? { ...field, verdict: 'hold', hold: 'disposal-decision' } : field)), stays: names }
  }
  const erased = (field: NaiveField): NaiveField => (field.verdict === 'anonymise' ? { ...field, verdict: 'erase' } : field)
  if (named !== undefined) return { verdict: 'clear', waiting: worst(), fields: plain(fields).map(erased), stays }
  const all = fields.every(goes)
  const odd = location.unmentioned ?? false
  const theirs = (location.sharedWith ?? 0) === 0 ? [] : names.filter((field) => location.neededByOthers?.includes(field) ?? true)
  if (theirs.length > 0) {
    if (all) return { verdict: 'unlink', waiting: null, fields: plain(fields), stays }
    const left = plain(fields).map((field) => (!goes(field) ? field : theirs.includes(field.field) ? { ...field, verdict: 'restrict' } : erased(field)))
    return left.some((field) => goes(field)) ? { verdict: 'clear', waiting: worst(odd ? 'review' : null), fields: left, stays } : { verdict: 'restrict', waiting: worst(), fields: left, stays }
  }
  const needed = (location.referencedByKept ?? 0) > 0 || (location.namesStanding ?? 0) > 0
  if (all && !needed && !odd && fields.every((field) => field.verdict === 'erase')) return { verdict: 'delete', waiting: null, fields: plain(fields), stays }
  const toPerson = (table.belongsTo ?? []).some((to) => spec.tables[to]?.matter !== true)
  const anonymous = all && !needed && !odd && !toPerson
  return { verdict: 'clear', waiting: worst(odd ? 'review' : null), fields: plain(fields).map((field) => (anonymous ? field : erased(field))), stays }
}

/** In which relation a row shows the person to stand: none where it only names them and the file does not say. */
function standsFor(row: LocationSpec, table: TableSpec | undefined): string | null | undefined {
  if (row.relation !== undefined) return row.relation
  if (row.named !== undefined) return table?.ofRelation
  return table?.relation === undefined ? 'customer' : table.relation
}

/** A field's verdict; and whether it stays for a reason of the person's own, or only because nobody knows or has answered. */
function oneField(world: World, location: LocationSpec, table: TableSpec, controller: string, field: string, linked: boolean, today: string): Judged {
  const made = weighed(world, location, table, controller, field, linked, today)
  if (made.firm || made.verdict === 'erase' || made.verdict === 'anonymise') return made
  const data = table.data[field] ?? ''
  const held = holdOn(world, location, table, controller, data, relationsOf(world, location, table, controller, linked), linked, today) !== null
  return { ...made, firm: held || pendingFor(world.facts, controller, data, today) !== undefined }
}

function pendingFor(facts: FactsSpec, controller: string, data: string, today: string): { readonly right: string } | undefined {
  return (facts.requests ?? []).find((request) => ['access', 'portability', 'rectification', 'restriction'].includes(request.right) && request.identified && request.received <= today && (request.scope.controller ?? controller) === controller && (request.scope.data ?? [data]).includes(data))
}

function weighed(world: World, location: LocationSpec, table: TableSpec, controller: string, field: string, linked: boolean, today: string): Judged {
  const { spec, facts } = world
  const data = table.data[field] ?? ''
  const result = (verdict: string, more: Partial<Judged> = {}): Judged => ({ field, verdict, purposes: [], hold: null, undated: false, waiting: null, firm: false, ...more })
  const relations = relationsOf(world, location, table, controller, linked)
  const states: State[] = []
  for (const [name, purpose] of Object.entries(spec.purposes)) {
    if (!(purpose.controllers ?? [Object.keys(controllersOf(spec))[0]]).includes(controller)) continue
    if (!purpose.data.includes(data)) continue
    if (table.purposes !== undefined && !table.purposes.includes(name)) continue
    const people = purpose.people ?? spec.people ?? ['customer']
    for (const relation of relations ?? people) if (people.includes(relation)) states.push(oneState(world, location, table, controller, name, purpose, data, relation, linked, today))
  }
  const asked = (facts.requests ?? []).filter((request) => request.right === 'erasure' && request.identified && request.received <= today && (request.scope.controller ?? controller) === controller)
  if (states.length === 0) return asked.some((request) => request.scope.purpose === undefined && (request.scope.data ?? [data]).includes(data)) ? result('review', { waiting: 'review' }) : result('unexplained')

  const counted = states.some((state) => state.phase !== 'none') ? states.filter((state) => state.phase !== 'none') : states.map((state): State => ({ ...state, phase: 'undated' }))
  const usable = counted.filter((state) => ['stands', 'waits', 'awaits-review', 'undated'].includes(state.phase))
  const restrictions = (facts.restrictions ?? []).filter((each) => each.since <= today && (each.data.length === 0 || each.data.includes(data)))
  const pausing = restrictions.some((each) => each.why !== 'objection' && each.why !== 'request')
  if (usable.length > 0) {
    const firm = usable.some((state) => state.phase !== 'undated')
    if (restrictions.length > 0) return result('restrict', { firm: firm || pausing })
    const idle = usable.every((state) => state.phase === 'waits' || state.phase === 'awaits-review')
    return result('keep', {
      firm, purposes: [...new Set(usable.map((state) => state.purpose))].sort(), undated: usable.every((state) => state.phase === 'undated'),
      waiting: !idle ? null : usable.some((state) => state.phase === 'awaits-review') ? 'review' : 'reminder',
    })
  }
  if (counted.some((state) => state.phase === 'restricted')) return result('restrict', { waiting: 'review' })
  const hold = holdOn(world, location, table, controller, data, relations, linked, today)
  if (hold !== null) return result('hold', { firm: true, hold: hold.name, undated: hold.undated, waiting: hold.overdue ? 'review' : null })
  if (counted.some((state) => state.phase === 'unclear')) return result('review', { waiting: 'review' })
  if (!counted.some((state) => state.granted)) {
    if (pausing) return result('restrict', { firm: true })
    const pending = pendingFor(facts, controller, data, today)
    if (pending !== undefined) return result('hold', { firm: true, hold: `request:${pending.right}` })
  }
  for (const action of ['archive', 'review', 'erase', 'anonymise', 'restrict']) {
    if (!counted.some((state) => state.then === action)) continue
    if (action === 'archive') return result('hold', { firm: true, hold: 'archive' })
    return result(action, { firm: action === 'review' || action === 'restrict', waiting: action === 'review' ? 'review' : null })
  }
  throw new Error('a purpose ended in no way that is known')
}

function relationsOf(world: World, location: LocationSpec, table: TableSpec, controller: string, linked: boolean): readonly string[] | null {
  const own = standsFor(location, table) ?? (table.relation === undefined ? 'customer' : table.relation)
  if (own !== null) return [own]
  if (!linked) return null
  const all = allRelations(world, controller)
  return all.length > 0 ? all : null
}

function allRelations(world: World, controller: string): readonly string[] {
  const first = Object.keys(controllersOf(world.spec))[0] ?? ''
  const names = new Set((world.facts.relations ?? []).filter((one) => (one.controller ?? 'us') === controller).map((one) => one.relation))
  for (const row of world.locations) {
    const table = world.spec.tables[row.table]
    const relation = standsFor(row, table)
    if (table?.role !== 'processor' && (row.linked ?? true) && (table?.controller ?? first) === controller && relation != null) names.add(relation)
  }
  return [...names]
}

function oneState(world: World, location: LocationSpec, table: TableSpec, controller: string, name: string, purpose: PurposeSpec, data: string, relation: string, linked: boolean, today: string): State {
  const { facts } = world
  const keep = purpose.keep.perData?.[data] ?? purpose.keep
  const covers = (request: { scope: { purpose?: string; relation?: string; data?: readonly string[]; controller?: string } }): boolean =>
    (request.scope.controller ?? controller) === controller && (request.scope.purpose ?? name) === name && (request.scope.relation ?? relation) === relation && (request.scope.data ?? [data]).includes(data)
  const requests = (facts.requests ?? []).filter((request) => request.identified && request.received <= today && covers(request))
  const granted = requests.some((request) => request.right === 'erasure')
  const state = (phase: Phase, then = ''): State => ({ purpose: name, phase, then, granted: phase === 'ended' && granted })
  const ground = groundOn(facts, table, controller, name, purpose, data, requests, granted, today)

  const retention = (day: string): Known => overMatters(world, location, table, controller, relation, linked, keepAnchors(keep), purpose.people ?? world.spec.people ?? ['customer'], day, (read) => capped(world, location, table, controller, relation, linked, data, day, ended(keep, read, world, controller, relation, linked, day)))
  const over = retention(today)
  const outcome = (fellOn: string): string => {
    if (granted) return 'erase'
    if (keep.review === true) return 'review'
    const endedOn = firstDay(retention, today)
    return follow(keep.then ?? { action: 'erase' }, endedOn !== null && endedOn < fellOn ? endedOn : fellOn, today)
  }
  if (ground.state === 'falls') return state('ended', outcome(ground.on ?? today))
  if (over === 'none') return state('none')
  const carried = (phase: Phase): State => state(ground.state === 'stands' ? phase : ground.state === 'restricted' ? 'restricted' : 'unclear')
  if (over === 'unknown') {
    if (granted && (ground.state === 'stands' || location.named === undefined)) return state('unclear')
    if (!linked && keepAnchors(keep).some((anchor) => perRelation.has(anchor))) return state('unclear')
    return carried('undated')
  }
  const endDay = over === 'yes' ? (firstDay(retention, today) as string) : null
  const approval = Math.max(0, ...(facts.approvals ?? []).filter((each) => each.purpose === name).map((each) => Date.parse(each.until)))
  const approvedTo = approval === 0 ? '' : new Date(approval).toISOString().slice(0, 10)
  if (endDay === null || approvedTo > today) {
    const criterion = keep.end?.kind === 'criterion' && keep.end.review !== null && keep.end.review <= today
    return carried(criterion && over === 'no' ? 'awaits-review' : 'stands')
  }
  const due = approvedTo > endDay ? approvedTo : endDay
  // What was kept longer by approval ended on the approval's day.
  if (keep.remind === undefined || granted) return state('ended', granted ? 'erase' : keep.review === true ? 'review' : follow(keep.then ?? { action: 'erase' }, due, today))
  const reminder = reminded(facts, keep, name, due, since(world, location, table, controller, relation, linked, keep, purpose.people ?? world.spec.people ?? ['customer'], today), linked, today)
  if (reminder.over !== null && reminder.over <= today) return state('ended', granted ? 'erase' : keep.review === true ? 'review' : follow(keep.then ?? { action: 'erase' }, reminder.over, today))
  return carried(reminder.review ? 'awaits-review' : 'waits')
}

/** The first day on which it had ended, found by walking from long ago until now. */
function firstDay(retention: (day: string) => Known, today: string): string | null {
  for (let day = '2023-12-01'; day <= today; day = plus(day, { days: 1 })) if (retention(day) === 'yes') return day
  return null
}

function follow(then: Then, from: string | null, today: string): string {
  if (then.action !== 'restrict') return then.action
  if (then.for === null || from === null) return 'restrict'
  const over = plus(from, then.for)
  if (today < over) return 'restrict'
  return then.then === null ? 'review' : follow(then.then, over, today)
}

function reminded(facts: FactsSpec, keep: KeepSpec, name: string, due: string, from: string | null, linked: boolean, today: string): { over: string | null; review: boolean } {
  const remind = keep.remind as Period
  if (!linked) return keep.unreachable === 'erase' ? { over: due, review: false } : { over: null, review: true }
  const later = (a: string, b: string): string => (a < b ? b : a)
  const counts = (day: string | null): boolean => day !== null && (from === null || day > from) && day <= today
  const all = (facts.reminders ?? []).filter((each) => each.purpose === name)
  const sent = all.filter((each) => !counts(each.bounced) && counts(each.sent)).map((each) => each.sent as string).sort()[0]
  if (sent !== undefined) return { over: later(due, plus(sent, remind)), review: false }
  const bounced = all.filter((each) => counts(each.bounced)).map((each) => each.bounced as string).sort()[0]
  if (bounced === undefined) return { over: null, review: false }
  return keep.unreachable === 'erase' ? { over: later(due, plus(bounced, remind)), review: false } : { over: null, review: true }
}

/** Tests give reminders to rules of a single anchor only, so that the date counted from is plain. */
function since(world: World, location: LocationSpec, table: TableSpec, controller: string, relation: string, linked: boolean, keep: KeepSpec, people: readonly string[], today: string): string | null {
  const [anchor] = keepAnchors(keep)
  if (anchor === undefined) return null
  const days: string[] = []
  overMatters(world, location, table, controller, relation, linked, [anchor], people, today, (read) => {
    const found = read(anchor)
    if (typeof found === 'object') days.push(found.day)
    return 'no'
  })
  return days.sort().at(-1) ?? null
}

interface Carried { readonly state: 'stands' | 'restricted' | 'unclear' | 'falls'; readonly on: string | null }

function groundOn(facts: FactsSpec, table: TableSpec, controller: string, name: string, purpose: PurposeSpec, data: string, requests: NonNullable<FactsSpec['requests']>, granted: boolean, today: string): Carried {
  const general = (): Carried => {
    const ground = purpose.ground === undefined ? 'legitimate-interest' : purpose.ground
    if (purpose.marketing === true) return marketing(facts, table, controller, name, purpose, requests, ground === 'consent', today)
    const objections = (facts.objections ?? []).filter((each) => each.to === name && (each.controller ?? controller) === controller && each.on <= today)
    if (ground === 'consent' || ground === 'legitimate-interest' || ground === 'public-task') {
      const consent: Carried = ground === 'consent' ? consented(facts, controller, name, purpose, requests, null, today) : { state: 'stands', on: null }
      if (consent.state === 'falls') return consent
      const upheld = objections.filter((each) => each.outcome === 'upheld').map((each) => each.on).sort()[0]
      if (upheld !== undefined) return { state: 'falls', on: upheld }
      let open = objections.some((each) => each.outcome === 'pending')
      if (ground !== 'consent') {
        for (const request of requests.filter((each) => each.right === 'erasure' || each.right === 'objection')) {
          if (purpose.objection === 'uphold') return { state: 'falls', on: request.received }
          if (!objections.some((each) => each.outcome === 'rejected' && each.on >= request.received)) open = true
        }
      }
      if (consent.state === 'unclear') return consent
      return { state: open ? 'restricted' : 'stands', on: null }
    }
    return ground === null && granted ? { state: 'unclear', on: null } : { state: 'stands', on: null }
  }
  const ground = general()
  if (ground.state === 'falls' || !(purpose.explicitConsentFor ?? []).includes(data)) return ground
  const condition = consented(facts, controller, name, purpose, requests, null, today)
  return condition.state === 'falls' || ground.state === 'stands' ? condition : ground
}

function marketing(facts: FactsSpec, table: TableSpec, controller: string, name: string, purpose: PurposeSpec, requests: NonNullable<FactsSpec['requests']>, byConsent: boolean, today: string): Carried {
  const days = (to: readonly string[]): string[] => (facts.objections ?? []).filter((each) => to.includes(each.to) && (each.controller ?? controller) === controller && each.on <= today).map((each) => each.on)
  const all = [...days(['marketing', name]), ...requests.filter((each) => each.right === 'erasure' || each.right === 'objection').map((each) => each.received)]
  const through = (channel: string | null, consent: boolean): Carried => {
    const on = [...all, ...(channel === null ? [] : days([`channel:${channel}`])), ...(table.channel === undefined ? [] : days([`channel:${table.channel}`]))].sort().at(-1) ?? null
    if (consent) return consented(facts, controller, name, purpose, requests, on, today)
    return on === null ? { state: 'stands', on: null } : { state: 'falls', on }
  }
  const channels = Object.entries(purpose.channels ?? {})
  if (channels.length === 0) return through(null, byConsent)
  const own = channels.filter(([channel]) => channel === table.channel)
  const each = (own.length > 0 ? own : channels).map(([channel, ground]) => through(channel, ground === 'consent'))
  const standing = each.find((one) => one.state === 'stands') ?? each.find((one) => one.state === 'restricted') ?? each.find((one) => one.state === 'unclear')
  return standing ?? { state: 'falls', on: each.map((one) => one.on ?? '').sort().at(-1) ?? null }
}

function consented(facts: FactsSpec, controller: string, name: string, purpose: PurposeSpec, requests: NonNullable<FactsSpec['requests']>, objected: string | null, today: string): Carried {
  const taken = [...requests.filter((each) => each.right === 'erasure' || each.right === 'withdrawal').map((each) => each.received as string), ...(objected === null ? [] : [objected])].sort().at(-1) ?? null
  const records = (facts.consents ?? []).filter((each) => each.purpose === name && (each.controller ?? controller) === controller && each.on <= today)
  const given = records.filter((each) => each.state === 'given').map((each) => each.on).sort().at(-1) ?? null
  const no = records.filter((each) => each.state !== 'given').map((each) => each.on).sort().at(-1) ?? null
  if (taken !== null && (given === null || given <= taken)) return { state: 'falls', on: taken }
  if (given === null) return no === null ? { state: 'unclear', on: null } : { state: 'falls', on: no }
  if (no !== null && no > given) return { state: 'falls', on: no }
  if (no === given) return { state: 'unclear', on: null }
  if (purpose.consentExpires !== undefined && plus(given, purpose.consentExpires) <= today) return { state: 'falls', on: plus(given, purpose.consentExpires) }
  return { state: 'stands', on: null }
}

function holdOn(world: World, location: LocationSpec, table: TableSpec, controller: string, data: string, relations: readonly string[] | null, linked: boolean, today: string): { name: string; undated: boolean; overdue: boolean } | null {
  const found: { name: string; undated: boolean; until: () => string }[] = []
  // Part of an accounting record that these worlds do not show: it stays, and nobody can say until when.
  const partOf = (table.belongsTo ?? []).some((to) => to !== location.table && world.spec.tables[to]?.record === true && world.spec.tables[to]?.role !== 'processor')
  if (table.record !== true && table.role !== 'processor' && partOf) found.push({ name: 'se-bookkeeping', undated: true, until: () => '~' })
  const laws: [string, readonly string[], (read: (anchor: string) => Read, day: string) => Known][] = []
  if (table.record === true) laws.push(['se-bookkeeping', ['booking', 'issue', 'payment'], (read, day) => bookkept(world, controller, read, day)])
  for (const [name, hold] of Object.entries(world.spec.holds ?? {})) {
    if (hold.bound === 'ceiling' || !hold.data.includes(data)) continue
    laws.push([name, [hold.after], (read, day) => afterwards(world, controller, { kind: 'after', anchor: hold.after, period: hold.for, or: [], roundUp: null, onlyAtLeast: false }, read, false, day)])
  }
  for (const [name, anchors, over] of laws) {
    for (const relation of relations ?? [null]) {
      const on = (day: string): Known => name === 'se-bookkeeping' ? over((anchor) => rowDate(world, location, table, anchor, day), day) : overMatters(world, location, table, controller, relation ?? '', linked, anchors, null, day, (read) => over(read, day))
      const now = on(today)
      if (now === 'yes' || now === 'none') continue
      found.push({ name, undated: now === 'unknown', until: () => (now === 'unknown' ? '~' : (walk(on, today) ?? '~')) })
    }
  }
  const lost = found.find((each) => each.undated)
  if (lost !== undefined) return { ...lost, overdue: false }
  const untils = new Map(found.map((each) => [each, found.length > 1 || (world.facts.holds ?? []).length > 0 || (location.heldForOthers ?? []).length > 0 ? each.until() : '']))
  const last = found.sort((a, b) => ((untils.get(a) ?? '') < (untils.get(b) ?? '') ? 1 : (untils.get(a) ?? '') > (untils.get(b) ?? '') ? -1 : 0))[0]
  if (last !== undefined && untils.get(last) === '~') return { ...last, overdue: false }
  const own = linked ? (world.facts.holds ?? []).filter((hold) => hold.locations.length === 0 || hold.locations.some((at) => at.table === location.table && at.key === location.key)) : []
  const matter = [...own, ...(location.heldForOthers ?? [])].find((hold) => hold.data.length === 0 || hold.data.includes(data))
  if (matter !== undefined) return { name: matter.basis, undated: false, overdue: matter.review < today }
  return last === undefined ? null : { ...last, overdue: false }
}

function walk(over: (day: string) => Known, from: string): string | null {
  for (let day = from; day < '2036-01-01'; day = plus(day, { days: 1 })) if (over(day) === 'yes') return day
  return null
}

function capped(world: World, location: LocationSpec, table: TableSpec, controller: string, relation: string, linked: boolean, data: string, day: string, over: Known): Known {
  if (over === 'none' || over === 'yes') return over
  for (const hold of Object.values(world.spec.holds ?? {})) {
    if (hold.bound !== 'ceiling' || !hold.data.includes(data)) continue
    const rule: EndRule = { kind: 'after', anchor: hold.after, period: hold.for, or: [], roundUp: null, onlyAtLeast: false }
    if (overMatters(world, location, table, controller, relation, linked, [hold.after], null, day, (read) => afterwards(world, controller, rule, read, false, day)) === 'yes') return 'yes'
  }
  return over
}

/** Asks for the location's own matter; for one of no matter, whether every matter of the person has ended. */
function overMatters(world: World, location: LocationSpec, table: TableSpec, controller: string, relation: string, linked: boolean, anchors: readonly string[], people: readonly string[] | null, day: string, over: (read: (anchor: string) => Read) => Known): Known {
  const fromRelation = (anchor: string): Read => (linked ? relationDate(world, controller, relation, anchor, day) : 'missing')
  const reading = (matter: ((anchor: string) => Read) | null) => (anchor: string): Read => (perRelation.has(anchor) ? fromRelation(anchor) : matter === null ? 'no-matter' : matter(anchor))
  const ofMatter = anchors.filter((anchor) => !perRelation.has(anchor))
  const has = (row: LocationSpec, of: TableSpec, anchor: string): boolean => (of.dates ?? []).includes(anchor) || row.dates?.[anchor] !== undefined
  if (ofMatter.some((anchor) => has(location, table, anchor))) return over(reading((anchor) => rowDate(world, location, table, anchor, day)))
  const first = Object.keys(controllersOf(world.spec))[0] ?? ''
  const answers: Known[] = []
  if (ofMatter.length > 0) {
    for (const row of world.locations) {
      const of = world.spec.tables[row.table] as TableSpec
      const rows = standsFor(row, of)
      if (rows === undefined) continue
      if (of.role === 'processor' || !(row.linked ?? true) || (of.controller ?? first) !== controller || (rows !== null && people !== null && !people.includes(rows))) continue
      if (ofMatter.some((anchor) => has(row, of, anchor))) answers.push(over(reading((anchor) => rowDate(world, row, of, anchor, day))))
    }
    for (const one of world.facts.relations ?? []) {
      if ((one.controller ?? 'us') !== controller || (people !== null && !people.includes(one.relation)) || !ofMatter.some((anchor) => (one.events?.[anchor] ?? null) !== null)) continue
      answers.push(over(reading((anchor) => readDate(world, one.events?.[anchor] ?? undefined, {}, anchor, day))))
    }
  }
  if (answers.length === 0) return over(reading(null))
  const counted = answers.filter((answer) => answer !== 'none')
  return counted.length === 0 ? 'none' : counted.includes('no') ? 'no' : counted.includes('unknown') ? 'unknown' : 'yes'
}

function relationDate(world: World, controller: string, relation: string, anchor: string, day: string): Read {
  const first = Object.keys(controllersOf(world.spec))[0] ?? ''
  const dates: { date: string; table: Partial<TableSpec> }[] = []
  for (const one of world.facts.relations ?? []) {
    if (one.relation !== relation || (one.controller ?? 'us') !== controller) continue
    const date = anchor === 'relation-start' ? one.started : anchor === 'relation-end' ? one.ended : one.events?.[anchor]
    if (date !== null && date !== undefined) dates.push({ date, table: {} })
  }
  for (const row of world.locations) {
    const table = world.spec.tables[row.table] as TableSpec
    const rows = standsFor(row, table)
    // What others' rows say of somebody is no act of theirs.
    if (row.named !== undefined || rows !== relation || table.role === 'processor' || !(row.linked ?? true) || (table.controller ?? first) !== controller) continue
    const date = row.dates?.[anchor]
    if (date !== undefined) dates.push({ date, table })
    else if (anchor === 'relation-end' && (table.dates ?? []).includes(anchor)) return 'missing'
  }
  if (dates.length === 0) return 'missing'
  if (dates.some(({ date }) => isInfinite(date))) return 'unusable'
  const usable = dates.filter(({ date, table }) => !isPast(date, table)).map(({ date }) => date).sort()
  const chosen = anchor === 'relation-start' ? usable[0] : usable.at(-1)
  return chosen === undefined || (chosen > day && !mayBeAhead(world, anchor)) ? 'unusable' : { day: chosen }
}

function rowDate(world: World, row: LocationSpec, table: TableSpec, anchor: string, day: string): Read {
  return readDate(world, row.dates?.[anchor], table, anchor, day)
}

function readDate(world: World, date: string | undefined, table: Partial<TableSpec>, anchor: string, day: string): Read {
  if (date === undefined) return 'missing'
  if (isInfinite(date)) return 'hides'
  if (isPast(date, table)) return 'unusable'
  return date > day && !mayBeAhead(world, anchor) ? 'hides' : { day: date }
}

/** A declared end is written down before it comes, and so are own events that the policy says it of. */
function mayBeAhead(world: World, anchor: string): boolean {
  return endings.has(anchor) || world.spec.ahead?.includes(anchor) === true
}

function isInfinite(date: string): boolean {
  return date === 'infinity' || date === '-infinity' || date === '9999-12-31'
}

function isPast(date: string, table: Partial<TableSpec>): boolean {
  return date <= '1900-01-01' || date === '1970-01-01' || (table.sentinels ?? []).includes(date) || (table.since !== undefined && date < table.since)
}

function keepAnchors(keep: KeepSpec): readonly string[] {
  const all = (rule: EndRule | null | undefined): string[] => {
    if (rule === null || rule === undefined) return []
    if (rule.kind === 'after') return [rule.anchor, ...rule.or]
    if (rule.kind === 'until') return rule.event === 'withdrawal' ? [] : [rule.event]
    if (rule.kind === 'while-relation') return ['relation-end']
    if (rule.kind === 'law') return ['booking', 'issue', 'payment']
    return rule.kind === 'first-of' || rule.kind === 'last-of' ? rule.rules.flatMap((each) => all(each)) : []
  }
  return [...all(keep.end), ...all(keep.atMost), ...all(keep.atLeast)]
}

/** Whether a retention has ended: yes, no, or that nobody can know. */
function ended(keep: KeepSpec, read: (anchor: string) => Read, world: World, controller: string, relation: string, linked: boolean, day: string): Known {
  if (keep.end === null) return 'unknown'
  const ongoing = linked && goesOn(world, controller, relation, day)
  const of = (rule: EndRule): Known => ruled(world, controller, rule, read, ongoing, day)
  let over = of(keep.end)
  if (keep.atMost !== undefined) over = first([over, of(keep.atMost)])
  return keep.atLeast === undefined || over === 'none' ? over : last([over, of(keep.atLeast)])
}

function first(all: readonly Known[]): Known {
  const counted = all.filter((each) => each !== 'none')
  return counted.length === 0 ? 'none' : counted.includes('yes') ? 'yes' : counted.includes('unknown') ? 'unknown' : 'no'
}

function last(all: readonly Known[]): Known {
  const counted = all.filter((each) => each !== 'none')
  return counted.length === 0 ? 'none' : counted.includes('no') ? 'no' : counted.includes('unknown') ? 'unknown' : 'yes'
}

function ruled(world: World, controller: string, rule: EndRule, read: (anchor: string) => Read, ongoing: boolean, day: string): Known {
  if (rule.kind === 'after') return afterwards(world, controller, rule, read, ongoing, day)
  if (rule.kind === 'until') {
    if (rule.event === 'withdrawal') return 'no'
    const found = read(rule.event)
    return found === 'no-matter' ? 'none' : typeof found === 'object' && found.day <= day ? 'yes' : 'no'
  }
  if (rule.kind === 'while-relation') {
    const found = read('relation-end')
    return typeof found === 'object' && found.day <= day ? 'yes' : 'no'
  }
  if (rule.kind === 'law') return bookkept(world, controller, read, day)
  if (rule.kind === 'first-of') return first(rule.rules.map((each) => ruled(world, controller, each, read, ongoing, day)))
  if (rule.kind === 'last-of') return last(rule.rules.map((each) => ruled(world, controller, each, read, ongoing, day)))
  return rule.kind === 'criterion' || rule.kind === 'for-ever' ? 'no' : 'unknown'
}

function afterwards(world: World, controller: string, rule: Extract<EndRule, { kind: 'after' }>, read: (anchor: string) => Read, ongoing: boolean, day: string): Known {
  const found = [rule.anchor, ...rule.or].map((anchor) => read(anchor)).filter((each) => each !== 'no-matter')
  if (found.length === 0) return 'none'
  const known = found.find((each) => each !== 'missing')
  if (known === undefined) return rule.anchor === 'relation-end' && ongoing ? 'no' : 'unknown'
  if (typeof known !== 'object') return 'unknown'
  let end = plus(known.day, rule.period)
  if (rule.roundUp === 'calendar-year') end = `${Number(end.slice(0, 4)) + 1}-01-01`
  if (rule.roundUp === 'fiscal-year') {
    if (!hasFiscalYear(world, controller)) return 'unknown'
    end = `${Number(end.slice(0, 4)) + 1}-01-01` // tests use calendar years as fiscal years here
  }
  return day < end ? 'no' : rule.onlyAtLeast ? 'unknown' : 'yes'
}

function goesOn(world: World, controller: string, relation: string, day: string): boolean {
  const start = relationDate(world, controller, relation, 'relation-start', '9999-12-30')
  const hasEnd = (world.facts.relations ?? []).some((one) => one.relation === relation && (one.controller ?? 'us') === controller && (one.ended ?? null) !== null)
  return typeof start === 'object' && start.day <= day && (relationDate(world, controller, relation, 'relation-end', day) === 'missing') && (!hasEnd || relationDate(world, controller, relation, 'relation-end', day) === 'missing')
}

function bookkept(world: World, controller: string, read: (anchor: string) => Read, day: string): Known {
  let from = read('booking')
  if (from === 'no-matter') return 'none'
  if (from === 'missing') {
    const [issued, paid] = [read('issue'), read('payment')]
    const days = [issued, paid].flatMap((each) => (typeof each === 'object' ? [each.day] : [])).sort()
    from = issued === 'hides' || paid === 'hides' ? 'unusable' : days.length > 0 ? { day: days.at(-1) ?? '' } : issued === 'unusable' || paid === 'unusable' ? 'unusable' : 'missing'
  }
  if (typeof from !== 'object' || !hasFiscalYear(world, controller)) return 'unknown'
  return day < `${Number(from.day.slice(0, 4)) + 8}-01-01` ? 'no' : 'yes'
}

function hasFiscalYear(world: World, controller: string): boolean {
  return (controllersOf(world.spec)[controller]?.fiscalYear ?? null) !== null
}

function plus(day: string, by: Period): string {
  return Temporal.PlainDate.from(day).add({ years: by.years ?? 0, months: by.months ?? 0, weeks: by.weeks ?? 0, days: by.days ?? 0 }).toString()
}
