import { record } from '../../evidence/index.ts'
import { controllersDay, decideChanged } from '../../decisions/index.ts'
import { inTransaction, problem, type Db } from '../../platform/index.ts'
import { endFact } from '../../people/index.ts'
import type { Day } from '../../policy/law/index.ts'
import type { Lang } from '../../policy/text/index.ts'
import { actorCode, type Action } from '../../work/index.ts'
import type { CaseId, RequestCase } from '../case.ts'
import { writeAnswer } from '../hand-over.ts'
import { mustBeRole, mustHaveWords } from '../said-by.ts'
import { lockCase, readCase } from '../store.ts'
import { insertLift, insertLiftNotice } from '../store-by-hand.ts'
import { sealWords } from '../vault.ts'
import { liftLetter } from './letter.ts'

export interface AnnounceLift {
  readonly id: CaseId
  readonly role: string
  readonly grounds: string
  readonly lang: Lang
  readonly out: string | null
}

export interface LiftAnnounced {
  readonly id: CaseId
  readonly text: string
  readonly files: readonly string[]
}

/** The letter that tells the person, before anything is lifted (Art 18(3)). Nothing else changes by it. */
export const announceLift: Action<AnnounceLift, LiftAnnounced> = async (work, by, input) => {
  const { of, restriction } = await standing(work.db, input.id)
  const words = mustHaveWords(of.id, input.role, input.grounds, 'The person is told why the restriction ends.')
  const at = work.now.toString()
  await inTransaction(work.db, async (tx) => {
    await lockCase(tx, of.id)
    await standing(tx, of.id)
    await insertLiftNotice(tx, of.id, { on: controllersDay(work), role: input.role, grounds: sealWords(work.secrets, of.id, words), at, actor: actorCode(by) })
    await record(tx, [{ kind: 'restriction.lift-announced', actor: actorCode(by), at, subject: of.token, body: { role: input.role } }])
  })
  const text = liftLetter({ policy: work.policy, lang: input.lang, since: restriction.since, words })
  return { id: of.id, text, files: input.out === null ? [] : await writeAnswer(input.out, 'restriction-ends', of.token, text, null) }
}

export interface LiftRestriction {
  readonly id: CaseId
  readonly role: string
  /** The day the person was told. */
  readonly told: Day
}

/** The data may be used again, and goes by the rules again. */
export const liftRestriction: Action<LiftRestriction, RequestCase> = async (work, by, input) => {
  mustBeRole(input.id, input.role)
  const on = controllersDay(work)
  const at = work.now.toString()
  await inTransaction(work.db, async (tx) => {
    await lockCase(tx, input.id)
    const { of, restriction } = await standing(tx, input.id)
    if (restriction.liftAnnounced === null) throw problem('requests.not-told', { attempted: 'The person is told before a restriction is lifted (GDPR 18(3)).', on: of.id, next: `Write the letter first: lofte request lift ${of.id} --grounds TEXT --role ROLE` })
    if (input.told < restriction.liftAnnounced || input.told > on) throw problem('requests.told-day', { attempted: 'The day the person was told lies between that of the letter and today.', on: of.id, next: `The letter is of ${restriction.liftAnnounced}: --told DAY.` })
    await insertLift(tx, of.id, { told: input.told, on, role: input.role, at, actor: actorCode(by) })
    for (const { personId } of of.concerned) await endFact(tx, 'restriction', personId, of.id)
    await record(tx, [{ kind: 'restriction.lifted', actor: actorCode(by), at, subject: of.token, body: { role: input.role, told: input.told } }])
  })
  await decideChanged(work)
  return (await standing(work.db, input.id, true)).of
}

type Standing = { readonly of: RequestCase; readonly restriction: NonNullable<RequestCase['restriction']> }

async function standing(db: Db, id: CaseId, lifted = false): Promise<Standing> {
  const of = await readCase(db, id)
  if (of === null) throw problem('requests.not-found', { attempted: 'There is no request of that id.', on: id, next: 'lofte request list --all shows those of late.' })
  const { restriction } = of
  if (restriction === null || (restriction.lifted !== null) !== lifted) throw problem('requests.not-restricted', { attempted: restriction === null ? 'No restriction was granted in this case.' : 'The restriction has been lifted.', on: id, next: `lofte request show ${id}` })
  return { of, restriction }
}
