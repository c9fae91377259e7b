import { rulePath } from '../../model/index.ts'
import type { Channel, ChannelGround, Purpose } from '../../model/index.ts'
import { keepOf } from '../definition/keep.ts'
import type { PolicySaid } from '../definition/policy.ts'
import { asWords } from '../vocabulary.ts'
import type { Source } from '../source/source.ts'
import { consentOf } from './consent.ts'
import type { Declared } from './declared-names.ts'
import { groundsOf } from './grounds.ts'
import type { WrittenPlaces } from './places.ts'
import { retentionOf } from './retention.ts'
import type { SeriesKept } from './retention.ts'
import { whenOf } from './when.ts'

export function purposesOf(said: PolicySaid, names: Declared, source: Source, places: WrittenPlaces, series: SeriesKept): ReadonlyMap<string, Purpose> {
  const compiled = new Map<string, Purpose>()
  for (const [name, one] of said.purposes ?? []) {
    const at = rulePath('purposes', name)
    const purposeData = names.data(one.data, `${at}.data`)
    const grounds = groundsOf(name, one, names, source, places)
    const [first] = grounds
    const { told, 'hand-over': handOver, automated } = one
    compiled.set(name, {
      name, at, label: one.label?.text ?? asWords(name), why: one.why ?? null, kind: one.kind ?? null, owner: one.owner ?? null,
      controllers: one.controllers === undefined ? names.everyController : names.controllers(one.controllers, `${at}.controllers`),
      people: names.people(one.people, `${at}.people`), data: purposeData,
      role: one.role ?? 'controller', for: one.for ?? null, when: whenOf(one.when, at, names), grounds,
      ground: first?.ground ?? null, party: first === undefined ? (one.party ?? null) : first.party, law: first === undefined ? (one.law ?? null) : first.law, balancing: first?.balancing ?? null,
      consent: grounds.find((ground) => ground.consent !== null)?.consent ?? consentOf(one.consent),
      conditions: [...(one.conditions ?? [])].filter(([data]) => names.data([data], `${at}.conditions`).length > 0).map(([data, condition]) => ({ data, ...condition })),
      marketing: one.marketing ?? false, profiling: one.profiling ?? false,
      channels: (one.channels ?? new Map()) as ReadonlyMap<Channel, ChannelGround>,
      keep: retentionOf(one.keep ?? (one.role === 'processor' ? byInstruction : undefined), rulePath('purposes', name, 'keep'), names, series),
      objection: one.objection ?? 'decide', sources: (one.sources ?? []).map((source) => source.text), publicSources: (one.sources ?? []).filter((source) => source.public).map((source) => source.text),
      told: told?.told ?? null, notTold: told?.exception === undefined || told.exception === null ? null : { at: rulePath('purposes', name, 'told'), exception: told.exception, because: told.because ?? null, published: told.published ?? null },
      handOver: handOver?.to === undefined || handOver.on === undefined ? null : { at: rulePath('purposes', name, 'hand-over'), to: names.recipients([handOver.to], `${at}.hand-over.to`)[0] ?? '', on: handOver.on, toldAhead: handOver.told ?? null },
      automated: automated === undefined ? null : {
        at: rulePath('purposes', name, 'automated'), logic: automated.logic ?? null, consequences: automated.consequences ?? null, permittedBy: automated['permitted-by'] ?? null, law: automated.law ?? null, human: automated.human ?? null,
      },
      safeguards: one.safeguards ?? [], recipients: names.recipients(one.recipients, `${at}.recipients`),
      aggregate: one.aggregate ?? false, onlyFor: one['only-for'] ?? false,
      mandatory: new Map([...(one.mandatory ?? [])].filter(([data]) => names.data([data], `${at}.mandatory`).length > 0)),
    })
  }
  return compiled
}

/** How long is for the one to say for whom it is done. */
const byInstruction = keepOf({}, null, { kind: 'instruction' })
