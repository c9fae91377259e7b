import { isEea } from '../policy/law/index.ts'
import type { Citation } from '../policy/law/index.ts'
import { restsOn } from '../policy/model/index.ts'
import type { Policy } from '../policy/model/index.ts'
import type { Lang, Text } from '../policy/text/index.ts'
import { say } from '../policy/text/index.ts'
import type { Block, NoticeDocument, Section, SectionName } from './document.ts'
import { pieces, wordsOf } from './outward.ts'
import { capital, dataList } from './phrase.ts'
import { authorityLine } from './sections/complain.ts'
import { rightsOf } from './sections/rights.ts'
import { groundOf, sourcesOf } from './sections/why.ts'

export type ItemName =
  | 'controller' | 'representative' | 'officer' | 'purposes' | 'legal basis' | 'legitimate interests' | 'categories of data' | 'given and collected apart' | 'recipients'
  | 'transfers and safeguards' | 'period' | 'rights' | 'withdrawal' | 'complaint' | 'has to be given' | 'source' | 'automated decisions'

/**
 * Something that Art 13 or 14 wants the notice to say: where it stands, whether this policy has occasion for it, the words
 * that have to be read there, and the checks that tell when the policy does not say it.
 */
export interface Item {
  readonly item: ItemName
  readonly law: readonly Citation[]
  readonly section: SectionName
  readonly checks: readonly string[]
  applies(policy: Policy): boolean
  words(policy: Policy, lang: Lang): readonly string[]
}

const purposes = (policy: Policy) => [...policy.purposes.values()].filter((purpose) => purpose.role === 'controller')
const controllers = (policy: Policy) => [...policy.controllers.values()]
const recipients = (policy: Policy) => [...policy.recipients.values()]
const always = (): boolean => true
const cite = (...law: readonly string[]): readonly Citation[] => law as readonly Citation[]
const labels = (policy: Policy, lang: Lang, of: 'given' | 'automatically' | 'made' | 'source'): string[] =>
  [...policy.data.values()].filter((item) => item.collected === of && purposes(policy).some(({ data }) => data.includes(item.name))).map((item) => capital(item.label[lang]))

