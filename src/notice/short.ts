import { isEea } from '../policy/law/index.ts'
import type { Policy, Purpose } from '../policy/model/index.ts'
import { inside, promisesOf } from '../policy/promises/index.ts'
import { countryName, say, sayList, sayLabels } from '../policy/text/index.ts'
import type { Lang } from '../policy/text/index.ts'
import { purposesFor } from './concerns.ts'
import type { Block, Cell, Leaf } from './document.ts'
import { asSentence, capital, dataList, purposeList } from './phrase.ts'
import { authorityLine } from './sections/complain.ts'
import { byConsent, rightsOf } from './sections/rights.ts'
import { purposesOf } from './sections/who-gets.ts'
import { groundOf } from './sections/why.ts'
import { controllerOf, waysText } from './ways.ts'

/** Where the data is collected: purposes by name, or a place; with neither, everything the policy is about. */
export interface Asked {
  readonly purposes: readonly string[]
  readonly places: readonly string[]
}

/** The purposes that are asked for, in the policy's order; null where one is not known. */
export function purposesAsked(policy: Policy, asked: Asked): readonly Purpose[] | null {
  const named = new Set(asked.purposes)
  for (const name of named) if (!policy.purposes.has(name)) return null
  for (const place of asked.places) {
    const here = purposesAt(policy, place)
    if (here === null) return null
    for (const purpose of here) named.add(purpose.name)
  }
  const all = [...policy.purposes.values()]
  return asked.purposes.length + asked.places.length === 0 ? all : all.filter((purpose) => named.has(purpose.name))
}

/** A place is a form, by its name or by where it lies, or an address of the policy's for which it answers itself. */
function purposesAt(policy: Policy, place: string): readonly Purpose[] | null {
  const forms = [...policy.forms.values()].filter((form) => form.name === place || form.place === place)
  if (forms.length > 0) return forms.flatMap((form) => [...form.purposes, ...form.asks]).flatMap((name) => policy.purposes.get(name) ?? [])
  const sites = policy.sites.filter((site) => site.host === place && site.role !== 'processor')
  if (sites.length === 0) return null
  return sites.flatMap((site) => purposesFor(policy, site.people).filter((purpose) => site.controller === null || purpose.controllers.includes(site.controller)))
}

/** The first layer (Art 12(1), 13): who, what for, how long and what one can do, beside the field where it is written. */
export function composeShort(policy: Policy, lang: Lang, purposes: readonly Purpose[]): Leaf {
  return {
    layer: 'short',
    lang,
    title: say('layers.short-title')[lang],
    organisation: controllerOf(policy)?.title ?? '',
    version: policy.version,
    effective: policy.effective,
    blocks: [
      { kind: 'text', text: whoText(policy, purposes, lang) },
      { kind: 'entries', entries: purposes.map((purpose) => ({ title: capital(purpose.label[lang]), text: purpose.why === null ? null : asSentence(purpose.why[lang]), facts: factsOf(policy, purpose, lang) })) },
      ...rightsBlocks(policy, purposes, lang),
    ],
  }
}

function whoText(policy: Policy, purposes: readonly Purpose[], lang: Lang): string {
  const names = new Set(purposes.flatMap((purpose) => purpose.controllers))
  return [...policy.controllers.values()]
    .filter((controller) => names.has(controller.name))
    .flatMap((controller) => [
      say('layers.who', { name: controller.title, contact: controller.contact ?? controller.address ?? '' })[lang],
      ...(controller.officer === null ? [] : [say('layers.officer', { officer: controller.officer })[lang]]),
    ])
    .join(' ')
}

function factsOf(policy: Policy, purpose: Purpose, lang: Lang): [string, Cell][] {
  const must = [...purpose.mandatory].flatMap(([name, consequence]) => {
    const item = policy.data.get(name)
    return item === undefined ? [] : [capital(say('layers.must-data', { data: inside(item.label), consequence: asSentence(consequence[lang]) })[lang])]
  })
  const asked = [...policy.forms.values()].filter((form) => form.purposes.includes(purpose.name)).flatMap((form) => [...form.fields].filter(([name, field]) => field === 'mandatory' && !purpose.mandatory.has(name)).map(([name]) => name))
  if (asked.length > 0) must.push(capital(say('layers.must-data', { data: dataList(policy, [...new Set(asked)], lang), consequence: '' })[lang].trim()))
  const rows: [string, Cell][] = [
    [say('notice.data')[lang], capital(dataList(policy, purpose.data, lang))],
    [say('notice.ground')[lang], groundOf(policy, purpose, lang)],
    [say('layers.how-long')[lang], howLong(policy, purpose, lang)],
    [say('layers.who-gets')[lang], capital(recipientsText(policy, purpose, lang))],
    ...(must.length === 0 ? [] : [[say('layers.must')[lang], must] as [string, Cell]]),
  ]
  return rows.filter(([, cell]) => cell !== '' && !(Array.isArray(cell) && cell.length === 0))
}

export function howLong(policy: Policy, purpose: Purpose, lang: Lang): string[] {
  return promisesOf(policy)
    .filter((promise) => promise.section === 'how-long' && promise.about?.includes(purpose.name) === true)
    .map((promise) => promise.sentence[lang])
}

export function recipientsText(policy: Policy, purpose: Purpose, lang: Lang): string {
  const names = [...policy.recipients.values()].filter((recipient) => {
    const purposes = purposesOf(policy, recipient)
    return purposes.length === 0 || purposes.includes(purpose.name)
  })
  if (names.length === 0) return say('layers.nobody')[lang]
  return sayLabels(names.map(({ label, country }) => `${inside(label)[lang]}${country !== null && !isEea(country) ? ` (${countryName(country, lang)})` : ''}`), lang)
}

/** What one can do, with the right to object by itself (Art 21(4)). */
export function rightsBlocks(policy: Policy, purposes: readonly Purpose[], lang: Lang): Block[] {
  const given = rightsOf({ ...policy, purposes: new Map(purposes.map((purpose) => [purpose.name, purpose])) })
  const verbs = (['access', 'rectification', 'erasure', 'restriction', 'portability'] as const).filter((right) => given.includes(right)).map((right) => say(`layers.to-${right}`)[lang])
  const named = (which: (purpose: Purpose) => boolean): string => purposeList(policy, purposes.filter(which).map(({ name }) => name), lang)
  const authority = authorityLine(policy, lang)
  const no = [
    ...(given.includes('objection') ? [say('layers.objection', { purposes: named(({ ground }) => ground === 'legitimate-interest' || ground === 'public-task') })[lang]] : []),
    ...(given.includes('no-marketing') ? [say('layers.no-marketing', { purposes: named(({ marketing }) => marketing) })[lang]] : []),
    ...purposes.filter(byConsent).map((purpose) => say('layers.withdrawal', { purposes: purposeList(policy, [purpose.name], lang), ways: waysText(policy, purpose.consent?.withdrawnBy ?? ['email'], lang, false) })[lang]),
  ]
  return [
    { kind: 'text', text: [say('layers.rights', { rights: sayList(verbs, lang) })[lang], ...(authority === null ? [] : [say('layers.complain', { authority })[lang]])].join(' ') },
    ...(no.length === 0 ? [] : [{ kind: 'text', text: no.join(' ') } as const]),
  ]
}
