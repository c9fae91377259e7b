import { comparePolicies } from '../../../src/policy/diff/index.ts'
import type { PolicyDiff } from '../../../src/policy/diff/index.ts'
import { loadPolicy } from '../../../src/policy/language/index.ts'
import type { Policy } from '../../../src/policy/model/index.ts'

/** A club that teaches sailing. */
export const club = `
lofte: 1
controllers:
  club: { name: Exempelseglarna, country: SE, contact: dataskydd@segling.example, address: "Hamnen 1, 999 99 Exempelstad", registration: 559999-0002, fiscal-year: 01-01..12-31 }
effective: 2027-01-01
languages: [sv, en]
authority: IMY
place: EEA
changes-told: 30 days
automated-decisions: none
people:
  member: { sv: medlem, en: member }
  visitor: { sv: besökare, en: visitor }
data:
  name: {}
  email: { identifies: person }
  phone: {}
  level: { label: { sv: seglingsvana, en: sailing experience } }
  diet: { class: health }
  credit-note: { label: { sv: upplysning från kreditbolag, en: note from a credit agency }, collected: source, source: credit agency }
purposes:
  membership:
    label: { sv: medlemskap, en: membership }
    people: [member]
    data: [name, email, phone]
    ground: contract
    keep: { for: 2 years, after: relation-end, then: erase }
  courses:
    label: { sv: kurser, en: courses }
    people: [member, visitor]
    data: [name, email, level, diet]
    ground: contract
    conditions: { diet: explicit-consent }
    consent: { given-by: choice, withdrawn-by: [page, email] }
    keep: { for: 1 year, after: event-end, remind: 30 days, then: erase }
  payment:
    label: { sv: betalning, en: payment }
    people: [member]
    data: [name, credit-note]
    ground: contract
    sources: [credit agency]
    told: first-contact
    keep: { for: 6 months, after: relation-end, then: erase }
  news:
    label: { sv: nyhetsbrev, en: newsletter }
    people: [member]
    data: [name, email]
    marketing: true
    channels: { email: consent }
    consent: { given-by: choice, withdrawn-by: [link, page] }
    keep: { until: withdrawal, at-most: 2 years after last-activity, then: erase }
recipients:
  hosting: { label: { sv: driften, en: hosting }, kind: processor, country: SE, purposes: [membership, courses, payment, news], agreement: { signed: 2026-01-10, expires: 2029-01-10, points: [a, b, c, d, e, f, g, h] } }
requests:
  erasure: { within: 10 working days, by: [page, email] }
never:
  sold: { sv: Vi säljer aldrig uppgifter., en: We never sell data. }
backups: { kept: 35 days }
`

export function policyOf(text: string): Policy {
  const { policy, findings } = loadPolicy({ policy: { file: 'policy.yaml', text }, systems: null })
  if (policy === null) throw new Error(findings.map((one) => `${one.rule} ${one.line} ${one.message.en}`).join('\n'))
  return policy
}

/** The club's policy with some words put in the place of others. */
export function edited(...edits: readonly (readonly [from: string, to: string])[]): string {
  return edits.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`not in the policy: ${from}`)
    return text.replace(from, () => to)
  }, club)
}

export function diffOf(before: string, after: string): PolicyDiff {
  return comparePolicies(policyOf(before), policyOf(after))
}

/** `weaker retention.ends:purposes.membership.keep kept three years instead of two` */
export function verdicts(diff: PolicyDiff): readonly string[] {
  return diff.promises.map((one) => `${one.change}${one.weakens && one.change !== 'weaker' ? '!' : ''} ${one.id} ${one.why.en}`)
}

export const tellings = (diff: PolicyDiff): readonly string[] => diff.tell.map((one) => `${one.people} ${one.law} by ${one.by}: ${one.because.map((why) => why.en).join(' | ')}`)
export const askings = (diff: PolicyDiff): readonly string[] => diff.ask.map((one) => `${one.ask} ${one.purpose}: ${one.text.en}`)
