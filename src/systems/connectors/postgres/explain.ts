import { isProblem, problem } from '../../../platform/index.ts'
import type { Problem } from '../../../platform/index.ts'

/** Host and port of a database: what may be shown of its address. */
export function hostOf(url: string): string {
  try {
    // An address of a socket has no host before its path, which URL refuses beside a role.
    const parsed = new URL(url.replace('@/', '@localhost/'))
    const host = parsed.searchParams.get('host') ?? parsed.hostname
    return host.startsWith('/') || host === '' ? 'a local socket' : `${host}:${parsed.port === '' ? '5432' : parsed.port}`
  } catch {
    return 'an address that cannot be read'
  }
}

export function unreachable(system: string, url: string, error: unknown): Problem {
  const at = hostOf(url)
  const code = codeOf(error)
  const say = (attempted: string, next: string) => problem('systems.unreachable', { attempted, on: system, next })
  if (code === '28P01' || code === '28000') return say(`${system} at ${at} refused the role.`, 'Check the user and the password in its url, and pg_hba.conf there.')
  if (code === '3D000') return say(`There is no such database at ${at}.`, 'Check the name after the last / of its url.')
  if (code === '53300') return say(`${system} at ${at} has no connection left.`, 'Raise max_connections there, or wait until others have closed theirs.')
  if (code === 'ERR_INVALID_URL') return say(`The url of ${system} cannot be read.`, 'Write it as postgres://role:password@host:5432/database, in an environment variable.')
  return say(`${system} did not answer at ${at}${code === null ? '' : ` (${code})`}.`, 'Check that the database runs and can be reached from here. What is due there waits; nothing was changed.')
}

/**
 * What went wrong on a table, in our words. The driver's own message and detail may hold values of a row: of them only names
 * of tables and columns are taken.
 */
export function explain(error: unknown, system: string, table: string | null): unknown {
  if (isProblem(error) || !(error instanceof Error) || error.name === 'AbortError') return error
  const code = codeOf(error)
  const where = table === null ? system : `${system}.${table}`
  const named = nameIn(error.message)
  const on = named === null ? where : `${where} (${named})`
  const say = (name: `systems.${string}`, attempted: string, next: string) => problem(name, { attempted, on, next })
  switch (code) {
    case null:
      return /connection|terminated|timeout|ECONN|socket/i.test(error.message) ? say('systems.unreachable', /timeout/i.test(error.message) ? 'It did not answer in time.' : 'The connection was lost while reading.', 'It is tried again; nothing was changed.') : error
    case '42501':
      return /row-level security/i.test(error.message)
        ? say('systems.not-seen-in-full', 'Row-level security hides rows from the role.', 'Give the role BYPASSRLS: a row that cannot be seen must not be taken for one that is gone.')
        : say('systems.missing-privilege', 'The role may not read the table.', 'GRANT SELECT on it, and USAGE on its schema, to the role in the url.')
    case '42P01':
    case '3F000':
      return say('systems.table-vanished', 'The table is no longer there.', 'Correct the systems file, or restore the table. Nothing was changed, and what the index knows of it is kept.')
    case '42703':
      return say('systems.column-vanished', 'A column that the systems file names is no longer there.', 'Correct the systems file, or restore the column. Nothing was changed.')
    case '57014':
      return say('systems.too-slow', 'The database ended the query: it ran longer than allowed, or somebody stopped it.', 'It is tried again. Look for a missing index or a lock there.')
    case '55P03':
      return say('systems.locked', 'The table stayed locked by somebody else.', 'It is tried again; nothing was changed.')
    case '53100':
      return say('systems.disk-full', 'The disk of the database is full.', 'Make room there. It is tried again.')
    default:
      if (/^(08|57P|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)/.test(code)) return say('systems.unreachable', `The connection was lost while reading (${code}).`, 'It is tried again; nothing was changed.')
      return say('systems.failed', `The database refused the query (${code}).`, 'Look at its own log for the moment of this message: what it says there may hold personal data and is not repeated here.')
  }
}

function codeOf(error: unknown): string | null {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && /^[A-Z0-9_]{3,30}$/.test(code) ? code : null
}

/** `permission denied for table contact`, `relation "crm.contact" does not exist`, `column t.emial does not exist`. */
function nameIn(message: string): string | null {
  const match = /(?:for (?:table|schema|view|relation|column) "?|relation "|column "?)([A-Za-z_][\w.$ ]{0,62}?)"?(?:$| of| does)/.exec(message)
  return match?.[1] ?? null
}
