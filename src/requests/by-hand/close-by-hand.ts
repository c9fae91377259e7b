import type { Receipt } from '../../evidence/index.ts'
import { controllersDay, decideChanged } from '../../decisions/index.ts'
import { problem, type Tx } from '../../platform/index.ts'
import { setRestriction } from '../../people/index.ts'
import type { Lang } from '../../policy/text/index.ts'
import { actorCode, type Action, type Work } from '../../work/index.ts'
import { actedFor, rightsByHand, type CaseId, type RequestCase, type RestrictionWhy } from '../case.ts'
import { closeCase } from '../close-case.ts'
import { receiptOf, writeAnswer } from '../hand-over.ts'
import { openCase } from '../open-case.ts'
import { recipientsToTell, type DataAt, type ToTell } from '../recipients-to-tell.ts'
import { mustHaveWords } from '../said-by.ts'
import { insertAttestation, insertCorrected, insertRestriction, type FieldAt } from '../store-by-hand.ts'
import { tablesOf } from '../store-people.ts'
import { sealWords } from '../vault.ts'
import { handLetter } from './letter.ts'

export interface CloseByHand {
  readonly id: CaseId
  readonly role: string
  /** What was done and why, kept sealed; a complainant is told. */
  readonly grounds: string
  /** A rectification: what was corrected. */
  readonly fields?: readonly FieldAt[]
  /** A restriction: which of Art 18(1)(a)-(d). */
  readonly why?: RestrictionWhy
  readonly lang: Lang
  readonly out: string | null
}

export interface HandAnswer {
  readonly id: CaseId
  readonly outcome: 'granted'
  readonly text: string
  /** Whom to tell of it, and of which data (Art 19). */
  readonly tell: readonly ToTell[]
  readonly persons: number
  readonly receipt: Receipt | null
  readonly files: readonly string[]
}

/**
 * What a human has done for somebody who asked is attested by a role, and the case closes with it: what decisions rest on afterwards
 * (a restriction) is written in the same transaction as the answer.
 */
export const closeByHand: Action<CloseByHand, HandAnswer> = async (work, by, input) => {
  const of = await openCase(work, input.id)
  if (!rightsByHand.includes(of.right)) throw problem('requests.by-fulfil', { attempted: `A request for ${of.right} is not closed by a word: it is carried out and read back.`, on: of.id, next: `lofte request fulfil ${of.id}` })
  const grounds = mustHaveWords(of.id, input.role, input.grounds, 'What was done by hand needs a sentence or two about it.')
  const persons = actedFor(of)
  if (of.right !== 'complaint') mustBeSomebody(of, persons.length)
  const fields = of.right === 'rectification' ? correctedIn(work, of, input.fields ?? []) : []
  const { why } = input
  if (of.right === 'restriction' && why === undefined) throw problem('requests.why-missing', { attempted: 'A restriction has one of four reasons (GDPR 18(1)).', on: of.id, next: 'Name it: --because accuracy, unlawful, claims or objection.' })
  const tell = recipientsToTell(work.policy, input.lang, of.right === 'rectification' ? fields : of.right === 'restriction' ? await dataHeld(work, of) : [])
  const on = controllersDay(work)
  const at = work.now.toString()
  const actor = actorCode(by)
  const text = handLetter({ policy: work.policy, lang: input.lang, of, fields, since: on, tell, words: grounds })
  const settle = async (tx: Tx): Promise<void> => {
    await insertAttestation(tx, of.id, { outcome: 'granted', role: input.role, grounds: sealWords(work.secrets, of.id, grounds), at, actor })
    await insertCorrected(tx, of.id, fields)
    if (of.right !== 'restriction' || why === undefined) return
    const data = of.scope.data ?? []
    await insertRestriction(tx, of.id, { data, why, since: on })
    // Its id in the facts is the case's: lifted by it, and by nothing else.
    for (const personId of persons) await setRestriction(tx, personId, of.id, { data, why, since: on })
  }
  const entry = await closeCase(work, of, {
    outcome: 'granted', on, actor, kind: `${of.right}.answered`, settle,
    counts: { persons: persons.length, fields: fields.length, recipients: tell.length }, body: { role: input.role, ...(of.right === 'restriction' && { why: why ?? null }) },
  })
  await decideChanged(work)
  const receipt = await receiptOf(work, entry, of.token)
  return { id: of.id, outcome: 'granted', text, tell, persons: persons.length, receipt, files: input.out === null ? [] : await writeAnswer(input.out, of.right, of.token, text, receipt) }
}

function mustBeSomebody(of: RequestCase, persons: number): void {
  if (of.identified === null) throw problem('requests.not-identified', { attempted: 'Nobody has made sure yet that it is the person who asks.', on: of.id, next: `lofte request identify ${of.id} --identified-by ROLE:HOW` })
  if (persons === 0) throw problem('requests.nobody-concerned', { attempted: 'Nobody on record is meant by the request, so there is nothing that could have been done for them.', on: of.id, next: `Choose who is meant: lofte request identify ${of.id} --identified-by ROLE:HOW --also N. Or say that nothing is held: lofte request refuse ${of.id} --law "GDPR 12(4)".` })
}

/** Named as the systems file names them, so that it can be told later what was corrected. */
function correctedIn(work: Work, of: RequestCase, fields: readonly FieldAt[]): readonly (FieldAt & DataAt)[] {
  if (fields.length === 0) throw problem('requests.fields-missing', { attempted: 'A rectification says what was corrected.', on: of.id, next: 'Name each field: --field SYSTEM.TABLE.FIELD.' })
  return fields.map((one) => {
    const table = work.policy.systems.get(one.system)?.tables.get(one.table)
    const field = table?.fields.find(({ ref }) => ref.via === null && [ref.column, ...ref.path].join('->') === one.field)
    if (table === undefined || field === undefined) throw problem('requests.field-unknown', { attempted: 'systems.yaml maps no field of that name.', on: of.id, next: 'Name it as systems.yaml does: --field SYSTEM.TABLE.FIELD.' })
    if (table.role === 'processor') throw problem('requests.field-unknown', { attempted: 'That table is kept for somebody else, and theirs to correct.', on: of.id, next: 'Pass the request on to them.' })
    return { ...one, data: field.data }
  })
}

/** All mapped data in the tables that the persons have rows in, as far as the request names it. */
async function dataHeld(work: Work, of: RequestCase): Promise<readonly DataAt[]> {
  const tables = await tablesOf(work.db, actedFor(of))
  return [...tables.keys()].flatMap((at) => {
    const [system = '', table = ''] = at.split(' ', 2)
    const mapped = work.policy.systems.get(system)?.tables.get(table)
    return (mapped?.fields ?? []).flatMap(({ data }) => (of.scope.data === undefined || of.scope.data.includes(data) ? [{ system, table, data }] : []))
  })
}
