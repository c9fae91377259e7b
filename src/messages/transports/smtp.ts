import { errorCode, problem } from '../../platform/index.ts'
import type { Sent, Transport } from '../mail.ts'
import { addressFault } from './address-fault.ts'
import { mailOptions } from './mail-options.ts'
import { once } from './once.ts'

/** Sends by the server of SMTP_URL. Encrypted beyond this machine, unless the address says `?requireTLS=false`. */
export function smtpTransport(url: string, from: string): Transport {
  const parsed = new URL(url)
  if (parsed.hostname === '') throw problem('messages.no-server', { attempted: 'open the mail server', on: 'SMTP_URL', next: 'Write it as smtps://mail.example:465.' })
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(parsed.hostname)
  const tls = parsed.protocol === 'smtps:' || local || parsed.searchParams.get('requireTLS') === 'false' ? {} : { requireTLS: true }
  const pool = once(async () =>
    (await import('nodemailer')).createTransport({
      url, pool: true, maxConnections: 5, maxMessages: 500, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 60_000, disableFileAccess: true, disableUrlAccess: true, ...tls,
    }),
  )
  return {
    via: 'smtp',
    async send(mail) {
      try {
        const info = await (await pool.get()).sendMail(mailOptions(mail, from))
        return { outcome: 'accepted', code: codeIn(info.response) }
      } catch (error) {
        return failure(error)
      }
    },
    async [Symbol.asyncDispose]() {
      ;(await pool.made())?.close()
    },
  }
}

/** Of what a server or the network says only codes are kept: its words quote the address. */
function failure(error: unknown): Sent {
  const { command, responseCode, response } = error as { command?: unknown; responseCode?: unknown; response?: unknown }
  const code = typeof responseCode === 'number' ? responseCode : null
  const said = typeof response === 'string' ? response : ''
  if (code === null) return { outcome: 'down', code: errorCode(error) }
  if (code === 421) return { outcome: 'down', code: codeIn(said) }
  // What was said of the message itself is about this one; a refusal before that (sign-in, sender) would meet every other too.
  if (command !== 'RCPT TO') return { outcome: command === 'DATA' ? 'later' : 'down', code: codeIn(said) }
  if (addressFault(code, said)) return { outcome: 'bounced', code: codeIn(said) }
  return { outcome: 'later', code: codeIn(said) }
}

function codeIn(response: string): string {
  return /^\d{3}(?:[ -]\d\.\d{1,3}\.\d{1,3})?/.exec(response)?.[0].replace('-', ' ') ?? 'none'
}

