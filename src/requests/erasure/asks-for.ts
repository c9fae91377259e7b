import type { FieldDecision } from '../../policy/decide/index.ts'
import { rulePath, type Policy, type Purpose, type Table } from '../../policy/model/index.ts'
import type { RequestCase } from '../case.ts'

/** The purposes that may use the data in the table, as far as the request is about them. */
export function purposesOn(policy: Policy, of: Pick<RequestCase, 'scope'>, table: Table, data: string): readonly Purpose[] {
  return [...policy.purposes.values()].filter((purpose) =>
    purpose.controllers.includes(table.controller) && (table.purposes === null || table.purposes.includes(purpose.name)) && purpose.data.includes(data)
    && (table.relation === null || purpose.people.includes(table.relation)) && (of.scope.purpose === undefined || of.scope.purpose === purpose.name)
    && (of.scope.relation === undefined || table.relation === null || table.relation === of.scope.relation))
}

/** Only what the request is about: withdrawing a job application is not leaving the newsletter. */
export function isAbout(policy: Policy, { scope }: Pick<RequestCase, 'scope'>, table: Table, data: string): boolean {
  if (scope.data !== undefined && !scope.data.includes(data)) return false
  if (scope.controller !== undefined && scope.controller !== table.controller) return false
  if (scope.purpose === undefined && scope.relation === undefined) return true
  return purposesOn(policy, { scope }, table, data).length > 0
}

/** Whether the request asks for a field that goes: of a request about one purpose, by that purpose's own rule. */
export function asksFor(policy: Policy, of: Pick<RequestCase, 'scope'>, table: Table, field: FieldDecision): boolean {
  if (!isAbout(policy, of, table, field.data)) return false
  return of.scope.purpose === undefined || field.rule?.startsWith(`${rulePath('purposes', of.scope.purpose)}.`) === true
}
