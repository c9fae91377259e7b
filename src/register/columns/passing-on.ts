import { adequacyOf, isEea } from '../../policy/law/index.ts'
import type { Policy, Purpose, Recipient } from '../../policy/model/index.ts'
import { countryName, say } from '../../policy/text/index.ts'
import { capital, dayWords, recipientLabel, wordOf } from '../words.ts'
import type { Writing } from '../words.ts'

/** Those who get data of a purpose: named by it, naming it, or keeping the systems where it stands. */
export function recipientsOf(policy: Policy, purpose: Purpose): readonly Recipient[] {
  const through = [...policy.systems.values()].filter((system) => [...system.tables.values()].some((table) => table.purposes?.includes(purpose.name) === true)).map((system) => system.recipient)
  return [...policy.recipients.values()].filter(({ name, purposes }) => purposes.includes(purpose.name) || purpose.recipients.includes(name) || purpose.handOver?.to === name || through.includes(name))
}

/** Art 30(1)(d): by name, with what kind they are and where. */
export function recipientLines({ lang }: Writing, recipients: readonly Recipient[]): readonly string[] {
  if (recipients.length === 0) return [say('register.no-recipients')[lang]]
  return recipients.map(({ label, kind, country }) => `${capital(label[lang])} (${[wordOf('recipient', kind, lang), ...(country === null ? [] : [countryName(country, lang)])].join('; ')})`)
}

/** Art 28(3): what binds each processor. */
export function agreementLines({ lang }: Writing, recipients: readonly Recipient[]): readonly string[] {
  return recipients.filter(({ kind }) => kind === 'processor').map(({ label, agreement }) => {
    const recipient = capital(label[lang])
    if (agreement?.signed == null) return say('register.agreement-none', { recipient })[lang]
    const signed = say('register.agreement-signed', { recipient, signed: dayWords(agreement.signed, lang) })[lang]
    const until = agreement.expires === null ? signed : say('register.agreement-expires', { agreement: signed, expires: dayWords(agreement.expires, lang) })[lang]
    return agreement.points === null ? until : say('register.agreement-points', { agreement: until, points: [...agreement.points].sort().join(', ') })[lang]
  })
}

/** Art 30(1)(e): each country outside of the EEA with what makes the transfer lawful, and the day it was assessed. */
export function transferLines(writing: Writing, recipients: readonly Recipient[]): readonly string[] {
  const { lang, policy } = writing
  const outside = recipients.filter(({ country }) => country === null || !isEea(country))
  if (outside.length === 0) return [say('register.no-third-country')[lang]]
  return outside.map((recipient) => {
    const label = capital(recipientLabel(writing, recipient.name))
    if (recipient.country === null) return say('register.country-unknown', { recipient: label })[lang]
    const transfer = say('register.transfer', { recipient: label, country: countryName(recipient.country, lang), safeguard: safeguardWords(recipient, policy, lang) })[lang]
    return recipient.assessment === null ? transfer : say('register.transfer-assessed', { transfer, day: dayWords(recipient.assessment, lang) })[lang]
  })
}

function safeguardWords(recipient: Recipient, policy: Policy, lang: Writing['lang']): string {
  const decisions = recipient.country === null ? [] : adequacyOf(recipient.country, policy.effective)
  if (recipient.safeguard === 'adequacy' || (recipient.safeguard === null && decisions.length > 0)) return say('register.safeguard-adequacy', { decisions: decisions.map((one) => one.decision).join(', ') })[lang].replace(/ {2,}/g, ' ')
  return recipient.safeguard === null ? say('register.safeguard-none')[lang] : wordOf('safeguard', recipient.safeguard, lang)
}
