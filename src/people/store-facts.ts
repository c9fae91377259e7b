import { sql, type RawBuilder } from 'kysely'
import { inTransaction, type Db, type Tx } from '../platform/index.ts'
import type {
  AnchorFact, ApprovalFact, ConsentFact, HoldFact, ObjectionFact, PersonFacts, RelationFact, ReminderFact, RequestFact, RestrictionFact,
} from '../policy/decide/index.ts'
import type { Anchor } from '../policy/model/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { PersonId } from './person.ts'
import { unlessRestored } from './store-restore.ts'
import { mattersReaching, reachedBy, reachHolds } from './store-hold-reach.ts'

// Each fact is written by the domain that owns the record, in its own transaction, under the record's id; writing it again
// replaces it. Every write marks the person, so that no decision outlives the facts it rested on.

type Write<F> = (tx: Tx, personId: PersonId, factId: string, fact: F) => Promise<void>

export const setConsent: Write<ConsentFact> = (tx, personId, factId, fact) =>
  write(tx, personId, sql`
    insert into people.consent (person_id, fact_id, purpose, controller, state, on_day)
    values (${personId}, ${factId}, ${fact.purpose}, ${fact.controller}, ${fact.state}, ${fact.on})
    on conflict (person_id, fact_id) do update set state = excluded.state, on_day = excluded.on_day, purpose = excluded.purpose, controller = excluded.controller`)

export const setObjection: Write<ObjectionFact> = (tx, personId, factId, fact) =>
  write(tx, personId, sql`
    insert into people.objection (person_id, fact_id, to_what, controller, on_day, outcome)
    values (${personId}, ${factId}, ${fact.to}, ${fact.controller}, ${fact.on}, ${fact.outcome})
    on conflict (person_id, fact_id) do update set to_what = excluded.to_what, controller = excluded.controller, on_day = excluded.on_day, outcome = excluded.outcome`)

export const setRestriction: Write<RestrictionFact> = (tx, personId, factId, fact) =>
  write(tx, personId, sql`
    insert into people.restriction (person_id, fact_id, data, why, since)
    values (${personId}, ${factId}, ${[...fact.data]}::text[], ${fact.why}, ${fact.since})
    on conflict (person_id, fact_id) do update set data = excluded.data, why = excluded.why, since = excluded.since`)

export const setReminder: Write<ReminderFact> = (tx, personId, factId, fact) =>
  write(tx, personId, sql`
    insert into people.reminder (person_id, fact_id, purpose, sent, bounced)
    values (${personId}, ${factId}, ${fact.purpose}, ${fact.sent}, ${fact.bounced})
    on conflict (person_id, fact_id) do update set purpose = excluded.purpose, sent = excluded.sent, bounced = excluded.bounced`)

export const setApproval: Write<ApprovalFact> = (tx, personId, factId, fact) =>
  write(tx, personId, sql`
    insert into people.approval (person_id, fact_id, purpose, until) values (${personId}, ${factId}, ${fact.purpose}, ${fact.until})
    on conflict (person_id, fact_id) do update set purpose = excluded.purpose, until = excluded.until`)

export interface RenewalFact {
  readonly controller: string
  readonly relation: string
  readonly on: Day
}

export const setRenewal: Write<RenewalFact> = (tx, personId, factId, fact) =>
  write(tx, personId, sql`
    insert into people.renewal (person_id, fact_id, controller, relation, on_day) values (${personId}, ${factId}, ${fact.controller}, ${fact.relation}, ${fact.on})
    on conflict (person_id, fact_id) do update set controller = excluded.controller, relation = excluded.relation, on_day = excluded.on_day`)

export const setHold: Write<HoldFact> = (tx, personId, factId, fact) =>
  withReached(tx, personId, (tx) => write(tx, personId, sql`
    insert into people.hold (person_id, fact_id, data, locations, basis, owner, review)
    values (${personId}, ${factId}, ${[...fact.data]}::text[], ${JSON.stringify(fact.locations)}::jsonb, ${fact.basis}, ${fact.owner}, ${fact.review})
    on conflict (person_id, fact_id) do update set data = excluded.data, locations = excluded.locations, basis = excluded.basis, owner = excluded.owner, review = excluded.review`))

