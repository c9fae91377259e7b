import { capital } from '../capital.ts'
import type { Policy, Recipient } from '../../policy/model/index.ts'
import { countryName, say, sayList } from '../../policy/text/index.ts'
import type { Lang, MessageKey } from '../../policy/text/index.ts'
import type { Block } from '../document.ts'

/** Recipients with country and safeguard (Art 13(1)(e)–(f)). */
export function whoGets(policy: Policy, lang: Lang): Block[] {
  const recipients = [...policy.recipients.values()]
  if (recipients.length === 0) return [{ kind: 'text', text: say('notice.no-recipients')[lang] }]
  return [
    {
      kind: 'table',
      head: [say('notice.recipient')[lang], say('notice.recipient-role')[lang], say('notice.data')[lang], say('notice.country')[lang]],
      rows: recipients.map((recipient) => [
        capital(recipient.label[lang]),
        kindOf(recipient, lang),
        sayList(recipient.data.map((name) => policy.data.get(name)?.label[lang] ?? name), lang),
        placeOf(recipient, lang),
      ]),
    },
  ]
}

const kinds: Readonly<Record<string, MessageKey>> = {
  processor: 'notice.processor',
  controller: 'notice.own-controller',
  joint: 'notice.joint',
  group: 'notice.group',
  authority: 'notice.authority-recipient',
}

function kindOf(recipient: Recipient, lang: Lang): string {
  const key = kinds[recipient.kind]
  return key === undefined ? recipient.kind : (say(key as 'notice.processor')[lang] ?? recipient.kind)
}

function placeOf(recipient: Recipient, lang: Lang): string {
  if (recipient.country === null) return ''
  const country = countryName(recipient.country, lang)
  if (recipient.safeguard === null) return country
  if (recipient.safeguard === 'scc' || recipient.safeguard === 'adequacy') return `${country}, ${say(`notice.safeguard-${recipient.safeguard}`)[lang]}`
  return `${country}, ${say('notice.safeguard-other', { safeguard: recipient.safeguard })[lang]}`
}
