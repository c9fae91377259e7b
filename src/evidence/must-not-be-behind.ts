import { problem, type Db } from '../platform/index.ts'
import { compareWithOutside, isReadOnly } from './heads.ts'
import type { HeadSink } from './sinks.ts'

/**
 * Nothing is carried out on a ledger that is older than a head kept outside: the database was restored or cut off, and what was
 * known of people since then is lost with it (act.md, Evidence).
 */
export async function mustNotBeBehind(db: Db, sinks: readonly HeadSink[]): Promise<void> {
  const standing = await compareWithOutside(db, sinks)
  if (!isReadOnly(standing)) return
  throw problem('evidence.behind', {
    attempted: 'The ledger is older than its newest head that is kept outside of the database, so nothing was carried out.',
    next: 'Was the database restored on purpose? Then: lofte evidence acknowledge --reason WHY. Everything is observed again after that.',
  })
}
