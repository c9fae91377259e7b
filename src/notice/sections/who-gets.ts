import { isEea, standingOf } from '../../policy/law/index.ts'
import type { Policy, Recipient } from '../../policy/model/index.ts'
import { countryName, say } from '../../policy/text/index.ts'
import type { Lang, MessageKey } from '../../policy/text/index.ts'
import { peopleOf } from '../concerns.ts'
import type { Block, Concern } from '../document.ts'
import { capital, dataList, purposeList } from '../phrase.ts'
import { contactsOf } from '../ways.ts'

/** Recipients with what they get, where they are and what protects it there (Art 13(1)(e)–(f)). */
export function whoGets(policy: Policy, lang: Lang): Block[] {
  const recipients = [...policy.recipients.values()]
  if (recipients.length === 0) return [{ kind: 'text', text: say('notice.no-recipients')[lang] }]
  const contact = contactsOf(policy, lang)
  return [
    {
      kind: 'table',
      head: [say('notice.recipient')[lang], say('notice.recipient-role')[lang], say('notice.data')[lang], say('notice.country')[lang]],
      rows: recipients.map((recipient) => [capital(recipient.label[lang]), capital(kindOf(recipient, lang)), capital(dataOf(policy, recipient, lang)), placeOf(policy, recipient, lang)]),
      for: recipients.map((recipient) => concernOf(policy, recipient)),
    },
    ...(contact !== null && recipients.some((recipient) => safeguarded(recipient)) ? [{ kind: 'text', text: say('notice.safeguard-copy', { contact })[lang] } as const] : []),
  ]
}

/** Whose data a recipient gets: by its own purposes, else by those that name it; everybody's where neither is said. */
export function concernOf(policy: Policy, recipient: Recipient): Concern {
  const purposes = purposesOf(policy, recipient)
  return purposes.length === 0 ? null : peopleOf(policy, purposes)
}

export function purposesOf(policy: Policy, recipient: Recipient): readonly string[] {
  if (recipient.purposes.length > 0) return recipient.purposes
  return [...policy.purposes.values()].filter((purpose) => purpose.recipients.includes(recipient.name)).map((purpose) => purpose.name)
}

const kinds: Readonly<Record<string, MessageKey>> = {
  processor: 'notice.processor',
  controller: 'notice.own-controller',
  joint: 'notice.joint',
  group: 'notice.group',
  authority: 'notice.authority-recipient',
  provider: 'notice.provider',
}

function kindOf(recipient: Recipient, lang: Lang): string {
  const key = kinds[recipient.kind]
  return key === undefined ? recipient.kind : (say(key as 'notice.processor')[lang] ?? recipient.kind)
}

function dataOf(policy: Policy, recipient: Recipient, lang: Lang): string {
  if (recipient.data.length > 0) return dataList(policy, recipient.data, lang)
  const purposes = purposesOf(policy, recipient)
  if (purposes.length === 0 || purposes.length === policy.purposes.size) return say('notice.all-data')[lang]
  return say('notice.data-for', { purposes: purposeList(policy, purposes, lang) })[lang]
}

function safeguarded({ country, safeguard }: Recipient): boolean {
  return country !== null && !isEea(country) && safeguard !== null && safeguard !== 'adequacy' && safeguard !== 'derogation'
}

const worded = ['scc', 'adequacy', 'bcr', 'code', 'certification', 'derogation'] as const

function placeOf(policy: Policy, { country, safeguard }: Recipient, lang: Lang): string {
  if (country === null) return ''
  const name = countryName(country, lang)
  if (isEea(country)) return name
  if (safeguard === null) return standingOf(country, policy.effective) === 'adequate' ? `${name}, ${say('notice.safeguard-adequacy')[lang]}` : name
  const known = worded.find((one) => one === safeguard)
  return `${name}, ${known === undefined ? say('notice.safeguard-other', { safeguard })[lang] : say(`notice.safeguard-${known}`)[lang]}`
}
