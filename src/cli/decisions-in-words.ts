import type { Decision, FieldDecision } from '../policy/decide/index.ts'
import { citationShort, parseCitation } from '../policy/law/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { Policy } from '../policy/model/index.ts'
import { sayDay } from '../policy/text/index.ts'

/** Decisions for somebody who reads: what happens to each row and field, until when, by which rule, and why not more. */
export function decisionsInWords(policy: Policy, at: Day, decisions: readonly Decision[]): string {
  const title = [...policy.controllers.values()].map((controller) => controller.title).join(', ')
  const head = `Decided for ${sayDay(at, 'en')} · ${title} · policy of ${sayDay(policy.effective, 'en')} (${policy.hash.slice(0, 8)})\n`
  if (decisions.length === 0) return `${head}\nNo locations were given, so there is nothing to decide.\n`
  return `${head}${decisions.map((decision) => `\n${ofRow(policy, decision)}`).join('')}\nNothing has been changed: these are invented facts.\n`
}

function ofRow(policy: Policy, decision: Decision): string {
  const { verdict, until, changesOn, waiting } = decision
  const facts = [
    verdict, ...(waiting === null ? [] : [`waiting for ${waiting === 'reminder' ? 'its reminder' : waiting === 'approval' ? 'approval' : 'a human'}`]),
    ...(until === null || ['delete', 'clear', 'unlink'].includes(verdict) ? [] : [`until ${sayDay(until, 'en')}`]),
    ...(changesOn === null ? [] : [`changes ${sayDay(changesOn, 'en')}`]),
  ]
  const rows = decision.fields.map((field) => columns(policy, field))
  const widths = [0, 1, 2, 3].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)))
  const lines = rows.map((row) => `    ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()}\n`)
  const because = decision.because.map((code) => whys[code] ?? code.replaceAll('-', ' '))
  return `  ${decision.system}.${decision.table} ${decision.key}   ${facts.join(' · ')}\n${lines.join('')}${because.length === 0 ? '' : `    because ${because.join('; ')}\n`}`
}

function columns(policy: Policy, field: FieldDecision): readonly [string, string, string, string, string] {
  const place = field.rule === null ? null : policy.places.of(field.rule)
  const parsed = field.law === null ? null : parseCitation(field.law)
  return [field.verdict, field.field, why(field), place === null ? '' : `${place.file}:${place.line}`, parsed === null ? (field.law ?? '') : citationShort(parsed, 'en')]
}

function why(field: FieldDecision): string {
  const day = field.until === null ? null : sayDay(field.until, 'en')
  switch (field.verdict) {
    case 'keep':
      return field.purposes.length === 0 ? 'on the instruction of the one it is held for' : `for ${field.purposes.join(', ')}${day === null ? '' : ` until ${day}`}`
    case 'hold':
      return `held: ${field.hold ?? ''}${day === null ? '' : ` until ${day}`}`
    case 'erase':
    case 'anonymise':
      return day === null ? 'nothing needs it any more' : `ended ${day}`
    case 'restrict':
      return `kept, not used${day === null ? '' : `, until ${day}`}`
    case 'unexplained':
      return 'no purpose covers it: never removed by itself'
    case 'review':
      return 'a human has to look'
  }
}

/** Why the verdict is not another one. */
const whys: Readonly<Record<string, string>> = {
  shared: 'another person’s data stands in the same row',
  referenced: 'rows that stay refer to it',
  unmentioned: 'it has a column that the systems file does not mention',
  partly: 'some of its fields stay',
  named: 'the row is about somebody else and names this person',
  'names-others': 'the row names somebody whose own data stands',
  held: 'a hold keeps it',
  'hold-past-review': 'a hold is past its review day',
  processor: 'it is held on behalf of somebody else',
  public: 'public records go only by a disposal decision',
  restricted: 'its use is restricted',
  'request-pending': 'a request is being answered',
  'missing-date': 'a date it counts from is missing',
  'past-date': 'a date it counts from cannot be right (a placeholder, or before the system existed)',
  'future-date': 'a date it counts from lies in the future',
  'infinite-date': 'a date it counts from is infinite',
  'no-consent-record': 'no consent is on record, so it may not be used, and nobody has said no',
  'contradicting-consents': 'consent was given and taken back on the same day',
  'objection-pending': 'an objection has not been answered',
  objection: 'the person has objected',
  withdrawn: 'the consent was refused or taken back',
  'consent-expired': 'the consent has expired',
  reminded: 'a reminder was sent',
  'not-reminded': 'no reminder has been sent',
  unreachable: 'the reminder could not be delivered',
  unexplained: 'no purpose covers one of its fields',
  'not-anonymous': 'something that leads to a person remains, so it is cleared and not called anonymous',
  anonymised: 'nothing that leads to a person remains',
  'leads-to-nobody': 'the row leads to nobody we know',
  'human-review': 'a human looks before anything goes',
  'no-ground': 'the policy names no ground for it',
  restored: 'systems were restored from a copy, and nobody has read everything since',
  'no-fiscal-year': 'the controller’s fiscal year is not declared',
  'ground-by-condition': 'one of its grounds has fallen, and a human has to say whether it was the one that applied',
  'outside-condition': 'the person is not of the age that the purpose is for',
  'handed-over': 'it has been handed over, and a human sees that it has arrived',
  'at-least-only': 'the policy says at least how long, not at most',
  'vague-rule': 'the rule says no time',
  'no-start': 'the rule does not say what it counts from',
  'no-rule': 'the policy does not say how long',
}