/** The list of Art 13(1)–(2) and 14(1)–(2), item for item. */
export const items: readonly Item[] = [
  {
    item: 'controller', law: cite('GDPR 13(1)(a)', 'GDPR 14(1)(a)'), section: 'who', checks: ['controller.identity'], applies: always,
    words: (policy) => controllers(policy).flatMap((one) => [one.title, one.contact ?? '?', one.address ?? '?', one.registration ?? '?']),
  },
  {
    item: 'representative', law: cite('GDPR 13(1)(a)', 'GDPR 14(1)(a)'), section: 'who', checks: ['controller.representative-missing'], applies: (policy) => controllers(policy).some((one) => !one.public && !isEea(one.country)),
    words: (policy) => controllers(policy).filter((one) => !one.public && !isEea(one.country)).map((one) => one.representative ?? '?'),
  },
  {
    item: 'officer', law: cite('GDPR 13(1)(b)', 'GDPR 14(1)(b)'), section: 'who', checks: ['controller.officer-missing'], applies: (policy) => controllers(policy).some((one) => one.public || one.officer !== null),
    words: (policy) => controllers(policy).filter((one) => one.public || one.officer !== null).map((one) => one.officer ?? '?'),
  },
  {
    item: 'purposes', law: cite('GDPR 13(1)(c)', 'GDPR 14(1)(c)'), section: 'why', checks: ['purpose.no-people'], applies: always,
    words: (policy, lang) => purposes(policy).flatMap((one) => [capital(one.label[lang]), one.people.length === 0 ? '?' : '']),
  },
  {
    item: 'legal basis', law: cite('GDPR 13(1)(c)', 'GDPR 14(1)(c)'), section: 'why', checks: ['purpose.no-ground', 'marketing.no-channel'], applies: always,
    words: (policy, lang) => purposes(policy).flatMap((one) => { const said = pieces(groundOf(policy, one, lang)).map(wordsOf); return said.length === 0 ? ['?'] : said }),
  },
  {
    item: 'legitimate interests', law: cite('GDPR 13(1)(d)', 'GDPR 14(2)(b)'), section: 'why', checks: ['ground.no-balancing', 'ground.balancing-incomplete'], applies: (policy) => purposes(policy).some((one) => restsOn(one, 'legitimate-interest')),
    words: (policy, lang) => purposes(policy).flatMap((one) => one.grounds.filter(({ ground }) => ground === 'legitimate-interest').map(({ balancing }) => balancing?.interest?.[lang] ?? '?')),
  },
  {
    item: 'categories of data', law: cite('GDPR 14(1)(d)'), section: 'why', checks: ['purpose.no-data'], applies: always,
    words: (policy, lang) => purposes(policy).map((one) => (one.data.length === 0 ? '?' : capital(dataList(policy, one.data, lang)))),
  },
  {
    item: 'given and collected apart', law: cite('GDPR 13(2)(e)', 'GDPR 14(1)(d)'), section: 'what', checks: ['purpose.no-data'], applies: always,
    words: (policy, lang) => [
      ...(['given', 'automatically', 'made', 'source'] as const).flatMap((of) => labels(policy, lang, of)),
      ...(labels(policy, lang, 'given').length === 0 ? [] : [say('notice.given')[lang]]),
      ...(labels(policy, lang, 'automatically').length === 0 ? [] : [say('notice.collected')[lang]]),
      ...(labels(policy, lang, 'made').length === 0 ? [] : [say('notice.made')[lang]]),
      ...(labels(policy, lang, 'source').length === 0 ? [] : [say('notice.from-others')[lang]]),
    ],
  },
  {
    item: 'recipients', law: cite('GDPR 13(1)(e)', 'GDPR 14(1)(e)'), section: 'who-gets', checks: ['recipients.missing'], applies: always,
    words: (policy, lang) => (policy.recipients.size === 0 && !policy.noRecipients ? ['?'] : recipients(policy).map((one) => capital(one.label[lang]))),
  },
  {
    item: 'transfers and safeguards', law: cite('GDPR 13(1)(f)', 'GDPR 14(1)(f)'), section: 'who-gets', checks: ['transfer.no-safeguard', 'transfer.no-assessment', 'transfer.no-country'], applies: (policy) => recipients(policy).some(({ country }) => country === null || !isEea(country)),
    words: (policy, lang) => recipients(policy).flatMap((one) => {
      if (one.country === null) return ['?']
      if (isEea(one.country)) return []
      return one.safeguard === 'scc' || one.safeguard === 'bcr' ? [say(`notice.safeguard-${one.safeguard}`)[lang], say('notice.safeguard-copy', { contact: controllers(policy)[0]?.contact ?? '?' })[lang]] : []
    }),
  },
  {
    item: 'period', law: cite('GDPR 13(2)(a)', 'GDPR 14(2)(a)'), section: 'how-long', checks: ['retention.missing', 'retention.vague', 'retention.no-start'], applies: always,
    words: (policy) => purposes(policy).map((one) => (one.keep.end === null && one.keep.atMost === null && one.keep.series === undefined ? '?' : `#${one.name}`)),
  },
  {
    item: 'rights', law: cite('GDPR 13(2)(b)', 'GDPR 14(2)(c)'), section: 'rights', checks: ['rights.missing'], applies: always,
    words: (policy, lang) => rightsOf(policy).map((right) => (policy.notice.rights !== null && right !== 'no-marketing' && right !== 'human' && !policy.notice.rights.has(right) ? '?' : say(`notice.right-${right}`)[lang])),
  },
  {
    item: 'withdrawal', law: cite('GDPR 13(2)(c)', 'GDPR 14(2)(d)'), section: 'rights', checks: ['rights.missing', 'consent.withdrawal-harder'], applies: (policy) => rightsOf(policy).includes('withdrawal'),
    words: (policy, lang) => [policy.notice.rights?.has('withdrawal') === false ? '?' : say('notice.right-withdrawal-is')[lang]],
  },
  {
    item: 'complaint', law: cite('GDPR 13(2)(d)', 'GDPR 14(2)(e)'), section: 'complain', checks: ['authority.missing'], applies: always,
    words: (policy, lang) => [policy.authority === null ? '?' : (authorityLine(policy, lang) ?? '?')],
  },
  {
    item: 'has to be given', law: cite('GDPR 13(2)(e)'), section: 'what', checks: ['data.mandatory-unsaid', 'data.mandatory-unexplained', 'forms.field-unexplained'], applies: (policy) => [...policy.data.values()].some(({ mandatory }) => mandatory === true) || purposes(policy).some((one) => one.mandatory.size > 0 || restsOn(one, 'contract')),
    words: (policy, lang) => [
      ...purposes(policy).flatMap((one) => [...one.mandatory.values()].map((consequence) => consequence[lang])),
      ...purposes(policy).filter((one) => restsOn(one, 'contract') && one.mandatory.size === 0 && ![...policy.forms.values()].some((form) => form.purposes.includes(one.name)) && one.data.every((name) => policy.data.get(name)?.mandatory === null)).map(() => '?'),
      ...[...policy.data.values()].filter((one) => one.mandatory === true && !purposes(policy).some(({ mandatory }) => mandatory.has(one.name))).map(() => '?'),
    ],
  },
  {
    item: 'source', law: cite('GDPR 14(2)(f)'), section: 'why', checks: ['art14.not-told', 'art14.no-source', 'art14.exception-unexplained'], applies: (policy) => purposes(policy).some((one) => fromOthers(policy, one.name)),
    words: (policy, lang) => purposes(policy).filter((one) => fromOthers(policy, one.name)).flatMap((one) => {
      return sourcesOf(policy, one).length === 0 || (one.told === null && one.notTold === null) ? ['?'] : [say('notice.source')[lang]]
    }),
  },
  {
    item: 'automated decisions', law: cite('GDPR 13(2)(f)', 'GDPR 14(2)(g)'), section: 'why', checks: ['automated.not-said', 'automated.no-logic'], applies: always,
    words: (policy, lang) => [policy.automatedDecisions === null ? '?' : policy.automatedDecisions === 'none' ? say('notice.not-automated')[lang] : policy.automatedDecisions[lang]],
  },
]

