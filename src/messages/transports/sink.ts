import { chmod, mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { once } from './once.ts'
import { errorCode } from '../../platform/index.ts'
import type { Transport } from '../mail.ts'
import { mailOptions } from './mail-options.ts'

/** Writes each mail into a file that only its owner reads. Nothing leaves the machine; a retry writes the same file again. */
export function sinkTransport(directory: string, from: string): Transport {
  const composer = once(async () => (await import('nodemailer')).createTransport({ streamTransport: true, buffer: true, newline: 'unix', disableFileAccess: true, disableUrlAccess: true }))
  return {
    via: 'sink',
    async send(mail) {
      try {
        const { message } = await (await composer.get()).sendMail(mailOptions(mail, from))
        await mkdir(directory, { recursive: true, mode: 0o700 })
        const file = join(directory, `${mail.messageId.replace(/[^a-z0-9_-]/gi, '_').slice(0, 100)}.eml`)
        await writeFile(`${file}.part`, message as Buffer, { mode: 0o600 })
        await chmod(`${file}.part`, 0o600)
        await rename(`${file}.part`, file)
        return { outcome: 'accepted', code: 'written' }
      } catch (error) {
        return { outcome: 'down', code: errorCode(error) }
      }
    },
    async [Symbol.asyncDispose]() {
      ;(await composer.made())?.close()
    },
  }
}
