import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { log } from './log.ts'
import { problem } from '../problems/index.ts'

/**
 * The secret under the data directory; made on first use with mode 600. It is written whole under another name and then
 * linked: of two processes that start at once one wins and both read the same, and a crash leaves no half a secret.
 */
export function readOrMakeSecret(file: string): string {
  const found = read(file)
  if (found !== undefined) return found
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  try {
    mkdirSync(dirname(file), { recursive: true })
    const fd = openSync(draft, 'wx', 0o600)
    writeSync(fd, `${randomBytes(32).toString('base64url')}\n`)
    fsyncSync(fd)
    closeSync(fd)
    try {
      linkSync(draft, file)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  } catch {
    throw problem('secrets.not-writable', {
      attempted: 'A secret for this installation could not be written.',
      on: file,
      next: 'Make the directory writable, or set LOFTE_SECRET or LOFTE_SECRET_FILE.',
    })
  } finally {
    rmSync(draft, { force: true })
  }
  return readOrMakeSecret(file)
}

function read(file: string): string | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw problem('secrets.not-readable', {
      attempted: 'The secret of this installation cannot be read.',
      on: file,
      next: 'Start as the user who owns the file. Without it nothing that was encrypted can be opened again.',
    })
  }
  if (text.length < 32) {
    throw problem('secrets.damaged', {
      attempted: 'The secret of this installation is cut off.',
      on: file,
      next: 'Restore the file from the backup of keys. A new one would make everything encrypted unreadable.',
    })
  }
  if ((statSync(file).mode & 0o077) !== 0) log.warn('secrets.file-open-to-others', { setting: 'LOFTE_DATA_DIR' })
  return text
}
