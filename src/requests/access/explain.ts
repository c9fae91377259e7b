import { citationText } from '../../policy/law/index.ts'
import type { Decision, FieldDecision } from '../../policy/decide/index.ts'
import type { Policy, Purpose, Recipient, Table } from '../../policy/model/index.ts'
import { conditionText, promisesOf } from '../../policy/promises/index.ts'
import { say, sayDay, sayList } from '../../policy/text/index.ts'
import type { Lang } from '../../policy/text/index.ts'

/** What a person is told of one item, in words: Art 15(1) for each of them, not for the policy as a whole. */
export interface Explained {
  readonly field: string
  readonly data: string | null
  readonly what: string
  readonly class: string
  readonly purposes: readonly string[]
  readonly why: readonly string[]
  readonly ground: readonly string[]
  readonly source: string
  readonly recipients: readonly string[]
  readonly until: string | null
  readonly howLong: string
  readonly law: string | null
}

export interface RowExplained {
  readonly no: number
  readonly table: string
  readonly fields: readonly Explained[]
}

/** Explains rows; those that are decided alike share an explanation, so that a million of them need no more than their distinct ones. */
export class Explainer {
  readonly #policy: Policy
  readonly #lang: Lang
  readonly #rules: ReadonlyMap<string, string>
  readonly #known = new Map<string, RowExplained>()
  readonly #byShape = new WeakMap<readonly FieldDecision[], RowExplained>()

  constructor(policy: Policy, lang: Lang) {
    this.#policy = policy
    this.#lang = lang
    this.#rules = new Map(promisesOf(policy).filter((promise) => promise.kind.startsWith('retention.')).map((promise) => [promise.at as string, promise.sentence[lang]]))
  }

