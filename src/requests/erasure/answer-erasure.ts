import { controllersDay, decideChanged } from '../../decisions/index.ts'
import type { Receipt } from '../../evidence/index.ts'
import { errorCode, inTransaction, isProblem, problem } from '../../platform/index.ts'
import { observe } from '../../people/index.ts'
import { makePlan, outcomeTotals, settleOpen, sweep, type OutcomeTotal, type PlanId } from '../../plans/index.ts'
import type { Day } from '../../policy/law/index.ts'
import type { Policy, Purpose, System } from '../../policy/model/index.ts'
import type { Lang } from '../../policy/text/index.ts'
import { actorCode, type Action, type Actor, type Work } from '../../work/index.ts'
import { actedFor, countingDay, endingRights, type CaseId, type RequestCase } from '../case.ts'
import { closeCase } from '../close-case.ts'
import { receiptName, receiptOf, writeAnswer } from '../hand-over.ts'
import { locate, type Reach } from '../locate.ts'
import { openCase } from '../open-case.ts'
import { carriedFor, groundsOf, insertCarried, noteUnreached, type Went } from '../store.ts'
import { openWords } from '../vault.ts'
import { endsAtOnce, purposesOn, reaches } from './asks-for.ts'
import { becauseOf } from './because.ts'
import { letterOf, letterText, wouldGo, type ErasureLetter, type LetterTerms } from './letter.ts'
import { outlookOf, type Outlook } from './outlook.ts'
import { searchTexts } from './search-texts.ts'
import { settleFacts } from './settle-facts.ts'

export interface AnswerErasure {
  readonly id: CaseId
  readonly reach: Reach
  readonly lang: Lang
  /** false: only shown, and nothing changed. true: a human has seen it and carries it out. */
  readonly carryOut: boolean
  /** Where letter and receipt are written; null: nowhere. */
  readonly out: string | null
}

export interface ErasureAnswer {
  readonly id: CaseId
  /**
   * `dry-run`; `waiting`: rows wait for a system or a lock; `undecided`: a human is asked; else the case is closed. Who objects or
   * withdraws is `granted` what they asked for, `partly` or `refused`.
   */
  readonly outcome: 'dry-run' | 'waiting' | 'undecided' | 'erased' | 'partly' | 'granted' | 'refused' | 'nothing-held'
  readonly letter: ErasureLetter
  readonly text: string
  readonly rows: number
  readonly rowsGoing: number
  readonly done: readonly OutcomeTotal[]
  readonly open: number
  readonly receipt: Receipt | null
  readonly files: readonly string[]
}

/**
 * Answers a request for erasure, and what else ends purposes (an objection, a withdrawal), by the same road as every sweep: looked for everywhere, observed, decided with the request among the
 * facts, planned, carried out row by row under lock, read back. What stays is told with its reason and last day; what no rule may
 * decide waits for a human, and there is no receipt that says "all" before that.
 */
