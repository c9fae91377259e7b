import { mkdir, open, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { canonicalText } from './canonical.ts'
import { isCount, isHash, type Head } from './seal-form.ts'

/**
 * A place outside of the database where heads are put. Built: a file. Meant to follow with the same contract: an
 * append-only bucket and an HTTPS endpoint (both can be asked for their last head) and mail (which cannot: null).
 */
export interface HeadSink {
  readonly name: string
  /** The newest head this place has seen; null when it has seen none or cannot be asked. */
  last(): Promise<Head | null>
  publish(head: Head): Promise<void>
}

const TAIL = 64 * 1024

/** One head a line, only ever appended, flushed before anybody is told. Best on a disk that the database's backup does not cover. */
export function fileSink(path: string): HeadSink {
  return {
    name: 'file',
    async last() {
      const file = await openIfThere(path)
      if (file === null) return null
      try {
        const { size } = await file.stat()
        const from = Math.max(0, size - TAIL)
        const tail = Buffer.alloc(size - from)
        await file.read(tail, 0, tail.length, from)
        // The newest number, not the last line: two processes may have appended in either order.
        return parseHeads(tail.toString('utf8')).reduce<Head | null>((best, head) => (best === null || head.number > best.number ? head : best), null)
      } finally {
        await file.close()
      }
    },
    async publish(head) {
      await mkdir(dirname(path), { recursive: true })
      const file = await open(path, 'a', 0o600)
      try {
        // A line torn by a crash would swallow this one: begin on a line of our own.
        await file.appendFile(`${(await endsMidLine(path)) ? '\n' : ''}${headLine(head)}\n`)
        await file.sync()
      } finally {
        await file.close()
      }
    },
  }
}

/** Heads from the text of such a file; lines that are none (torn by a crash) are passed over. */
export function parseHeads(text: string): Head[] {
  return text.split('\n').map(parseHead).filter((head) => head !== null)
}

export function headLine(head: Head): string {
  return canonicalText({ ...head })
}

function parseHead(line: string): Head | null {
  try {
    const { number, to, hash, at } = JSON.parse(line) as Record<string, unknown>
    return isCount(number) && isCount(to) && isHash(hash) && typeof at === 'string' ? { number, to, hash, at } : null
  } catch {
    return null
  }
}

async function endsMidLine(path: string): Promise<boolean> {
  const file = await openIfThere(path)
  if (file === null) return false
  try {
    const { size } = await file.stat()
    if (size === 0) return false
    const end = Buffer.alloc(1)
    await file.read(end, 0, 1, size - 1)
    return end[0] !== 0x0a
  } finally {
    await file.close()
  }
}

async function openIfThere(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r')
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return null
    throw error
  }
}
