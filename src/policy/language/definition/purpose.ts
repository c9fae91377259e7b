import { byKind, day, flag, keys, list, mapped, named, openWord, period, said, string, text, word } from '../form/index.ts'
import type { Form, Read } from '../form/index.ts'
import { keep } from './keep.ts'

export const grounds = ['consent', 'contract', 'legal-obligation', 'vital-interests', 'public-task', 'legitimate-interest'] as const
export const ground = word(...grounds)

export const consent = keys({
  'given-by': openWord('choice', 'form', 'signature', 'visit', 'use', 'terms', 'submit', 'giving-data'),
  'withdrawn-by': list(openWord('link', 'page', 'email', 'letter', 'browser', 'account')),
  'required-for': string,
  expires: period,
  detriment: text,
  'together-with': list(openWord('terms', 'notice', 'service', 'registration')),
})

const marketChannel = ['email', 'sms', 'post', 'phone', 'app', 'web'] as const
export const channelGround = word('consent', 'existing-customer', 'objection')

const channels: Form<ReadonlyMap<string, Read<typeof channelGround>>> = mapped(named(channelGround), (per, at, node) => {
  for (const channel of per.keys()) if (!marketChannel.some((known) => known === channel)) at.source.report('language.unknown-word', node, at.path, `\`${channel}\` is no channel.`, `Write one of ${marketChannel.join(', ')}.`)
  return per
})

const condition = byKind({
  scalar: mapped(openWord('explicit-consent', 'employment-law', 'vital-interests', 'claims', 'substantial-public-interest', 'health-care', 'public-health', 'archive-research', 'official-authority', 'law'), (words) => ({ condition: words, law: null as string | null })),
  map: mapped(keys({ condition: openWord('explicit-consent', 'employment-law'), law: string }, { needs: ['condition'] }), (said) => ({ condition: said.condition ?? '', law: said.law ?? null })),
})

export const purpose = keys({
  label: said,
  why: text,
  kind: openWord('service', 'support', 'security', 'analytics', 'improvement', 'recruitment', 'accounting', 'identification', 'archive', 'research'),
  owner: openWord('support-lead'),
  controllers: list(openWord('winlas')),
  people: list(openWord('customer-contact')),
  data: list(openWord('name', 'email')),
  ground,
  party: openWord('person', 'guardian', 'employer'),
  law: string,
  balancing: keys({ interest: text, necessity: text, outcome: text, decided: day, review: day }),
  consent,
  conditions: named(condition),
  marketing: flag,
  profiling: flag,
  channels,
  keep,
  objection: word('uphold', 'decide'),
  sources: list(text),
  told: openWord('first-contact', 'collection'),
  recipients: list(openWord('hosting')),
  aggregate: flag,
  'only-for': flag,
  mandatory: named(text),
}, { wants: 'a purpose with people, data, ground and keep' })

export type PurposeSaid = Read<typeof purpose>