export const answerErasure: Action<AnswerErasure, ErasureAnswer> = async (work, by, input) => {
  const of = await openCase(work, input.id, endingRights)
  if (of.identified === null) throw problem('requests.not-identified', { attempted: 'Nobody has made sure yet that it is the person who asks; it restricts and erases nobody until then.', on: of.id, next: `lofte request identify ${of.id} --identified-by ROLE:HOW` })
  const open = (system: System) => input.reach.open(system, 'act')
  if (input.carryOut) await settleOpen(work, by, { open })
  await observeAll(work, by, of, input.reach)
  await using located = await locate(work, by, of, input.reach)
  const current = located.of
  const ids = actedFor(current)
  if (of.right === 'erasure') await searchTexts(work, located)
  await decideChanged(work)
  const at = controllersDay(work)
  const systems = located.sessions.size
  const because = becauseOf(work, current)
  const before = await outlookOf(work, current, ids, at)
  if (!input.carryOut) {
    const letter = letterOf(work.policy, input.lang, wouldGo(before), before, at)
    return { id: of.id, outcome: 'dry-run', letter, text: await textOf(work, current, letter, input.lang, at, { final: false, dryRun: true, held: before.rows > 0, rowsGone: before.rowsGoing, systems, ended: endedPurposes(work.policy, current, before.reached, []) }), rows: before.rows, rowsGoing: before.rowsGoing, done: [], open: 0, receipt: null, files: [] }
  }
  const planned = wouldGo(before)
  const carried = before.rowsGoing === 0 ? null : await sweep(work, by, {
    open, people: ids, because,
    // Known with its beginning: carried to its end after a kill, by whoever comes by, it is part of this answer all the same.
    begun: async (tx, plan) => { if (plan.items > 0) await insertCarried(tx, of.id, plan.id, planned, work.now.toString()) },
  })
  const after = await outlookOf(work, current, ids, at)
  const all = await carriedFor(work.db, of.id)
  const { went, done } = await wentBy(work, all)
  const ended = endedPurposes(work.policy, current, before.reached, went)
  const letter = letterOf(work.policy, input.lang, went, after, at)
  // What a new plan would still do: left for a lock, changed meanwhile, or refused by the database.
  const left = ids.length === 0 || after.rowsGoing === 0 ? 0 : (await makePlan(work, by, { at, people: ids, because, preview: true })).items
  const openItems = (carried?.open ?? 0) + left
  const rowsGone = done.filter((total) => gone.has(total.code)).reduce((sum, total) => sum + total.rows, 0)
  const base = { id: of.id, letter, rows: before.rows, rowsGoing: before.rowsGoing, done, open: openItems }
  const held = before.rows > 0 || went.length > 0
  if (openItems > 0 || after.undecided.length > 0) {
    const text = await textOf(work, current, letter, input.lang, at, { final: false, dryRun: false, held, rowsGone, systems, ended })
    return { ...base, outcome: openItems > 0 ? 'waiting' : 'undecided', text, receipt: null, files: [] }
  }
  const outcome = of.right === 'erasure' ? outcomeOf(held, letter, after) : outcomeOfEnding(current, ended)
  const text = await textOf(work, current, letter, input.lang, at, { final: true, dryRun: false, held, rowsGone, systems, ended })
  const entry = await closeCase(work, current, {
    outcome, on: at, actor: actorCode(by), kind: `${of.right}.answered`,
    counts: { rows: rowsGone, fields: letter.went.length, stays: letter.stays.length, systems }, body: { plans: all.map((one) => one.planId).slice(0, 20), tables: countsByTable(done) },
    settle: (tx) => settleFacts(tx, work.policy, current, at),
  })
  await decideChanged(work)
  const receipt = await receiptOf(work, entry, of.token)
  return { ...base, outcome, text, receipt, files: input.out === null ? [] : await writeAnswer(input.out, of.right, of.token, text, receipt) }
}

const gone: ReadonlySet<string> = new Set(['removed', 'cleared', 'unlinked', 'found-gone'])

/** Every system is observed anew: a row that the index does not have would be left behind, and an act that it has not seen overlooked. */
async function observeAll(work: Work, by: Actor, of: RequestCase, reach: Reach): Promise<void> {
  const down: { system: string; code: string }[] = []
  const systems = [...work.policy.systems.values()].filter((system) => system.tables.size > 0 && system.connector !== 'task')
  for (const system of systems) {
    try {
      await observe(work, by, { open: (one) => reach.open(one, 'observe'), systems: [system.name] })
    } catch (error) {
      if (!isProblem(error) || !error.code.startsWith('systems.')) throw error
      down.push({ system: system.name, code: errorCode(error) })
    }
  }
  if (down.length === 0) return
  await inTransaction(work.db, (tx) => noteUnreached(tx, of.id, down, work.now.toString()))
  throw problem('requests.system-unreachable', {
    attempted: `The person has to be located in every system before anything is done in any; ${down.length} of ${systems.length} did not answer.`,
    on: of.id, lines: down.map((one) => `${one.system}  ${one.code}`),
    next: `The case waits; nothing was changed. Run lofte request fulfil ${of.id} again when the system is back.`,
  })
}

