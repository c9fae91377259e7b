import { problem } from '../platform/index.ts'
import type { CaseId } from './case.ts'

/** Who answers for it is a role, never a name. */
export function mustBeRole(id: CaseId, role: string): void {
  if (!/^[a-z][a-z0-9-]{1,39}$/.test(role)) throw problem('requests.role-invalid', { attempted: 'Who decides is said as a role.', on: id, next: 'Name the role, such as privacy-lead. No name of anybody.' })
}

/** A role and its words: more than a yes, since somebody may have to answer for it years later. */
export function mustHaveWords(id: CaseId, role: string, words: string, attempted: string): string {
  mustBeRole(id, role)
  const grounds = words.trim()
  if (grounds.length < 10) throw problem('requests.grounds-missing', { attempted, on: id, next: 'Say in a sentence or two why: --grounds TEXT, or --grounds - to read them.' })
  return grounds
}
