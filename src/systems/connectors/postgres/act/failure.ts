/** The batch was rolled back; nothing of it was done. */
export class BatchFailed extends Error {
  readonly why: string
  /** The mapped table whose statement failed, where one did. */
  readonly table: string | null
  /** The connection broke: whether the transaction ended, only the database knows. */
  readonly lost: boolean

  constructor(why: string, options: { table?: string | null; lost?: boolean } = {}) {
    super(why)
    this.name = 'BatchFailed'
    this.why = why
    this.table = options.table ?? null
    this.lost = options.lost ?? false
  }
}

// By SQLSTATE, the exact ones first. A driver's message quotes values of the row: only the code leaves this file.
const bySqlState: readonly (readonly [string, string])[] = [
  ['23503', 'foreign-key'],
  ['23001', 'foreign-key'],
  ['23505', 'unique'],
  ['23514', 'check'],
  ['23502', 'not-null'],
  ['23P01', 'exclusion'],
  ['42501', 'privilege'],
  ['55P03', 'locked'],
  ['40P01', 'locked'],
  ['40001', 'locked'],
  ['57014', 'timeout'],
  ['25006', 'read-only'],
  ['53100', 'disk-full'],
  ['P0', 'trigger-refused'],
  ['22', 'value-refused'],
  ['42', 'shape-changed'],
  ['53', 'out-of-resources'],
]

/** Our own side failed while the rows were held: rolled back, and nobody's fault over there. */
export class CallerFailed extends Error {
  constructor(cause: unknown) {
    super('the caller failed', { cause })
    this.name = 'CallerFailed'
  }
}

export async function ours<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw new CallerFailed(error)
  }
}

/** What is true of every row of the table, so that looking for the one at fault would be idle. */
export const concernsTheTable: ReadonlySet<string> = new Set(['privilege', 'shape-changed', 'read-only', 'trigger-not-accepted'])

/** What passes by itself: tried again later, and nobody's fault. */
export const passes: ReadonlySet<string> = new Set(['locked', 'facts-moved', 'timeout', 'out-of-resources', 'disk-full'])

export function failureOf(error: unknown, table: string | null = null): BatchFailed {
  if (error instanceof BatchFailed) return error
  if (error instanceof CallerFailed) throw error
  const state = (error as { code?: unknown }).code
  // EPIPE has five letters too; a SQLSTATE has a digit.
  if (typeof state !== 'string' || !/^(?=.*\d)[0-9A-Z]{5}$/.test(state)) {
    // A fault of our own must not be taken for a broken line.
    if (state === undefined && !isBrokenLine(error)) throw error
    return new BatchFailed('connection-lost', { table, lost: true })
  }
  if (/^(08|57P)/.test(state)) return new BatchFailed('connection-lost', { table, lost: true })
  const why = bySqlState.find(([prefix]) => state.startsWith(prefix))?.[1] ?? 'refused-by-database'
  return new BatchFailed(why, { table })
}

function isBrokenLine(error: unknown): boolean {
  return error instanceof Error && error.name === 'Error' && /connection|terminated|timeout|socket/i.test(error.message)
}
