import { parsePeriod } from '../../law/index.ts'
import { rulePath } from '../../model/index.ts'
import type { Cookie, Policy, Recipient, Right, RightTerms, Site } from '../../model/index.ts'
import type { Lang, Text } from '../../text/index.ts'
import { lang } from '../../text/index.ts'
import { rights } from '../definition/policy.ts'
import type { PolicySaid } from '../definition/policy.ts'
import { nearest } from '../nearest.ts'
import type { Source } from '../source/source.ts'
import { asWords } from '../vocabulary.ts'
import { consentOf } from './consent.ts'
import type { Declared } from './declared-names.ts'
import { nodeAt } from './places.ts'
import type { WrittenPlaces } from './places.ts'
import { isSeq } from 'yaml'
import type { Node } from 'yaml'

/** Items of a list get a name from what they say, so that a promise's id outlives a change of order. */
function items(source: Source, places: WrittenPlaces, key: string, names: readonly string[]): readonly ReturnType<typeof rulePath>[] {
  const node = nodeAt(source, key).value
  const taken = new Map<string, number>()
  return names.map((name, index) => {
    const count = (taken.get(name) ?? 0) + 1
    taken.set(name, count)
    const at = rulePath(key, count === 1 ? name : `${name} ${count}`)
    const item = isSeq(node) ? (node.items[index] as Node | undefined) : node
    if (item !== null && item !== undefined) places.items.set(at, item)
    return at
  })
}

export function sitesOf(said: PolicySaid, names: Declared, source: Source, places: WrittenPlaces): readonly Site[] {
  const list = said.sites ?? []
  const paths = items(source, places, 'sites', list.map((site) => [site.host ?? '', site.role ?? ''].join(' ')))
  return list.map((site, index) => ({
    at: paths[index] ?? rulePath('sites'), host: site.host ?? '', role: site.role ?? 'controller',
    controller: names.controllers(site.controller === undefined ? undefined : [site.controller], 'sites')[0] ?? (names.everyController.length === 1 ? (names.everyController[0] ?? null) : null),
    for: site.for ?? null, people: names.people(site.people, 'sites'), data: names.data(site.data, 'sites'), agreement: site.agreement ?? null,
  }))
}

export function recipientsOf(said: PolicySaid, names: Declared): ReadonlyMap<string, Recipient> {
  const compiled = new Map<string, Recipient>()
  for (const [name, one] of said.recipients === 'none' ? [] : (said.recipients ?? [])) {
    const at = rulePath('recipients', name)
    compiled.set(name, {
      name, at, label: one.label?.text ?? asWords(name), kind: one.kind ?? 'processor', country: one.country ?? null,
      agreement: one.agreement === undefined ? null : { signed: one.agreement.signed ?? null, expires: one.agreement.expires ?? null, points: one.agreement.points === undefined ? null : new Set(one.agreement.points) },
      safeguard: one.safeguard ?? null, assessment: one.assessment ?? null, purposes: names.purposes(one.purposes, `${at}.purposes`),
      data: names.data(one.data, `${at}.data`), ground: one.ground ?? null, form: one.form ?? null, when: one.when ?? null, keeps: one.keeps ?? null, never: one.never ?? [],
    })
  }
  return compiled
}

export function rightsOf(said: PolicySaid, names: Declared, source: Source): readonly RightTerms[] {
  return [...(said.requests ?? [])].flatMap(([name, one]) => {
    const at = rulePath('requests', name)
    const right = rights.find((known) => known === name)
    if (right === undefined) {
      const near = nearest(name, rights)
      source.report('language.unknown-word', nodeAt(source, at).key, at, `\`${name}\` is no right.`, near === null ? `The rights are ${rights.join(', ')}.` : `Did you mean ${near}?`)
      return []
    }
    return [{ right, at, within: one.within ?? null, people: names.people(one.for, `${at}.for`), by: one.by ?? [], only: one.only ?? [], except: one.except ?? [], free: one.free ?? true, form: one.form ?? null }]
  })
}

