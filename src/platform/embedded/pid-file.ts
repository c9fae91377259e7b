import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface PidFile {
  readonly pid: number
  readonly socket: string
  readonly status: string
}

/** What the server says about itself in postmaster.pid: its number, its socket's folder, its state. */
export function pidFile(home: string): PidFile | undefined {
  try {
    const lines = readFileSync(join(home, 'data', 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), socket: lines[4] ?? '', status: (lines[7] ?? '').trim() }
  } catch {
    return undefined
  }
}

/** The address of a database behind a socket. */
export const addressAt = (socket: string, database: string): string =>
  `postgresql://postgres@localhost/${encodeURIComponent(database)}?host=${encodeURIComponent(socket)}`
