import { createWriteStream } from 'node:fs'
import { mkdir, open, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { errorCode, isProblem, problem } from '../../platform/index.ts'

export interface ZipEntry {
  readonly path: string
  /** Asked for when its turn comes: what the entry holds may rest on those before it. */
  readonly content: () => AsyncIterable<Buffer | string>
}

/**
 * Writes entries one after another into a file of mode 600 that appears under its name only when it is whole. Nothing of it is held
 * longer than the stream needs.
 */
export async function writeZip(folder: string, name: string, entries: readonly ZipEntry[], modified: Date): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, name)
  const part = `${path}.part`
  const zip = new ZipFile()
  let fail: (error: unknown) => void = () => {}
  const failed = new Promise<never>((_, reject) => (fail = reject))
  failed.catch(() => {})
  zip.on('error', fail)
  for (const entry of entries) {
    zip.addReadStreamLazy(entry.path, { mtime: modified, mode: 0o100600, compressionLevel: 6 }, (give) => {
      const content = Readable.from(entry.content(), { objectMode: false })
      content.on('error', fail) // the zip does not listen to what it reads lazily
      give(null, content)
    })
  }
  zip.end()
  try {
    await Promise.race([pipeline(zip.outputStream, createWriteStream(part, { flags: 'wx', mode: 0o600 })), failed])
    const file = await open(part, 'r+')
    await file.sync()
    await file.close()
    await rename(part, path)
    return path
  } catch (error) {
    ;(zip.outputStream as Readable).destroy()
    await unlink(part).catch(() => {})
    if (isProblem(error)) throw error
    const code = errorCode(error)
    if (!/^E[A-Z]+$/.test(code)) throw error
    throw problem('requests.cannot-write', { attempted: `The answer could not be written (${code}).`, on: name, next: 'Check the folder given with --out: free space, and the right to write there. Nothing was handed out.' })
  }
}
