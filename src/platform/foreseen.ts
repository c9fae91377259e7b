import { problem } from '../problems/index.ts'
import { errorCode } from './log.ts'

/** What our own database may say at any moment, in our words; anything else is answered as it is. */
export function foreseen(error: unknown): unknown {
  if (errorCode(error) !== '53100') return error
  return problem('database.disk-full', {
    attempted: 'The disk of the database is full. What was not written down is taken back; nothing that was written before is lost.',
    next: 'Make room where it stands, then run this again: what was begun is brought to its end first.',
  })
}
