import { createHash } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { log } from '../log.ts'
import { problem } from '../../problems/index.ts'
import { engineProblem } from './engine-problem.ts'
import { canReach, ownerOf, runUser, type RunUser } from './run-user.ts'

export interface Home {
  /** The folder of the cluster: `data/`, and a copy of the engine where it is needed. */
  readonly path: string
  readonly user: RunUser
  /** Where it is to be noted that the cluster lies elsewhere, once it exists. */
  readonly note?: string
}

/**
 * Where the cluster lies. Normally where it was asked for. Under root with a closed home folder the server's user could not
 * get there: then it lies in /var/lib/lofte-<hash>, and a note beside the asked place says so. The note is followed even
 * when the folder has been moved, and if what it names is gone that is said, never replaced by an empty database.
 */
export function homeAt(directory: string): Home {
  const note = `${directory}.location`
  try {
    if (existsSync(join(directory, 'data', 'PG_VERSION'))) return checked(directory)
    if (existsSync(note)) return checked(noted(note))
    openFolders(dirname(directory))
    if (!existsSync(directory) && !canReach(runUser(directory), dirname(directory))) return elsewhere(directory, note)
    return checked(directory)
  } catch (error) {
    throw engineProblem(error, directory)
  }
}

/** The same without making anything. */
export function whereIs(directory: string): string {
  const note = `${directory}.location`
  return existsSync(note) && !existsSync(join(directory, 'data', 'PG_VERSION')) ? readFileSync(note, 'utf8').trim() : directory
}

function noted(note: string): string {
  const path = readFileSync(note, 'utf8').trim()
  if (!existsSync(join(path, 'data', 'PG_VERSION'))) {
    throw problem('database.missing', {
      attempted: 'The embedded database is not where it was.',
      on: path,
      next: `Bring it back, or remove ${note} to begin with an empty one.`,
    })
  }
  return path
}

function elsewhere(directory: string, note: string): Home {
  const path = `/var/lib/lofte-${createHash('sha256').update(directory).digest('hex').slice(0, 12)}`
  return { ...checked(path), note }
}

/** Notes where the cluster lies. Before there is one a note would make the next start look for what never was. */
export function noteHome(home: Home): void {
  if (home.note === undefined) return
  writeFileSync(home.note, `${home.path}\n`)
  log.info('database.elsewhere', { place: home.path })
}

/** The folder exists, belongs to whom the server runs as, and can be reached by that user. */
function checked(path: string): Home {
  const user = runUser(path)
  const owner = ownerOf(path)
  if (owner === undefined) {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    if (user.other) chownSync(path, user.uid, user.gid)
  } else if (owner.uid !== user.uid) {
    if (!user.other) {
      throw problem('database.other-owner', {
        attempted: 'The embedded database belongs to another user.',
        on: path,
        next: 'Start as that user or as root, or set LOFTE_DATA_DIR.',
      })
    }
    chownSync(path, user.uid, user.gid)
  }
  if (user.other && !canReach(user, path)) {
    throw problem('database.out-of-reach', {
      attempted: 'PostgreSQL does not run as root, and the user it runs as cannot get to the folder of the database.',
      on: path,
      next: 'Set LOFTE_DATA_DIR to a folder that every user may enter, or start as another user than root.',
    })
  }
  return { path, user }
}

/** Makes the folders above that are missing, open for passing through only (a strict umask would close them). */
function openFolders(folder: string): void {
  const there = statSync(folder, { throwIfNoEntry: false })
  if (there?.isDirectory() === true) return
  if (there !== undefined) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' })
  openFolders(dirname(folder))
  mkdirSync(folder)
  chmodSync(folder, 0o711)
}
