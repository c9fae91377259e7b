import { Document, isCollection } from 'yaml'
import { parseCitation } from '../../policy/law/index.ts'
import type { Day } from '../../policy/law/index.ts'
import { knownData } from '../../policy/language/index.ts'
import type { Lang } from '../../policy/text/index.ts'
import type { Draft, DraftPurpose, Left } from './understand.ts'

const countries: Readonly<Record<Lang, string>> = { sv: 'SE', en: 'SE', no: 'NO' }

/** The draft as a policy.yaml that parses. What it still lacks is for `lofte check` to say; what was left stands above it. */
export function writePolicy(draft: Draft, lang: Lang, today: Day): string {
  if (draft.controllers.size === 0) draft.controllers.set('controller', { title: '…', country: null, address: null, contact: null, officer: null, representative: null, registration: null })
  const document = new Document({
    lofte: 1,
    controllers: Object.fromEntries([...draft.controllers].map(([name, one]) => [name, present({ name: one.title, country: one.country ?? countries[lang], address: one.address, contact: one.contact, officer: one.officer, representative: one.representative, registration: one.registration })])),
    effective: today,
    languages: [lang],
    ...(draft.people.size === 0 ? {} : { people: Object.fromEntries([...draft.people].map(([name, label]) => [name, label === null ? {} : { label }])) }),
    ...(draft.data.size === 0 ? {} : { data: Object.fromEntries([...draft.data].map(([name, one]) => [name, dataItem(name, one)])) }),
    ...(draft.events.size === 0 ? {} : { events: Object.fromEntries([...draft.events].map((name) => [name, name.replaceAll('-', ' ')])) }),
    purposes: Object.fromEntries([...draft.purposes].map(([name, one]) => [name, purpose(draft, one)])),
    ...(draft.recipients.size === 0 ? {} : { recipients: Object.fromEntries([...draft.recipients].map(([name, one]) => [name, present({ label: one.label, kind: one.kind, country: one.country, safeguard: one.safeguard })])) }),
    ...(draft.measures.size === 0 ? {} : { measures: Object.fromEntries([...draft.measures].map(([name, words]) => [name, { label: words, kind: kindOf(words) }])) }),
  })
  for (const path of onOneLine(draft)) {
    const node = document.getIn(path, true)
    if (isCollection(node)) node.flow = true
  }
  document.commentBefore = head(draft.left)
  return document.toString({ lineWidth: 140, flowCollectionPadding: true })
}

/** Small things stand on one line, as one writes them by hand. */
function onOneLine(draft: Draft): readonly (readonly string[])[] {
  const each = (key: string, names: Iterable<string>): string[][] => [...names].map((name) => [key, name])
  return [
    ['languages'], ...each('controllers', draft.controllers.keys()), ...each('people', draft.people.keys()), ...each('data', draft.data.keys()),
    ...each('recipients', draft.recipients.keys()), ...each('measures', draft.measures.keys()),
    ...each('purposes', draft.purposes.keys()).flatMap((at) => ['controllers', 'people', 'data', 'channels', 'conditions', 'recipients', 'keep'].map((key) => [...at, key])),
  ]
}

function dataItem(name: string, one: { readonly label: string | null; readonly class: string }): Record<string, unknown> {
  const own = knownData.get(name)
  return present({ label: one.label, class: own !== undefined || one.class === 'ordinary' ? null : one.class, identifies: own?.identifies === 'person' ? 'person' : null })
}

function purpose(draft: Draft, one: DraftPurpose): Record<string, unknown> {
  const cited = one.law === null ? null : parseCitation(one.law)
  return present({
    label: one.label, why: one.why, owner: one.owner, controllers: draft.controllers.size > 1 && one.controllers.length > 0 ? one.controllers : null,
    people: one.people, data: one.data, ground: one.ground, channels: Object.keys(one.channels).length === 0 ? null : one.channels, law: cited ?? one.law,
    kind: one.kind, marketing: one.marketing ? true : null, balancing: one.interest,
    conditions: Object.keys(one.conditions).length === 0 ? null : one.conditions,
    sources: one.sources.length === 0 ? null : one.sources, recipients: one.recipients.length === 0 ? null : one.recipients, keep: one.keep,
  })
}

function kindOf(words: string): string {
  const low = words.toLowerCase()
  if (/lås|passersystem|larm|inlåst|brand|locked|alarm|physical|fysisk/.test(low)) return 'physical'
  return /krypter|encrypt|brandvägg|firewall|backup|säkerhetskopi|lösenord|password|behörighet|logg|tvåfaktor|mfa|access control|kryptert/.test(low) ? 'technical' : 'administrative'
}

/** Null and undefined are left out. */
function present(said: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null && value !== undefined))
}

function head(left: readonly Left[]): string {
  const lines = [
    ' A draft, made from a register of processing. It parses; `lofte check` says what it lacks before it can be published.',
    ' Country, classes of data and kinds of recipients are guessed: go through them.',
    ...(left.length === 0 ? [] : ['', ' Not understood, or taken only as words. Nothing else of the file was left out:']),
    ...left.map(({ place, heading, why, words }) => `   ${place}${heading === '' ? '' : ` (${oneLine(heading, 60)})`}: ${why}: ${oneLine(words, 160)}`),
  ]
  return lines.join('\n')
}

function oneLine(words: string, longest: number): string {
  const line = words.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line
}
