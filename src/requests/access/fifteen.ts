import { problem } from '../../platform/index.ts'
import { authorityOf, isEea } from '../../policy/law/index.ts'
import type { Policy, Purpose, Recipient } from '../../policy/model/index.ts'
import { promisesOf } from '../../policy/promises/index.ts'
import { countryName, say, sayDay, sayList } from '../../policy/text/index.ts'
import type { Lang, MessageKey } from '../../policy/text/index.ts'
import { groundText, recipientsFor, sourceText } from './explain.ts'

/** One of the things that Art 15 gives a right to know; `says` is never empty. */
export interface Item {
  readonly name: ItemName
  readonly law: string
  readonly heading: string
  readonly says: readonly string[]
}

export type ItemName = 'controller' | 'confirmation' | 'purposes' | 'categories' | 'recipients' | 'period' | 'rights' | 'complaint' | 'source' | 'automated' | 'transfers' | 'for-others'

const laws: Readonly<Record<ItemName, string>> = {
  controller: 'GDPR 15(1)', confirmation: 'GDPR 15(1)', purposes: 'GDPR 15(1)(a)', categories: 'GDPR 15(1)(b)', recipients: 'GDPR 15(1)(c)', period: 'GDPR 15(1)(d)',
  rights: 'GDPR 15(1)(e)', complaint: 'GDPR 15(1)(f)', source: 'GDPR 15(1)(g)', automated: 'GDPR 15(1)(h)', transfers: 'GDPR 15(2)', 'for-others': 'GDPR 28(3)(e)',
}

export interface About {
  readonly policy: Policy
  readonly lang: Lang
  readonly on: string
  readonly rows: number
  readonly systems: number
  /** The tables that the person has rows in, as `system table`: the answer is about them, not about everybody (EDPB 01/2022). */
  readonly tables: readonly string[]
  /** Names of the policy's data that the rows hold a value of. */
  readonly data: ReadonlySet<string>
}

/**
 * Every item of Art 15(1)(a)–(h) and 15(2), for this person. Where nothing is held the confirmation alone is owed, with who to turn
 * to. An item that the policy leaves without an answer stops the answer: one with a hole in it would be no answer.
 */
export function articleFifteen(about: About): readonly Item[] {
  const { policy, lang } = about
  const tables = about.tables.flatMap((at) => {
    const [system = '', table = ''] = at.split(' ', 2)
    return policy.systems.get(system)?.tables.get(table) ?? []
  })
  const controllers = [...policy.controllers.values()].filter((controller) => tables.length === 0 || tables.some((table) => table.controller === controller.name))
  const contacts = controllers.flatMap((controller) => controller.contact ?? controller.address ?? [])
  const held = about.rows > 0
  const purposes = [...policy.purposes.values()].filter((purpose) => tables.some((table) =>
    purpose.controllers.includes(table.controller) && (table.purposes === null || table.purposes.includes(purpose.name))
    && (table.relation === null || purpose.people.includes(table.relation)) && purpose.data.some((name) => about.data.has(name))))
  const recipients = [...new Set(tables.flatMap((table) => recipientsFor(policy, table, null, purposes.filter((purpose) => table.purposes === null || table.purposes.includes(purpose.name)))))]
  const answers: Readonly<Record<ItemName, readonly string[]>> = {
    controller: controllers.map((one) => [one.title, one.registration, one.address, one.contact, one.officer].filter((part) => part !== null).join(', ')),
    confirmation: [held ? say('requests.held', { n: about.rows, day: sayDay(about.on, lang) })[lang] : say('requests.nothing-held', { n: about.systems, day: sayDay(about.on, lang) })[lang]],
    purposes: purposes.map((purpose) => `${purpose.label[lang]}${purpose.why === null ? '' : `: ${purpose.why[lang]}`} (${groundText(policy, purpose, lang)})`),
    categories: [...about.data].map((name) => policy.data.get(name)?.label[lang] ?? name),
    recipients: recipients.length > 0 ? recipients.map((recipient) => placed(recipient, lang)) : [say('requests.recipients-none', { name: controllers[0]?.title ?? '' })[lang]],
    period: periods(policy, purposes, lang),
    rights: contacts.map((contact) => say('requests.rights-are', { contact })[lang]),
    complaint: authoritiesOf(policy, controllers.map((one) => one.country)).map((authority) => say('requests.complaint-is', { authority })[lang]),
    source: [...new Set([...about.data].map((name) => sourceText(policy, name, lang)))],
    automated: policy.automatedDecisions === null ? [] : [policy.automatedDecisions === 'none' ? say('requests.automated-none')[lang] : policy.automatedDecisions[lang]],
    transfers: transfers(recipients, lang),
    'for-others': heldForOthers(policy, lang),
  }
  const owed: readonly ItemName[] = held ? (Object.keys(laws) as ItemName[]) : ['controller', 'confirmation', 'rights', 'complaint', 'for-others']
  const names = owed.filter((name) => name !== 'for-others' || answers[name].length > 0)
  refuseHoles(names.filter((name) => answers[name].length === 0 || answers[name].some((said) => said.trim() === '')))
  return names.map((name) => ({ name, law: laws[name], heading: say(`requests.item-${name}` satisfies MessageKey)[lang], says: answers[name] }))
}

