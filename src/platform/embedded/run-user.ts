import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

export interface RunUser {
  readonly uid: number
  readonly gid: number
  /** Are we root, and this somebody else? */
  readonly other: boolean
}

/**
 * Whom the server runs as. PostgreSQL refuses root, so root runs it as the owner of the data that is already there, or as
 * `nobody` where there is none yet.
 */
export function runUser(home: string): RunUser {
  const uid = process.getuid?.() ?? -1
  const gid = process.getgid?.() ?? -1
  if (uid !== 0) return { uid, gid, other: false }
  const owner = ownerOf(home)
  return { ...(owner !== undefined && owner.uid !== 0 ? owner : nobody()), other: true }
}

export function ownerOf(path: string): { uid: number; gid: number } | undefined {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat === undefined ? undefined : { uid: stat.uid, gid: stat.gid }
}

function nobody(): { uid: number; gid: number } {
  const line = /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'))
  return line === null ? { uid: 65_534, gid: 65_534 } : { uid: Number(line[1]), gid: Number(line[2]) }
}

/** May the user go through every folder down to this one? (A folder under a closed home is out of another user's reach.) */
export function canReach(user: RunUser, folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    const stat = statSync(at, { throwIfNoEntry: false })
    if (stat !== undefined) {
      const bit = stat.uid === user.uid ? 0o100 : stat.gid === user.gid ? 0o010 : 0o001
      if ((stat.mode & bit) === 0) return false
    }
    if (at === dirname(at)) return true
  }
}