  get all(): readonly RowExplained[] {
    return [...this.#known.values()]
  }

  row(table: Table, decision: Decision | null, unmentioned: readonly string[]): RowExplained {
    const fields = decision?.fields ?? noFields
    const byShape = unmentioned.length === 0 && fields.length > 0 ? this.#byShape.get(fields) : undefined
    if (byShape !== undefined && byShape.table === `${table.system}.${table.name}`) return byShape
    const key = JSON.stringify([table.system, table.name, fields, decision?.because ?? null, unmentioned])
    let known = this.#known.get(key)
    if (known === undefined) {
      known = { no: this.#known.size + 1, table: `${table.system}.${table.name}`, fields: [...fields.map((field) => this.#field(table, field)), ...this.#others(table, fields), ...unmentioned.map((name) => this.#unmentioned(name))] }
      this.#known.set(key, known)
    }
    if (unmentioned.length === 0 && fields.length > 0) this.#byShape.set(fields, known)
    return known
  }

  #field(table: Table, field: FieldDecision): Explained {
    const { policy, lang } = { policy: this.#policy, lang: this.#lang }
    const data = policy.data.get(field.data)
    const standing = field.purposes.length > 0 ? field.purposes : purposesFor(policy, table, field.data).map((purpose) => purpose.name)
    const purposes = standing.flatMap((name) => policy.purposes.get(name) ?? [])
    const over = field.purposes.length === 0 && field.verdict !== 'restrict' && field.verdict !== 'review'
    return {
      field: field.field, data: field.data, what: data?.label[lang] ?? field.data, class: data?.class ?? 'ordinary', purposes: over ? [] : standing,
      why: field.verdict === 'unexplained' ? [say('requests.unexplained')[lang]] : over && field.hold === null ? [say('requests.no-purpose-now')[lang]] : purposes.map((purpose) => purpose.why?.[lang] ?? purpose.label[lang]),
      ground: purposes.length === 0 ? [say('requests.ground-none')[lang]] : [...new Set(purposes.map((purpose) => groundText(policy, purpose, lang)))],
      source: sourceText(policy, field.data, lang),
      recipients: recipientsFor(policy, table, field.data, purposes).map((recipient) => recipient.label[lang]),
      until: field.until, howLong: this.#howLong(field), law: field.law === null ? null : citationText(field.law, lang),
    }
  }

  #howLong(field: FieldDecision): string {
    const lang = this.#lang
    const rule = field.rule === null ? undefined : this.#rules.get(field.rule)
    switch (field.verdict) {
      case 'keep':
        if (field.until !== null) return say('requests.until-day', { day: sayDay(field.until, lang) })[lang]
        return rule === undefined ? say('requests.while-purpose')[lang] : say('requests.until-nobody-says', { rule })[lang]
      case 'hold':
        if (field.hold?.startsWith('request:') === true) return say('requests.waits-for-request')[lang]
        return field.until !== null && field.law !== null
          ? say('requests.held-until', { law: citationText(field.law, lang), day: sayDay(field.until, lang) })[lang]
          : say('requests.held-open', { hold: this.#policy.holds.get(field.hold ?? '')?.label[lang] ?? (field.law === null ? (field.hold ?? '') : citationText(field.law, lang)) })[lang]
      case 'erase':
      case 'anonymise': return say('requests.ended')[lang]
      case 'restrict': return say('requests.restricted')[lang]
      case 'review': return say('requests.in-review')[lang]
      case 'unexplained': return say('requests.unexplained')[lang]
    }
  }

  /** Columns that only find the person, date the row or record a choice, and are mapped to no data of the policy. */
  #others(table: Table, fields: readonly FieldDecision[]): readonly Explained[] {
    const mapped = new Set(fields.map((field) => field.field))
    const choice = table.consent === null ? [] : [table.consent.purpose, table.consent.given, table.consent.withdrawn].filter((ref) => ref !== null && typeof ref !== 'string')
    const names = [...table.person.values(), ...table.dates.values(), ...choice].map(refName).filter((name) => !mapped.has(name))
    const lang = this.#lang
    const purposes = purposesFor(this.#policy, table, null)
    return [...new Set(names)].map((name) => ({
      field: name, data: null, what: name, class: 'ordinary', purposes: purposes.map((purpose) => purpose.name), why: purposes.map((purpose) => purpose.why?.[lang] ?? purpose.label[lang]),
      ground: purposes.length === 0 ? [say('requests.ground-none')[lang]] : [...new Set(purposes.map((purpose) => groundText(this.#policy, purpose, lang)))],
      source: say('requests.source-automatically')[lang], recipients: recipientsFor(this.#policy, table, null, purposes).map((recipient) => recipient.label[lang]),
      until: null, howLong: say(fields.length === 0 ? 'requests.while-purpose' : 'requests.with-row')[lang], law: null,
    }))
  }

  #unmentioned(name: string): Explained {
    const text = say('requests.unmentioned')[this.#lang]
    return {
      field: name, data: null, what: name, class: 'ordinary', purposes: [], why: [text], ground: [say('requests.ground-none')[this.#lang]], source: say('requests.source-unknown')[this.#lang],
      recipients: [], until: null, howLong: say('requests.in-review')[this.#lang], law: null,
    }
  }
}

const noFields: readonly FieldDecision[] = []

export function refName(ref: { readonly via: string | null; readonly column: string; readonly path: readonly string[] }): string {
  return [ref.via === null ? ref.column : `${ref.via}.${ref.column}`, ...ref.path].join('->')
}

function purposesFor(policy: Policy, table: Table, data: string | null): readonly Purpose[] {
  return [...policy.purposes.values()].filter(
    (purpose) => purpose.controllers.includes(table.controller) && (table.purposes === null || table.purposes.includes(purpose.name))
      && (table.relation === null || purpose.people.includes(table.relation)) && (data === null ? table.purposes !== null : purpose.data.includes(data)))
}

/** Those who are given it for a purpose, and whoever runs the system that it stands in. By name (C-154/21). */
export function recipientsFor(policy: Policy, table: Table, data: string | null, purposes: readonly Purpose[]): readonly Recipient[] {
  const host = policy.systems.get(table.system)?.recipient ?? null
  return [...policy.recipients.values()].filter((recipient) =>
    recipient.name === host
    || ((data === null || recipient.data.length === 0 || recipient.data.includes(data)) && purposes.some((purpose) => recipient.purposes.includes(purpose.name) || purpose.recipients.includes(recipient.name))))
}

export function groundText(policy: Policy, purpose: Purpose, lang: Lang): string {
  if (purpose.grounds.length > 1) return sayList(purpose.grounds.map((one) => withCondition(groundText(policy, { ...purpose, ...one, grounds: [one] }, lang), conditionText(policy, one.when)?.[lang])), lang, 'or')
  if (purpose.ground === null) return purpose.channels.size > 0 ? say('requests.ground-channels')[lang] : say('requests.ground-none')[lang]
  if (purpose.ground !== 'legitimate-interest') return say(`requests.ground-${purpose.ground}`)[lang]
  const interest = purpose.balancing?.interest
  return interest === null || interest === undefined ? say('requests.ground-legitimate-interest-bare')[lang] : say('requests.ground-legitimate-interest', { interest })[lang]
}

function withCondition(ground: string, condition: string | undefined): string {
  return condition === undefined ? ground : `${ground} (${condition})`
}

export function sourceText(policy: Policy, name: string, lang: Lang): string {
  const data = policy.data.get(name)
  if (data === undefined) return say('requests.source-unknown')[lang]
  if (data.collected === 'automatically') return say('requests.source-automatically')[lang]
  if (data.collected === 'made') return say('requests.source-made')[lang]
  if (data.collected === 'given') return say('requests.source-given')[lang]
  return data.source === null ? say('requests.source-other')[lang] : say('requests.source-from', { source: policy.recipients.get(data.source.en)?.label[lang] ?? data.source[lang] })[lang]
}