export const setRequest: Write<RequestFact> = (tx, personId, factId, fact) =>
  write(tx, personId, sql`
    insert into people.request_fact (person_id, fact_id, right_to, received, identified, scope)
    values (${personId}, ${factId}, ${fact.right}, ${fact.received}, ${fact.identified}, ${JSON.stringify(fact.scope)}::jsonb)
    on conflict (person_id, fact_id) do update set right_to = excluded.right_to, received = excluded.received, identified = excluded.identified, scope = excluded.scope`)

export type FactKind = 'consent' | 'objection' | 'restriction' | 'reminder' | 'approval' | 'renewal' | 'hold' | 'request'

/** The fact no longer holds (a hold was lifted, a request closed). */
export async function endFact(tx: Tx, kind: FactKind, personId: PersonId, factId: string): Promise<void> {
  const table = sql.table(`people.${kind === 'request' ? 'request_fact' : kind}`)
  const end = (tx: Tx): Promise<void> => write(tx, personId, sql`delete from ${table} where person_id = ${personId} and fact_id = ${factId}`)
  await (kind === 'hold' ? withReached(tx, personId, end) : end(tx))
}

export interface KeptDate {
  readonly controller: string
  readonly relation: string
  readonly anchor: Anchor
  readonly day: Day
}

/** Days that are about to go with a row of ours, kept while a purpose counts from them (decide.md 3). */
export async function keepDates(tx: Tx, personId: PersonId, dates: readonly KeptDate[]): Promise<void> {
  if (dates.length === 0) return
  await write(tx, personId, sql`
    insert into people.kept_date (person_id, controller, relation, anchor, earliest, latest)
    select ${personId}::uuid, controller, relation, anchor, min(day), max(day)
      from unnest(${dates.map((d) => d.controller)}::text[], ${dates.map((d) => d.relation)}::text[], ${dates.map((d) => d.anchor)}::text[], ${dates.map((d) => d.day)}::date[])
           as d (controller, relation, anchor, day)
     group by controller, relation, anchor
    on conflict (person_id, controller, relation, anchor)
    do update set earliest = least(kept_date.earliest, excluded.earliest), latest = greatest(kept_date.latest, excluded.latest)`)
}

/** The persons' decisions are to be made anew. */
export async function markChanged(tx: Tx, personIds: PersonId | readonly PersonId[]): Promise<void> {
  const ids = typeof personIds === 'string' ? [personIds] : [...personIds]
  if (ids.length > 0) await sql`insert into people.changed (person_id) select unnest(${ids}::uuid[])`.execute(tx)
}

/** A matter bears on all whose rows it reaches, before the change and after it. */
async function withReached(tx: Tx, personId: PersonId, change: (tx: Tx) => Promise<void>): Promise<void> {
  await inTransaction(tx, async (tx) => {
    const before = await reachedBy(tx, await mattersReaching(tx, [personId]))
    await change(tx)
    const after = await reachedBy(tx, await mattersReaching(tx, [personId]))
    await markChanged(tx, [...new Set([...before, ...after])])
  })
}

async function write(tx: Tx, personId: PersonId, statement: RawBuilder<unknown>): Promise<void> {
  await inTransaction(tx, async (tx) => {
    await statement.execute(tx)
    await markChanged(tx, personId)
  })
}

/** What nobody has brought anything for: one object, so that a caller may recognise it. */
export const noFacts: PersonFacts = Object.freeze({ relations: [], consents: [], objections: [], restrictions: [], reminders: [], approvals: [], holds: [], requests: [] })

type Parts = Omit<PersonFacts, 'restored'>
type Part = Exclude<keyof Parts, 'relations'>

/**
 * The facts that people and humans brought, for a batch of persons in one query. Persons that nothing is known of are missing
 * from the answer (see `noFacts`). Facts of merged persons come under the one they were merged into. What the locations show
 * is folded in by decisions.
 */
export async function factsOf(db: Db, personIds: readonly PersonId[]): Promise<Map<PersonId, PersonFacts>> {
  if (personIds.length === 0) return new Map()
  const wanted = sql`
    select id as person_id, id as into_id from unnest(${[...personIds]}::uuid[]) as id
    union
    select a.person_id, a.into_id from people.alias a where a.into_id = any(${[...personIds]}::uuid[]) and a.undone_at is null`
  return unlessRestored(db, await read(db, sql`with wanted as (${wanted})`, sql`person_id in (select person_id from wanted)`, sql`join wanted w using (person_id)`, sql`w.into_id`))
}

