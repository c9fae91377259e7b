import { rulePath } from '../../model/index.ts'
import type { Channel, ChannelGround, Purpose, Retention, RulePath } from '../../model/index.ts'
import type { Keep } from '../definition/keep.ts'
import type { PolicySaid } from '../definition/policy.ts'
import { asWords } from '../vocabulary.ts'
import { consentOf } from './consent.ts'
import type { Declared } from './declared-names.ts'

export function purposesOf(said: PolicySaid, names: Declared): ReadonlyMap<string, Purpose> {
  const compiled = new Map<string, Purpose>()
  for (const [name, one] of said.purposes ?? []) {
    const at = rulePath('purposes', name)
    const purposeData = names.data(one.data, `${at}.data`)
    compiled.set(name, {
      name, at, label: one.label?.text ?? asWords(name), why: one.why ?? null, kind: one.kind ?? null, owner: one.owner ?? null,
      controllers: one.controllers === undefined ? names.everyController : names.controllers(one.controllers, `${at}.controllers`),
      people: names.people(one.people, `${at}.people`), data: purposeData,
      ground: one.ground ?? null, party: one.party ?? null, law: one.law ?? null,
      balancing: one.balancing === undefined ? null : {
        interest: one.balancing.interest ?? null, necessity: one.balancing.necessity ?? null, outcome: one.balancing.outcome ?? null,
        decided: one.balancing.decided ?? null, review: one.balancing.review ?? null,
      },
      consent: consentOf(one.consent),
      conditions: [...(one.conditions ?? [])].filter(([data]) => names.data([data], `${at}.conditions`).length > 0).map(([data, condition]) => ({ data, ...condition })),
      marketing: one.marketing ?? false, profiling: one.profiling ?? false,
      channels: (one.channels ?? new Map()) as ReadonlyMap<Channel, ChannelGround>,
      keep: retentionOf(one.keep, rulePath('purposes', name, 'keep'), names),
      objection: one.objection ?? 'decide', sources: one.sources ?? [], told: one.told ?? null, recipients: names.recipients(one.recipients, `${at}.recipients`),
      aggregate: one.aggregate ?? false, onlyFor: one['only-for'] ?? false,
      mandatory: new Map([...(one.mandatory ?? [])].filter(([data]) => names.data([data], `${at}.mandatory`).length > 0)),
    })
  }
  return compiled
}

function retentionOf(keep: Keep | undefined, at: RulePath, names: Declared): Retention {
  if (keep === undefined) return { at, end: null, atMost: null, atLeast: null, then: { action: 'erase' }, remind: null, remindInWords: null, renewable: false, unreachable: 'review', review: null, perData: new Map() }
  const perData = new Map<string, Retention>()
  for (const [data, rule] of keep.perData) {
    if (names.data([data], `${at}.per-field`).length > 0) perData.set(data, retentionOf(rule, `${at}.per-field.${data}` as RulePath, names))
  }
  for (const rule of [keep.end, keep.atMost, keep.atLeast, ...(keep.beside ?? [])]) names.rule(rule, at)
  const { end, atMost, atLeast, then, remind, remindInWords, renewable, unreachable, review } = keep
  return { at, end, atMost, atLeast, then, remind, remindInWords, renewable, unreachable, review, perData, ...(keep.beside === undefined ? {} : { beside: keep.beside }) }
}
