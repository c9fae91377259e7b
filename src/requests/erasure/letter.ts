import { addPeriod, authorityOf, citationText, type Day } from '../../policy/law/index.ts'
import type { Policy, Purpose } from '../../policy/model/index.ts'
import { say, sayDay, sayList } from '../../policy/text/index.ts'
import type { Lang } from '../../policy/text/index.ts'
import { Explainer } from '../access/explain.ts'
import type { CaseRight } from '../case.ts'
import { recipientsToTell } from '../recipients-to-tell.ts'
import type { Went } from '../store.ts'
import type { Fate, Outlook } from './outlook.ts'

/** One line of an answer: a field of a table, over how many rows, and why. Names and counts: no value of any row. */
export interface Line {
  readonly system: string
  readonly table: string
  readonly field: string
  readonly what: string
  readonly rows: number
  readonly why: string
  readonly until: Day | null
  readonly law: string | null
}

export interface ErasureLetter {
  readonly went: readonly Line[]
  readonly stays: readonly Line[]
  readonly undecided: Outlook['undecided']
  readonly backups: string
  readonly recipients: readonly string[]
}

/** What went, what stays and why, for the person: per field, with the law and the last day (Art 12(4), 17(3)). */
export function letterOf(policy: Policy, lang: Lang, went: readonly Went[], outlook: Outlook, today: Day): ErasureLetter {
  return {
    went: merged(went.map(({ system, table, field, data, rows }) => ({ system, table, field, rows, what: policy.data.get(data)?.label[lang] ?? data, why: '', until: null, law: null }))),
    stays: merged(outlook.fates.filter((fate) => fate.fate === 'stays').map((fate) => stayLine(policy, lang, fate))),
    undecided: outlook.undecided,
    backups: backupsText(policy, lang, today),
    recipients: recipientsToTell(policy, lang, went).map((one) => one.label),
  }
}

/** What a dry run would take away. */
export function wouldGo(outlook: Outlook): readonly Went[] {
  return outlook.fates.filter((fate) => fate.fate === 'goes').map(({ system, table, decision, by, rows }) => ({ system, table, field: decision.field, data: decision.data, by, law: decision.law, rows }))
}

function stayLine(policy: Policy, lang: Lang, { system, table, decision, because, rows }: Fate): Line {
  const mapped = policy.systems.get(system)?.tables.get(table)
  const explained = mapped === undefined ? undefined : new Explainer(policy, lang).row(mapped, { system, table, key: '', verdict: 'keep', until: null, changesOn: null, waiting: null, because, stays: [], fields: [decision] }, []).fields[0]
  const purposes = decision.purposes.map((name) => policy.purposes.get(name)?.label[lang] ?? name)
  const howLong = explained?.howLong ?? ''
  const why = because.includes('shared') && decision.verdict === 'restrict'
    ? say('requests.stays-shared')[lang]
    : purposes.length > 0 ? `${say('requests.stays-because-purpose', { purposes: sayList(purposes, lang) })[lang]}; ${howLong}` : howLong
  return { system, table, field: decision.field, what: explained?.what ?? decision.data, rows, why, until: decision.until, law: decision.law === null ? null : citationText(decision.law, lang) }
}

/** Rows that say the same are one line with their number. */
function merged(lines: readonly (Omit<Line, 'law'> & { readonly law?: string | null })[]): readonly Line[] {
  const by = new Map<string, Line>()
  for (const { system, table, field, what, rows, why, until, law = null } of lines) {
    const key = JSON.stringify([system, table, field, why, until, law])
    const known = by.get(key)
    by.set(key, { system, table, field, what, why, until, law, rows: rows + (known?.rows ?? 0) })
  }
  return [...by.values()]
}

function backupsText(policy: Policy, lang: Lang, today: Day): string {
  if (policy.backups === null) return say('requests.backups-unsaid')[lang]
  return say('requests.backups-until', { day: sayDay(addPeriod(today, policy.backups.kept), lang) })[lang]
}

export interface LetterTerms {
  readonly right: CaseRight
  /** What data is no longer used for, of an objection or a withdrawal. */
  readonly ended: readonly Purpose[]
  readonly lang: Lang
  readonly policy: Policy
  readonly today: Day
  readonly due: Day
  readonly final: boolean
  /** Nothing has been changed: what would be. */
  readonly dryRun: boolean
  readonly rowsGone: number
  readonly systems: number
  readonly held: boolean
  /** The request is about a part of what is held. */
  readonly scoped: boolean
  /** What the receipt is called that goes with the letter. */
  readonly receiptFile: string
  readonly grounds: readonly { readonly subject: string; readonly outcome: 'uphold' | 'reject'; readonly words: string }[]
}

