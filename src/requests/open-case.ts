import { problem } from '../platform/index.ts'
import type { Work } from '../work/index.ts'
import type { CaseId, CaseRight, RequestCase } from './case.ts'
import { readCase } from './store.ts'

/** A case that something can still be done about. */
export async function openCase(work: Pick<Work, 'db'>, id: CaseId, rights: readonly CaseRight[] | null = null): Promise<RequestCase> {
  const of = await readCase(work.db, id)
  if (of === null) throw problem('requests.not-found', { attempted: 'There is no request of that id.', on: id, next: 'lofte request list shows the open ones.' })
  if (of.answer !== null) throw problem('requests.closed', { attempted: 'The request is answered, and what the person was found by is destroyed.', on: id, next: 'Open a new request.' })
  if (of.refusal !== null) throw problem('requests.closed', { attempted: 'The request is refused.', on: id, next: 'Open a new request.' })
  if (rights !== null && !rights.includes(of.right)) throw problem('requests.other-right', { attempted: `The request is one for ${of.right}.`, on: id, next: `What was asked for here answers ${rights.join(', ')}.` })
  return of
}
