import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { open, unlink, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'

const inMemory = 8 * 1024 * 1024

/**
 * Text on its way into a file that can only be written once others are done. What does not fit into memory goes to a file beside the
 * answer, encrypted with a key that is nowhere but in this process: a crash leaves nothing that can be read.
 */
export class Spool {
  readonly #folder: string
  readonly #key = randomBytes(32)
  readonly #nonce = randomBytes(16)
  readonly #cipher = createCipheriv('aes-256-ctr', this.#key, this.#nonce)
  #parts: string[] = []
  #held = 0
  #file: { readonly handle: FileHandle; readonly path: string } | null = null

  constructor(folder: string) {
    this.#folder = folder
  }

  async write(text: string): Promise<void> {
    this.#parts.push(text)
    this.#held += text.length
    if (this.#held > inMemory) await this.#spill()
  }

  async #spill(): Promise<void> {
    if (this.#file === null) {
      const path = join(this.#folder, `.lofte-${randomBytes(8).toString('hex')}.part`)
      this.#file = { path, handle: await open(path, 'wx+', 0o600) }
    }
    const plain = Buffer.from(this.#parts.join(''), 'utf8')
    this.#parts = []
    this.#held = 0
    const sealed = this.#cipher.update(plain)
    for (let written = 0; written < sealed.length;) written += (await this.#file.handle.write(sealed, written)).bytesWritten
  }

  async *read(): AsyncGenerator<Buffer> {
    if (this.#file !== null) {
      const decipher = createDecipheriv('aes-256-ctr', this.#key, this.#nonce)
      const buffer = Buffer.allocUnsafe(256 * 1024)
      for (let at = 0; ;) {
        const { bytesRead } = await this.#file.handle.read(buffer, 0, buffer.length, at)
        if (bytesRead === 0) break
        at += bytesRead
        yield decipher.update(buffer.subarray(0, bytesRead))
      }
    }
    yield Buffer.from(this.#parts.join(''), 'utf8')
  }

  async close(): Promise<void> {
    this.#key.fill(0)
    this.#parts = []
    if (this.#file === null) return
    await this.#file.handle.close()
    await unlink(this.#file.path).catch(() => {})
    this.#file = null
  }
}