function refuseHoles(missing: readonly ItemName[]): void {
  if (missing.length === 0) return
  throw problem('requests.answer-incomplete', {
    attempted: `The policy does not say all that has to be answered: ${missing.length} ${missing.length === 1 ? 'item is' : 'items are'} empty.`,
    lines: missing.map((name) => `${name}  ${laws[name]}`),
    next: 'Complete the policy (authority, contact, automated-decisions, purposes …), then answer again. Nothing was handed out.',
  })
}

function placed(recipient: Recipient, lang: Lang): string {
  return recipient.country === null ? recipient.label[lang] : `${recipient.label[lang]} (${countryName(recipient.country, lang)})`
}

function periods(policy: Policy, purposes: readonly Purpose[], lang: Lang): readonly string[] {
  const rules = promisesOf(policy).filter((promise) => promise.kind.startsWith('retention.') || promise.kind.startsWith('hold.'))
  const said = rules.filter((promise) => promise.about?.some((name) => purposes.some((purpose) => purpose.name === name)) === true).map((promise) => promise.sentence[lang])
  // A purpose whose retention is no promise of its own (kept by law alone) is answered item by item in the file.
  return said.length > 0 ? [...new Set(said)] : [say('requests.while-purpose')[lang]]
}

/** What we look after for others is theirs to answer for: not searched, and said, so that the person knows whom to ask. */
function heldForOthers(policy: Policy, lang: Lang): readonly string[] {
  return [...policy.systems.values()].flatMap((system) => {
    const tables = [...system.tables.values()].filter((table) => table.role === 'processor').map((table) => `${system.name}.${table.name}`)
    if (tables.length === 0) return []
    const owner = system.for === null ? null : (policy.controllers.get(system.for)?.title ?? policy.recipients.get(system.for)?.label[lang] ?? policy.people.get(system.for)?.label[lang] ?? null)
    return [owner === null ? say('requests.held-for-others', { tables: sayList(tables, lang) })[lang] : say('requests.held-for', { tables: sayList(tables, lang), owner })[lang]]
  })
}

function authoritiesOf(policy: Policy, countries: readonly string[]): readonly string[] {
  if (policy.authority !== null) return [policy.authority.name]
  return [...new Set(countries)].flatMap((country) => authorityOf(country)?.ownName ?? [])
}

function transfers(recipients: readonly Recipient[], lang: Lang): readonly string[] {
  const outside = recipients.filter((recipient) => recipient.country !== null && !isEea(recipient.country))
  if (outside.length === 0) return [say('requests.transfers-none')[lang]]
  return outside.map((recipient) => {
    const safeguard = recipient.safeguard === null ? '' : recipient.safeguard === 'scc' || recipient.safeguard === 'adequacy'
      ? say(`requests.safeguard-${recipient.safeguard}`)[lang]
      : say('requests.safeguard-other', { safeguard: recipient.safeguard })[lang]
    return safeguard === '' ? '' : say('requests.transfer-to', { recipient: recipient.label[lang], country: countryName(recipient.country ?? '', lang), safeguard })[lang]
  })
}

