import type { Config } from '../../platform/index.ts'
import type { Transport } from '../mail.ts'
import { sinkTransport } from './sink.ts'
import { smtpTransport } from './smtp.ts'

/** The transport of the installation: SMTP_URL, and without it the sink. */
export function openTransport(mail: Config['mail']): Transport {
  return mail.kind === 'smtp' ? smtpTransport(mail.url.reveal(), mail.from) : sinkTransport(mail.directory, mail.from)
}