/** What the plans of the case were to take, as far as it was read back that they did. */
async function wentBy(work: Work, carried: readonly { readonly planId: PlanId; readonly planned: readonly Went[] }[]): Promise<{ went: readonly Went[]; done: readonly OutcomeTotal[] }> {
  const went: Went[] = []
  const done: OutcomeTotal[] = []
  for (const { planId, planned } of carried) {
    const outcomes = await outcomeTotals(work.db, planId)
    went.push(...reallyWent(planned, outcomes, [...went]))
    done.push(...outcomes)
  }
  return { went, done }
}

/**
 * Of a table from which nothing went nothing is said to have gone, and where some rows were refused no more than did. A row that an
 * earlier plan relieved of the field is there still, without it, and is not counted a second time.
 */
function reallyWent(planned: readonly Went[], outcomes: readonly OutcomeTotal[], earlier: readonly Went[]): readonly Went[] {
  const by = countsByTable(outcomes)
  return planned.flatMap((one) => {
    const before = earlier.filter((other) => other.by === 'clear' && other.system === one.system && other.table === one.table && other.field === one.field).reduce((sum, other) => sum + other.rows, 0)
    const rows = Math.min(one.rows, by[`${one.system}.${one.table}`] ?? 0) - before
    return rows <= 0 ? [] : [{ ...one, rows }]
  })
}

function countsByTable(outcomes: readonly OutcomeTotal[]): Record<string, number> {
  const by: Record<string, number> = {}
  for (const { system, table, code, rows } of outcomes) if (gone.has(code)) by[`${system}.${table}`] = (by[`${system}.${table}`] ?? 0) + rows
  return by
}

function outcomeOf(held: boolean, letter: ErasureLetter, after: Outlook): 'nothing-held' | 'partly' | 'erased' {
  if (!held || letter.went.length + letter.stays.length === 0) return 'nothing-held'
  return after.rows > 0 && letter.stays.length > 0 ? 'partly' : 'erased'
}

function outcomeOfEnding(of: RequestCase, ended: readonly Purpose[]): 'nothing-held' | 'granted' | 'partly' | 'refused' {
  const rejected = of.settlements.some(({ subject, outcome }) => subject.startsWith('objection:') && outcome === 'reject')
  if (ended.length === 0) return rejected ? 'refused' : 'nothing-held'
  return rejected ? 'partly' : 'granted'
}

/** What the person's data is no longer used for: at once, or since a human upheld the objection; also where an earlier plan took the rows. */
function endedPurposes(policy: Policy, of: RequestCase, reached: readonly string[], went: readonly Went[]): readonly Purpose[] {
  if (of.right === 'erasure') return []
  const upheld = new Set(of.settlements.flatMap(({ subject, outcome }) => (outcome === 'uphold' ? [subject] : [])))
  return [...policy.purposes.values()].filter((purpose) => {
    if (upheld.has(`objection:${purpose.name}`)) return true
    if (!reaches(of.right, purpose) || (of.right === 'objection' && !endsAtOnce(purpose))) return false
    return reached.includes(purpose.name) || went.some(({ system, table, data }) => {
      const mapped = policy.systems.get(system)?.tables.get(table)
      return mapped !== undefined && purposesOn(policy, of, mapped, data).includes(purpose)
    })
  })
}

type Said = Pick<LetterTerms, 'final' | 'dryRun' | 'held' | 'rowsGone' | 'systems' | 'ended'>

async function textOf(work: Work, of: RequestCase, letter: ErasureLetter, lang: Lang, today: Day, said: Said): Promise<string> {
  const grounds = (await groundsOf(work.db, of.id)).map(({ subject, outcome, sealed }) => ({ subject, outcome, words: openWords(work.secrets, of.id, sealed) }))
  return letterText(letter, { ...said, right: of.right, lang, policy: work.policy, today, due: countingDay(of), scoped: Object.keys(of.scope).length > 0, receiptFile: receiptName(of.token), grounds })
}

export type { Outlook }
