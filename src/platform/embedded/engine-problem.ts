import { errorCode } from '../log.ts'
import { isProblem, problem, type Problem } from '../../problems/index.ts'

// What PostgreSQL says (in English: LC_ALL=C) and what the system calls say, and what it means to whoever starts us.
const meanings: readonly { readonly says: RegExp; readonly make: (on: string) => Problem }[] = [
  {
    says: /lock file "postmaster\.pid" already exists|is another postmaster|pre-existing shared memory block/,
    make: (on) =>
      problem('database.in-use', {
        attempted: 'Another process has this embedded database open.',
        on,
        next: 'Stop it first, or use a server for both: set DATABASE_URL.',
      }),
  },
  {
    says: /No space left on device|ENOSPC|Disk quota exceeded|EDQUOT|File too large/,
    make: (on) =>
      problem('database.disk-full', {
        attempted: 'The disk is full; nothing that was written before is lost.',
        on,
        next: 'Free some space, or set LOFTE_DATA_DIR to another disk.',
      }),
  },
  {
    says: /EROFS|Read-only file system|Permission denied|EACCES|EPERM|Operation not permitted/,
    make: (on) =>
      problem('database.unwritable', {
        attempted: 'The folder of the embedded database cannot be written.',
        on,
        next: 'Make it writable for the user who starts Löfte, or set LOFTE_DATA_DIR.',
      }),
  },
  {
    says: /ENOTDIR|Not a directory/,
    make: (on) =>
      problem('database.unwritable', {
        attempted: 'The place of the embedded database is no folder.',
        on,
        next: 'Move the file that stands in its way, or set LOFTE_DATA_DIR.',
      }),
  },
  {
    says: /could not look up effective user ID/,
    make: (on) =>
      problem('database.unknown-user', {
        attempted: 'PostgreSQL does not start for a user who is not in /etc/passwd.',
        on,
        next: 'Start as a user who is, or set DATABASE_URL.',
      }),
  },
  {
    says: /incompatible with server|database files are incompatible/,
    make: (on) =>
      problem('database.other-version', {
        attempted: 'The data directory was made by another version of PostgreSQL.',
        on,
        next: 'Start with the release of Löfte that made it, back up there, and restore here.',
      }),
  },
  {
    says: /could not map anonymous shared memory|could not create shared memory|Cannot allocate memory|ENOMEM/,
    make: (on) =>
      problem('database.no-memory', {
        attempted: 'There is not enough memory to start the embedded database.',
        on,
        next: 'Free some memory (it needs about 200 MB), or set DATABASE_URL.',
      }),
  },
]

/** The problem behind an error of the system or behind what the server wrote before it ended. */
export function engineProblem(cause: unknown, on: string): Problem {
  if (isProblem(cause)) return cause
  const text = typeof cause === 'string' ? cause : cause instanceof Error ? `${errorCode(cause)} ${cause.message}` : ''
  const meaning = meanings.find(({ says }) => says.test(text))
  if (meaning !== undefined) return meaning.make(on)
  return problem('database.engine-failed', {
    attempted: `The embedded database did not start (${typeof cause === 'string' ? 'see its last words below' : errorCode(cause)}).`,
    on,
    // The server has read no data yet when it fails to start, and its log level keeps statements out.
    lines: typeof cause === 'string' ? cause.trim().split('\n').slice(-3) : [],
    next: 'If it says nothing that helps, set DATABASE_URL to a server of your own.',
  })
}
