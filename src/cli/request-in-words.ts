import { countingDay, rightsByHand, stateOf, type AccessAnswer, type ErasureAnswer, type HandAnswer, type LiftAnnounced, type RequestCase } from '../requests/index.ts'
import type { Day } from '../policy/law/index.ts'

/** A case for programs: no identifier, and persons by their place in the list. */
export function caseJson(of: RequestCase): Readonly<Record<string, unknown>> {
  return {
    id: of.id, token: of.token, right: of.right, state: stateOf(of), received: of.received, due: of.due, promised: of.promised, counts: countingDay(of), scope: of.scope, identified: of.identified,
    concerns: of.concerned.map(({ controller, standing }, n) => ({ n: n + 1, controller, standing })), extension: of.extension, refusal: of.refusal, settlements: of.settlements, attestation: of.attestation, restriction: of.restriction,
    waitsFor: of.unreached.map(({ system, code, since, tries }) => ({ system, code, since, tries })), answer: of.answer === null ? null : { outcome: of.answer.outcome, on: of.answer.on },
  }
}

export function caseInWords(of: RequestCase): string {
  const lines = [
    `Request ${of.id} · ${of.right} · ${stateOf(of)}`, '',
    `  received   ${of.received}`,
    `  answer by  ${of.due}${of.extension === null ? '' : ' (extended)'}${of.promised === null ? '' : ` by law, ${of.promised} as promised`}`,
    `  person     ${of.identified === null ? 'not identified: nobody is restricted, and nothing is handed out' : `identified by ${of.identified.role}, ${of.identified.how}`}`,
  ]
  if (Object.keys(of.scope).length > 0) lines.push(`  about      ${Object.entries(of.scope).map(([name, value]) => `${name} ${Array.isArray(value) ? value.join(', ') : String(value)}`).join(' · ')}`)
  lines.push(of.concerned.length === 0 ? '  concerns   nobody on record' : `  concerns   ${of.concerned.map(({ controller, standing }, n) => `${n + 1} ${controller} (${standing})`).join(' · ')}`)
  for (const one of of.unreached) lines.push(`  waits for  ${one.system}: ${one.code}, ${one.tries === 1 ? 'tried once' : `tried ${one.tries} times`}`)
  for (const one of of.settlements) lines.push(`  decided    ${one.subject}: ${one.outcome === 'uphold' ? 'upheld' : 'rejected'} by ${one.role} on ${one.on}`)
  if (of.refusal !== null) lines.push(`  refused    ${of.refusal.on}, ${of.refusal.law}${of.refusal.role === null ? '' : `, by ${of.refusal.role}`}`)
  if (of.attestation !== null) lines.push(`  attested   ${of.attestation.outcome} by ${of.attestation.role}`)
  if (of.restriction !== null) lines.push(`  restricted ${restrictionText(of.restriction)}`)
  if (of.answer !== null) lines.push(`  answered   ${of.answer.on}: ${of.answer.outcome}`)
  else if (of.refusal === null) lines.push('', next(of))
  return `${lines.join('\n')}\n`
}

function next(of: RequestCase): string {
  if (of.identified === null) return `To identify: lofte request identify ${of.id} --identified-by ROLE:HOW`
  const unclear = of.concerned.some(({ standing }) => standing === 'mailbox' || standing === 'suggested')
  const answer = rightsByHand.includes(of.right)
    ? `Once it is done: lofte request close ${of.id} --grant --role ROLE --grounds TEXT${of.right === 'rectification' ? ' --field SYSTEM.TABLE.FIELD' : of.right === 'restriction' ? ' --because WHY' : ''}`
    : `To answer: lofte request fulfil ${of.id}`
  return `${unclear ? `To choose who is meant: lofte request identify ${of.id} --identified-by ROLE:HOW --also N\n` : ''}${answer}`
}

function restrictionText({ data, why, since, liftAnnounced, lifted }: NonNullable<RequestCase['restriction']>): string {
  const end = lifted !== null ? ` · lifted on ${lifted}` : liftAnnounced !== null ? ` · the letter that it ends is of ${liftAnnounced}` : ''
  return `since ${since}, ${data.length === 0 ? 'all data' : data.join(', ')} · ${why}${end}`
}

export function listInWords(cases: readonly RequestCase[], today: Day): string {
  if (cases.length === 0) return 'No request is open.\n'
  return `${cases.map((of) => {
    const day = countingDay(of)
    const late = stateOf(of) !== 'answered' && stateOf(of) !== 'refused' && day < today ? '  overdue' : ''
    return `  ${of.id}  ${of.right.padEnd(13)}  ${stateOf(of).padEnd(18)}  by ${day}${late}`
  }).join('\n')}\n`
}

