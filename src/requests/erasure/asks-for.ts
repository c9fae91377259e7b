import type { Indexed } from '../../people/index.ts'
import type { FieldDecision } from '../../policy/decide/index.ts'
import { restsOn, rulePath, type Policy, type Purpose, type Table } from '../../policy/model/index.ts'
import { refName } from '../access/explain.ts'
import type { CaseRight, RequestCase } from '../case.ts'

/** The table as a location is in it: whom a row names may stand in another relation than whose row it is. */
export function tableOf(policy: Policy, { system, table, named }: Pick<Indexed, 'system' | 'table' | 'named'>): Table | undefined {
  const mapped = policy.systems.get(system)?.tables.get(table)
  if (mapped === undefined || named === null) return mapped
  const of = mapped.fields.find((field) => field.of !== null && refName(field.of.ref) === named)?.of ?? null
  return { ...mapped, relation: of?.relation ?? mapped.relation }
}

/** The purposes that may use the data in the table, as far as the request is about them. */
export function purposesOn(policy: Policy, of: Pick<RequestCase, 'scope'>, table: Table, data: string): readonly Purpose[] {
  return [...policy.purposes.values()].filter((purpose) =>
    purpose.controllers.includes(table.controller) && (table.purposes === null || table.purposes.includes(purpose.name)) && purpose.data.includes(data)
    && (table.relation === null || purpose.people.includes(table.relation)) && (of.scope.purpose === undefined || of.scope.purpose === purpose.name)
    && (of.scope.relation === undefined || table.relation === null || table.relation === of.scope.relation))
}

/** Which purposes a right can end: nobody objects to a contract, and only what was allowed can be taken back (Art 7(3), 21(1)-(2)). */
export function reaches(right: CaseRight, purpose: Purpose): boolean {
  if (right === 'objection') return purpose.marketing || restsOn(purpose, 'legitimate-interest', 'public-task')
  return right === 'withdrawal' ? restsOnConsent(purpose) : true
}

/** As the ground of the purpose, of one of its channels, or as the condition of a special category. */
export function restsOnConsent(purpose: Purpose): boolean {
  return restsOn(purpose, 'consent') || [...purpose.channels.values()].includes('consent') || purpose.conditions.some((condition) => condition.condition === 'explicit-consent')
}

/** Ended without anybody's weighing: marketing always (Art 21(3)), other interests where the policy says so. */
export function endsAtOnce(purpose: Purpose): boolean {
  return purpose.marketing || (restsOn(purpose, 'legitimate-interest', 'public-task') && purpose.objection === 'uphold')
}

/** Only what the request is about: withdrawing a job application is not leaving the newsletter. */
export function isAbout(policy: Policy, { right, scope }: Pick<RequestCase, 'right' | 'scope'>, table: Table, data: string): boolean {
  if (scope.data !== undefined && !scope.data.includes(data)) return false
  if (scope.controller !== undefined && scope.controller !== table.controller) return false
  if (right === 'erasure' && scope.purpose === undefined && scope.relation === undefined) return true
  return purposesOn(policy, { scope }, table, data).some((purpose) => reaches(right, purpose))
}

/** Whether the request asks for a field that goes: of a request about one purpose, by that purpose's own rule. */
export function asksFor(policy: Policy, of: Pick<RequestCase, 'right' | 'scope'>, table: Table, field: FieldDecision): boolean {
  if (!isAbout(policy, of, table, field.data)) return false
  // Who ends a purpose asks for nothing that is due for other reasons.
  if (of.right !== 'erasure' && of.scope.purpose === undefined) return false
  return of.scope.purpose === undefined || field.rule?.startsWith(`${rulePath('purposes', of.scope.purpose)}.`) === true
}