/** The answer to be read by the person, as plain text that any mail can carry. */
export function letterText(letter: ErasureLetter, terms: LetterTerms): string {
  const { lang, policy } = terms
  if (terms.dryRun) return dryRunText(letter, terms)
  const lines = terms.right === 'erasure' ? erasureHead(letter, terms) : endingHead(terms)
  if (!terms.final) lines.push(say('requests.not-final', { n: letter.undecided.length, day: sayDay(terms.due, lang) })[lang])
  if (letter.went.length > 0) lines.push('', say('requests.goes')[lang], ...letter.went.map((line) => `  ${place(line)}`), '', letter.backups)
  if (letter.went.length > 0) lines.push(letter.recipients.length === 0 ? say('requests.recipients-none-told')[lang] : say('requests.recipients-told', { recipients: sayList(letter.recipients, lang) })[lang])
  if (letter.stays.length > 0) lines.push('', say('requests.stays')[lang], ...letter.stays.map((line) => `  ${place(line)}: ${line.why}${line.law === null || line.why.includes(line.law) ? '' : ` (${line.law})`}`))
  if (letter.undecided.length > 0) lines.push('', say('requests.undecided')[lang], ...letter.undecided.map((one) => `  ${undecidedText(policy, lang, one)}`))
  const rejected = terms.grounds.filter((one) => one.outcome === 'reject')
  if (rejected.length > 0) lines.push('', say('requests.grounds')[lang], ...rejected.map((one) => `  ${subjectText(policy, lang, one.subject)}: ${one.words}`))
  if (terms.final && letter.went.length > 0) lines.push('', say('requests.receipt-how', { file: terms.receiptFile })[lang])
  const authority = policy.authority?.name ?? authorityOf([...policy.controllers.values()][0]?.country ?? '')?.ownName ?? null
  if (authority !== null) lines.push('', say('requests.if-not-content', { authority })[lang])
  return `${lines.join('\n')}\n`
}

function erasureHead(letter: ErasureLetter, terms: LetterTerms): string[] {
  const { lang, today } = terms
  const lines: string[] = [say('requests.erasure-title')[lang], '']
  const fieldsGone = letter.went.length
  if (!terms.held) lines.push(say('requests.nothing-held', { n: terms.systems, day: sayDay(today, lang) })[lang])
  else if (letter.went.length > 0 && letter.stays.length === 0 && terms.final) lines.push(say(terms.scoped ? 'requests.erased-asked' : 'requests.erased-all', { n: terms.rowsGone, systems: new Set(letter.went.map((line) => line.system)).size, day: sayDay(today, lang) })[lang])
  else if (letter.went.length > 0 && letter.stays.length === 0) lines.push(say('requests.erased-so-far', { gone: fieldsGone, day: sayDay(today, lang) })[lang])
  else if (letter.went.length > 0) lines.push(say('requests.erased-partly', { gone: fieldsGone, stays: letter.stays.length, day: sayDay(today, lang) })[lang])
  else if (letter.stays.length + letter.undecided.length === 0) lines.push(say('requests.nothing-asked')[lang])
  else lines.push(say('requests.erased-nothing')[lang])
  return lines
}

/** An objection or a withdrawal: what the data is no longer used for, and what was weighed and stands. */
function endingHead({ lang, policy, right, ended, held, systems, today, grounds }: LetterTerms): string[] {
  const lines: string[] = [say(right === 'withdrawal' ? 'requests.withdrawal-title' : 'requests.objection-title')[lang], '']
  const rejected = grounds.filter((one) => one.outcome === 'reject').map((one) => subjectText(policy, lang, one.subject))
  if (ended.length > 0) lines.push(say(right === 'withdrawal' ? 'requests.withdrawn-for' : 'requests.not-used-for', { purposes: sayList(ended.map((purpose) => purpose.label[lang]), lang) })[lang])
  if (rejected.length > 0) lines.push(say('requests.rejected-for', { purposes: sayList(rejected, lang) })[lang])
  if (ended.length + rejected.length === 0) lines.push(held ? say('requests.nothing-asked')[lang] : say('requests.nothing-held', { n: systems, day: sayDay(today, lang) })[lang])
  return lines
}

/** For whoever fulfils the request, before anything is done. */
function dryRunText(letter: ErasureLetter, { lang, policy }: LetterTerms): string {
  const lines: string[] = []
  if (letter.went.length > 0) lines.push(say('requests.will-go')[lang], ...letter.went.map((line) => `  ${place(line)}`), '')
  if (letter.stays.length > 0) lines.push(say('requests.stays')[lang], ...letter.stays.map((line) => `  ${place(line)}: ${line.why}${line.law === null || line.why.includes(line.law) ? '' : ` (${line.law})`}`), '')
  if (letter.undecided.length > 0) lines.push(say('requests.undecided')[lang], ...letter.undecided.map((one) => `  ${one.code.padEnd(16)} ${one.subject ?? ''}`.trimEnd() + `   ${undecidedText(policy, lang, one)}${keysText(one)}`), '')
  if (letter.recipients.length > 0) lines.push(say('requests.recipients-told', { recipients: sayList(letter.recipients, lang) })[lang], '')
  return lines.join('\n')
}

function place(line: Line): string {
  return `${line.what} (${line.system}.${line.table}, ${line.rows})`
}

function keysText({ keys = [], rows }: Outlook['undecided'][number]): string {
  return keys.length === 0 ? '' : `: ${keys.slice(0, 20).join('; ')}${rows > 20 ? ' …' : ''}`
}

function undecidedText(policy: Policy, lang: Lang, one: Outlook['undecided'][number]): string {
  if (one.subject?.startsWith('objection:') === true) return subjectText(policy, lang, one.subject)
  const field = one.field === null ? undefined : policy.systems.get(one.system ?? '')?.tables.get(one.table ?? '')?.fields.find((each) => each.ref.column === one.field)
  const label = field === undefined ? null : (policy.data.get(field.data)?.label[lang] ?? null)
  return [label, one.system === null ? null : `${one.system}.${one.table}${label === null && one.field !== null ? `.${one.field}` : ''}`].filter((part) => part !== null).join(' · ') || '…'
}

function subjectText(policy: Policy, lang: Lang, subject: string): string {
  const [what, name = ''] = subject.split(':', 2)
  return what === 'objection' ? (policy.purposes.get(name)?.label[lang] ?? name) : name === '' ? subject : name
}