export function cookiesOf(said: PolicySaid, source: Source): readonly Cookie[] {
  return [...(said.cookies?.list ?? [])].map(([name, one]) => {
    const at = rulePath('cookies', 'list', name)
    const lifetime = one.lifetime === undefined ? null : one.lifetime === 'session' ? ('session' as const) : parsePeriod(one.lifetime)
    if (one.lifetime !== undefined && lifetime === null) source.report('language.wrong-value', nodeAt(source, `${at}.lifetime`).value, `${at}.lifetime`, '`lifetime` is to be session or a period.', 'Write session, or a period such as 12 months.')
    return { name, at, provider: one.provider ?? null, category: one.category ?? 'unsorted', lifetime, link: one.link ?? null, purpose: one.purpose ?? null }
  })
}

export function languagesOf(said: PolicySaid): readonly Lang[] {
  const written = (said.languages ?? []).flatMap((tag) => lang(tag) ?? [])
  return written.length > 0 ? [...new Set(written)] : ['sv', 'en']
}

type Small = Pick<Policy, 'notice' | 'cookieTerms' | 'breach' | 'never' | 'measures' | 'automatedDecisions' | 'backups' | 'brake' | 'events' | 'ahead' | 'place' | 'calendar' | 'accepted' | 'authority' | 'noRecipients'>

export function restOf(said: PolicySaid, firstCountry: string): Small {
  const none = (): Text | 'none' | null => {
    const about = said['automated-decisions']
    return about ?? null
  }
  return {
    notice: {
      at: rulePath('notice'), title: said.title ?? null, introduction: said.introduction ?? null, acceptedBy: said['accepted-by'] ?? [],
      rights: said.rights === undefined ? null : new Set<Right>(said.rights), onlyGrounds: said['only-grounds'] === undefined ? null : new Set(said['only-grounds']),
      changesTold: said['changes-told'] ?? null, appeal: said.appeal ?? null, laws: (said.laws ?? []).map((law) => ({ at: rulePath('laws', law), law })),
    },
    cookieTerms: said.cookies === undefined ? null : { at: rulePath('cookies'), page: said.cookies.page ?? null, consent: consentOf(said.cookies.consent), describes: said.cookies.describes ?? null },
    noRecipients: said.recipients === 'none',
    breach: said.breach?.['people-told'] === undefined ? null : { at: rulePath('breach'), peopleTold: said.breach['people-told'] },
    never: [...(said.never ?? [])].map(([what, one]) => ({ at: rulePath('never', what), what, text: one.text })),
    measures: new Map([...(said.measures ?? [])].map(([name, one]) => [name, { name, at: rulePath('measures', name), label: one.label?.text ?? asWords(name), kind: one.kind ?? 'administrative', owner: one.owner ?? null, review: one.review ?? null }])),
    automatedDecisions: none(),
    backups: said.backups?.kept === undefined ? null : { at: rulePath('backups'), kept: said.backups.kept },
    brake: { at: rulePath('brake'), share: said.brake?.share ?? 0.1, people: said.brake?.people ?? 500 },
    events: new Map([...(said.events ?? [])].map(([name, one]) => [name, one.text])),
    ahead: new Set([...(said.events ?? [])].filter(([, one]) => one.ahead).map(([name]) => name)),
    place: said.place === undefined ? null : { at: rulePath('place'), area: said.place },
    calendar: { country: said.calendar?.country ?? firstCountry, eves: said.calendar?.eves ?? 'working' },
    accepted: (said.accepted ?? []).flatMap((one) => (one.rule === undefined || one.on === undefined ? [] : [{ rule: one.rule, path: one.path ?? null, because: one.because ?? '', by: one.by ?? '', on: one.on }])),
    authority: said.authority === undefined ? null : { name: said.authority, at: rulePath('authority') },
  }
}

