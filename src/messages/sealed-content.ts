import { personal } from '../platform/index.ts'
import type { Personal, Secrets } from '../platform/index.ts'
import { lang } from '../policy/text/index.ts'
import type { Lang } from '../policy/text/index.ts'

/** What is destroyed once the message has ended. */
export interface Content {
  readonly to: Personal<string>
  readonly subject: string
  readonly text: Personal<string>
  readonly lang: Lang
}

const place = (messageNo: string): string => `messages.content:${messageNo}`

export function sealContent(secrets: Secrets, messageNo: string, content: Content): Buffer {
  const plain = JSON.stringify([content.to.reveal(), content.subject, content.text.reveal(), content.lang])
  return secrets.encrypt('message', plain, place(messageNo))
}

export function openContent(secrets: Secrets, messageNo: string, sealed: Uint8Array): Content {
  const [to = '', subject = '', text = '', written = ''] = JSON.parse(secrets.decrypt('message', sealed, place(messageNo)).toString('utf8')) as string[]
  return { to: personal(to), subject, text: personal(text), lang: lang(written) ?? 'sv' }
}