/** The same for everybody with `after < person <= until`, merges left aside: for passes over all in the order of persons. */
export async function factsBetween(db: Db, after: PersonId, until: PersonId): Promise<Map<PersonId, PersonFacts>> {
  return unlessRestored(db, await read(db, sql``, sql`person_id > ${after}::uuid and person_id <= ${until}::uuid`, sql``, sql`f.person_id`))
}

async function read(db: Db, before: RawBuilder<unknown>, which: RawBuilder<unknown>, join: RawBuilder<unknown>, id: RawBuilder<unknown>): Promise<Map<PersonId, PersonFacts>> {
  const { rows } = await sql<{ person_id: PersonId; part: Part | 'date'; fact: Record<string, unknown> }>`
    ${before}
    select ${id} as person_id, f.part, f.fact from (
      select person_id, 'consents' as part, jsonb_build_object('purpose', purpose, 'controller', controller, 'state', state, 'on', on_day) as fact from people.consent where ${which}
      union all select person_id, 'objections', jsonb_build_object('to', to_what, 'controller', controller, 'on', on_day, 'outcome', outcome) from people.objection where ${which}
      union all select person_id, 'restrictions', jsonb_build_object('data', data, 'why', why, 'since', since) from people.restriction where ${which}
      union all select person_id, 'reminders', jsonb_build_object('purpose', purpose, 'sent', sent, 'bounced', bounced) from people.reminder where ${which}
      union all select person_id, 'approvals', jsonb_build_object('purpose', purpose, 'until', until) from people.approval where ${which}
      union all select person_id, 'holds', jsonb_build_object('data', data, 'locations', locations, 'basis', basis, 'owner', owner, 'review', review) from people.hold where ${which}
      union all select person_id, 'requests', jsonb_build_object('right', right_to, 'received', received, 'identified', identified, 'scope', scope) from people.request_fact where ${which}
      union all select person_id, 'date', jsonb_build_object('controller', controller, 'relation', relation, 'anchor', 'last-activity', 'earliest', on_day, 'latest', on_day) from people.renewal where ${which}
      union all select person_id, 'date', jsonb_build_object('controller', controller, 'relation', relation, 'anchor', anchor, 'earliest', earliest, 'latest', latest) from people.kept_date where ${which}
    ) f ${join} order by 1, 2, f.fact::text`.execute(db)
  const facts = new Map<PersonId, { -readonly [K in keyof Parts]: Parts[K][number][] }>()
  for (const { person_id, part, fact } of rows) {
    let of = facts.get(person_id)
    if (of === undefined) facts.set(person_id, (of = { relations: [], consents: [], objections: [], restrictions: [], reminders: [], approvals: [], holds: [], requests: [] }))
    if (part === 'date') addDate(of.relations, fact as unknown as DateRow)
    else (of[part] as unknown[]).push(fact)
  }
  await reachHolds(db, facts)
  return facts as Map<PersonId, PersonFacts>
}

interface DateRow {
  readonly controller: string
  readonly relation: string
  readonly anchor: Anchor
  readonly earliest: Day
  readonly latest: Day
}

function addDate(relations: RelationFact[], row: DateRow): void {
  let at = relations.findIndex((known) => known.relation === row.relation && known.controller === row.controller)
  if (at < 0) at = relations.push({ relation: row.relation, controller: row.controller, started: null, ended: null, events: new Map() }) - 1
  const relation = relations[at]!
  const add = (fact: AnchorFact | null | undefined): AnchorFact => ({
    latest: fact?.latest && fact.latest > row.latest ? fact.latest : row.latest,
    earliest: fact?.earliest && fact.earliest < row.earliest ? fact.earliest : row.earliest,
    infinite: fact?.infinite ?? false,
  })
  if (row.anchor === 'relation-start') relations[at] = { ...relation, started: add(relation.started) }
  else if (row.anchor === 'relation-end') relations[at] = { ...relation, ended: add(relation.ended) }
  else relations[at] = { ...relation, events: new Map(relation.events).set(row.anchor, add(relation.events.get(row.anchor))) }
}