export function accessInWords(answer: AccessAnswer): string {
  const lines = answer.outcome === 'nothing-held'
    ? [`Nothing is held: searched in ${counted(answer.systems, 'system')}. The confirmation is in ${answer.file}`]
    : [`${counted(answer.rows, 'row')} from ${counted(answer.tables, 'table')} in ${counted(answer.systems, 'system')} · ${answer.file}`]
  if (answer.redactions > 0) lines.push(`  ${counted(answer.redactions, 'value')} of others hidden (GDPR 15(4)); redactions.csv says where and why`)
  if (answer.readFirst.length > 0) lines.push(`  Read before it is sent: free text, or columns nobody has described, in ${answer.readFirst.join(', ')}`)
  if (answer.perhaps > 0) lines.push(`  ${answer.perhaps} more may be about the person: by identifiers that nobody has verified. Left out.`)
  lines.push('The request is closed; what the person was found by is destroyed.')
  return `${lines.join('\n')}\n`
}

const heads: Readonly<Record<ErasureAnswer['outcome'], string>> = {
  'dry-run': 'Nothing has been changed.',
  waiting: 'Not done yet: rows wait for a lock or a system. Run the same command again.',
  undecided: 'What could go is gone and read back. The rest waits for a human.',
  erased: 'All is erased and read back. The request is closed.',
  partly: 'Erased and read back; what stays is told with its reason. The request is closed.',
  granted: 'Granted: what fell by it is gone and read back. The request is closed.',
  refused: 'Weighed and refused, with the grounds. The request is closed.',
  'nothing-held': 'Nothing is held. The request is closed.',
}

export function erasureInWords(answer: ErasureAnswer): string {
  const lines = [answer.text.trimEnd(), '']
  for (const { system, table, verb, code, why, rows } of answer.done) lines.push(`  ${system}.${table}   ${verb} ${rows} · ${code}${why === null ? '' : ` (${why})`}`)
  if (answer.done.length > 0) lines.push('')
  lines.push(heads[answer.outcome])
  if (answer.outcome === 'dry-run') {
    if (answer.letter.undecided.length > 0) lines.push(`To decide: lofte request decide ${answer.id} SUBJECT --uphold|--reject --grounds TEXT --role ROLE`)
    lines.push(`To carry it out: lofte request fulfil ${answer.id} --yes`)
  }
  for (const file of answer.files) lines.push(`  ${file}`)
  if (['erased', 'partly', 'granted', 'refused'].includes(answer.outcome) && answer.receipt === null) lines.push('  The receipt can be made after the next seal.')
  return `${lines.join('\n')}\n`
}

function counted(n: number, noun: string): string {
  return `${String(n).replace(/\B(?=(\d{3})+$)/g, ' ')} ${noun}${n === 1 ? '' : 's'}`
}

/** What was attested, and what is still to be done: tell whoever has the data too (Art 19). */
export function closedInWords(answer: HandAnswer): string {
  const lines = [answer.text.trimEnd(), '']
  for (const { label, data } of answer.tell) lines.push(`  to do      tell ${label}: ${data.join(', ')}   GDPR 19`)
  if (answer.tell.length > 0) lines.push('')
  lines.push('Granted and attested. The request is closed; what the person was found by is destroyed.')
  for (const file of answer.files) lines.push(`  ${file}`)
  if (answer.receipt === null) lines.push('  The receipt can be made after the next seal.')
  return `${lines.join('\n')}\n`
}

export function refusedInWords(of: RequestCase, text: string, files: readonly string[]): string {
  const lines = [text.trimEnd(), '', 'Refused. The request is closed; what the person was found by is destroyed. Hand the letter over.']
  for (const file of files) lines.push(`  ${file}`)
  if (files.length === 0) lines.push(`  With --out FOLDER it is written to a file. Due by ${countingDay(of)}.`)
  return `${lines.join('\n')}\n`
}

export function liftInWords({ id, text, files }: LiftAnnounced): string {
  const lines = [text.trimEnd(), '', 'Nothing is lifted yet. Hand the letter over, then:', `  lofte request lift ${id} --role ROLE --told DAY`]
  for (const file of files) lines.push(`  ${file}`)
  return `${lines.join('\n')}\n`
}
