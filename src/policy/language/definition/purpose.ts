import { byKind, day, flag, keys, list, mapped, named, openWord, period, said, string, text, word } from '../form/index.ts'
import type { Form, Read } from '../form/index.ts'
import { keep } from './keep.ts'
import { when } from './when.ts'

import { aboutAutomated, aboutBalancing, aboutCondition, aboutConsent, aboutGround, aboutHandOver, aboutPurpose, aboutSource, aboutTold } from './about/purpose.ts'

export const grounds = ['consent', 'contract', 'legal-obligation', 'vital-interests', 'public-task', 'legitimate-interest'] as const
export const ground = word(...grounds)

export const consent = keys({
  'given-by': openWord('choice', 'form', 'signature', 'visit', 'use', 'terms', 'submit', 'giving-data'),
  'withdrawn-by': list(openWord('link', 'page', 'email', 'letter', 'browser', 'account')),
  'required-for': string,
  expires: period,
  detriment: text,
  'together-with': list(openWord('terms', 'notice', 'service', 'registration')),
}, { about: aboutConsent })

const marketChannel = ['email', 'sms', 'post', 'phone', 'app', 'web'] as const
export const channelGround = word('consent', 'existing-customer', 'objection')

const channels: Form<ReadonlyMap<string, Read<typeof channelGround>>> = mapped(named(channelGround), (per, at, node) => {
  for (const channel of per.keys()) if (!marketChannel.some((known) => known === channel)) at.source.report('language.unknown-word', node, at.path, `\`${channel}\` is no channel.`, `Write one of ${marketChannel.join(', ')}.`)
  return per
})

export const conditionKeys = keys({ condition: openWord('explicit-consent', 'employment-law'), law: string }, { needs: ['condition'], about: aboutCondition })
const condition = byKind({
  scalar: mapped(openWord('explicit-consent', 'employment-law', 'vital-interests', 'association', 'made-public', 'claims', 'substantial-public-interest', 'health-care', 'public-health', 'archive-research', 'official-authority', 'law'), (words) => ({ condition: words, law: null as string | null })),
  map: mapped(conditionKeys, (said) => ({ condition: said.condition ?? '', law: said.law ?? null })),
})

export const balancing = keys({ interest: text, necessity: text, outcome: text, decided: day, review: day }, { about: aboutBalancing })

/** One of several grounds, with when it is the one. */
export const oneGround = keys({ ground, when, party: openWord('person', 'guardian', 'employer'), law: string, balancing, consent }, { needs: ['ground'], about: aboutGround })

export const notTold = keys({ exception: word('already-known', 'impossible', 'disproportionate', 'by-law', 'secrecy'), because: text, published: string }, { needs: ['exception'], about: aboutTold })

/** A time, or why they are not told at all. */
const told = byKind({
  scalar: mapped(string, (words) => ({ told: words as string | null, exception: null, because: null, published: null })),
  map: mapped(notTold, (said) => ({
    told: null, exception: said.exception ?? null, because: said.because ?? null, published: said.published ?? null,
  })),
})

export const sourceKeys = keys({ text, sv: string, en: string, no: string, nb: string, public: flag }, { about: aboutSource })
const source = byKind({
  scalar: mapped(text, (words) => ({ text: words, public: false })),
  map: mapped(sourceKeys, (said) => {
    const own = said.sv ?? said.en ?? said.no ?? said.nb ?? ''
    return { text: said.text ?? { sv: said.sv ?? said.no ?? said.nb ?? own, en: said.en ?? own, no: said.no ?? said.nb ?? own }, public: said.public ?? false }
  }),
})

export const handOver = keys({ to: openWord('successor'), on: day, told: period }, { needs: ['to', 'on'], about: aboutHandOver })
export const automated = keys({ logic: text, consequences: text, 'permitted-by': word('contract', 'law', 'explicit-consent'), law: string, human: openWord('credit-lead') }, { about: aboutAutomated })

export const purpose = keys({
  label: said,
  why: text,
  kind: openWord('service', 'support', 'security', 'analytics', 'improvement', 'recruitment', 'accounting', 'identification', 'archive', 'research'),
  owner: openWord('support-lead'),
  controllers: list(openWord('winlas')),
  people: list(openWord('customer-contact')),
  data: list(openWord('name', 'email')),
  role: word('controller', 'processor'),
  for: text,
  when,
  ground,
  grounds: list(oneGround),
  party: openWord('person', 'guardian', 'employer'),
  law: string,
  balancing,
  consent,
  conditions: named(condition),
  marketing: flag,
  profiling: flag,
  channels,
  keep,
  objection: word('uphold', 'decide'),
  sources: list(source),
  told,
  'hand-over': handOver,
  automated,
  safeguards: list(openWord('pseudonymised', 'aggregated', 'minimised', 'kept-apart', 'ethics-review', 'no-decisions')),
  recipients: list(openWord('hosting')),
  aggregate: flag,
  'only-for': flag,
  mandatory: named(text),
}, { wants: 'a purpose with people, data, ground and keep', about: aboutPurpose })

export type PurposeSaid = Read<typeof purpose>