/** Whether a purpose's data comes from others than the person (Art 14(1)). */
function fromOthers(policy: Policy, name: string): boolean {
  const purpose = policy.purposes.get(name)
  if (purpose === undefined) return false
  return purpose.sources.length > 0 || purpose.data.some((data) => policy.data.get(data)?.collected === 'source') || purpose.people.some((person) => policy.people.get(person)?.follows != null)
}

/** In the words of a reader; what programs read is `item`. */
const inWords: Readonly<Record<ItemName, Text>> = {
  controller: say('readability.item-controller'),
  representative: say('readability.item-representative'),
  officer: say('readability.item-officer'),
  purposes: say('readability.item-purposes'),
  'legal basis': say('readability.item-legal-basis'),
  'legitimate interests': say('readability.item-legitimate-interests'),
  'categories of data': say('readability.item-categories-of-data'),
  'given and collected apart': say('readability.item-given-and-collected-apart'),
  recipients: say('readability.item-recipients'),
  'transfers and safeguards': say('readability.item-transfers-and-safeguards'),
  period: say('readability.item-period'),
  rights: say('readability.item-rights'),
  withdrawal: say('readability.item-withdrawal'),
  complaint: say('readability.item-complaint'),
  'has to be given': say('readability.item-has-to-be-given'),
  source: say('readability.item-source'),
  'automated decisions': say('readability.item-automated-decisions'),
}

export function itemInWords(item: ItemName, lang: Lang): string {
  return inWords[item][lang]
}

export interface ItemState {
  readonly item: ItemName
  readonly law: readonly Citation[]
  readonly section: SectionName
  readonly checks: readonly string[]
  readonly applies: boolean
  readonly said: boolean
}

/** What of Art 13 and 14 the notice says. `?` is what the policy does not know; `#name` a purpose that some promise has to be about. */
export function itemsOf(policy: Policy, document: NoticeDocument): ItemState[] {
  return items.map((item) => {
    const applies = item.applies(policy)
    const section = document.sections.find(({ name }) => name === item.section)
    return { item: item.item, law: item.law, section: item.section, checks: item.checks, applies, said: !applies || item.words(policy, document.lang).every((word) => isSaid(section, word)) }
  })
}

function isSaid(section: Section | undefined, word: string): boolean {
  if (word === '?' || section === undefined) return word === ''
  if (word.startsWith('#')) return section.blocks.some((block) => block.kind === 'promises' && block.promises.some(({ at }) => at === `purposes.${word.slice(1)}.keep` || at.startsWith(`purposes.${word.slice(1)}.`)))
  const low = word.toLowerCase()
  return section.blocks.flatMap(wordsOfBlock).some((text) => text.toLowerCase().includes(low))
}

function wordsOfBlock(block: Block): string[] {
  switch (block.kind) {
    case 'text':
    case 'heading':
      return [block.text]
    case 'facts':
      return block.rows.flatMap(([term, cell]) => [term, ...pieces(cell).map(wordsOf)])
    case 'list':
      return block.items.map(wordsOf)
    case 'entries':
      return block.entries.flatMap((entry) => [entry.title, entry.text ?? '', ...entry.facts.flatMap(([term, cell]) => [term, ...pieces(cell).map(wordsOf)])])
    case 'table':
      return [...block.head, ...block.rows.flat().flatMap((cell) => pieces(cell).map(wordsOf))]
    case 'promises':
      return block.promises.map(({ sentence }) => sentence)
  }
}
