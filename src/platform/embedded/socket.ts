import { chownSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canReach, type RunUser } from './run-user.ts'

// A socket's path has room for 107 bytes; PostgreSQL adds /.s.PGSQL.5432.lock to ours.
const longest = 80

/**
 * A folder for the server's socket, closed to everybody but the server's user (and root): this, and no password, is what
 * keeps other users of the machine out.
 */
export function socketFolder(user: RunUser): string {
  const temporary = tmpdir()
  const base = temporary.length <= longest && canReach(user, temporary) ? temporary : '/tmp'
  const folder = mkdtempSync(join(base, 'lofte-'))
  if (user.other) chownSync(folder, user.uid, user.gid)
  return folder
}
