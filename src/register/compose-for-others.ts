import { knownPeople } from '../policy/language/index.ts'
import type { Controller, Recipient, System } from '../policy/model/index.ts'
import { say } from '../policy/text/index.ts'
import { authorityName, controllerLines, dataLines, measureLines, peopleLines, systemLines } from './columns/about.ts'
import { agreementLines, recipientLines, recipientsOf, transferLines } from './columns/passing-on.ts'
import { retentionLines } from './columns/retention.ts'
import type { ColumnName, Entry, processorColumns } from './register.ts'
import { capital } from './words.ts'
import type { Writing } from './words.ts'

/** Work that is done for somebody else: as a purpose, on a site, or in a system that holds others' data. */
export interface WorkForOthers {
  readonly ref: string
  readonly title: string
  readonly for: string
  readonly categories: readonly string[]
  readonly people: readonly string[]
  readonly data: readonly string[]
  readonly recipients: readonly Recipient[]
  readonly retention: readonly string[]
  readonly systems: readonly System[]
  readonly agreement: readonly string[]
}

/** Art 30(2): every category of processing, for each controller on whose behalf it is done. */
export function composeForOthers(writing: Writing, controller: Controller): readonly Entry[] {
  return workForOthers(writing, controller).map((work) => entryOf(writing, controller, work))
}

export function workForOthers(writing: Writing, controller: Controller): readonly WorkForOthers[] {
  return [...purposes(writing, controller), ...sites(writing, controller), ...systems(writing, controller)]
}

function purposes(writing: Writing, controller: Controller): readonly WorkForOthers[] {
  const { policy, lang } = writing
  return [...policy.purposes.values()].filter((purpose) => purpose.role === 'processor' && purpose.controllers.includes(controller.name)).map((purpose) => ({
    ref: purpose.name, title: capital(purpose.label[lang]), for: purpose.for?.[lang] ?? say('register.not-said')[lang],
    categories: [capital(purpose.label[lang]), ...(purpose.why === null ? [] : [purpose.why[lang]])], people: purpose.people, data: purpose.data, recipients: recipientsOf(policy, purpose),
    retention: retentionLines(writing, purpose.keep), systems: [], agreement: [],
  }))
}

function sites(writing: Writing, controller: Controller): readonly WorkForOthers[] {
  const { policy } = writing
  return policy.sites.filter((site) => site.role === 'processor' && (site.controller === controller.name || (site.controller === null && policy.controllers.size === 1))).map((site) => ({
    ref: site.host, title: site.host, for: principal(writing, site.for), categories: [site.host], people: site.people, data: site.data, recipients: [], retention: [], systems: [],
    agreement: site.agreement === null ? [] : [site.agreement],
  }))
}

/** A system of others' data, or tables of it among our own. */
function systems(writing: Writing, controller: Controller): readonly WorkForOthers[] {
  const { policy } = writing
  return [...policy.systems.values()].flatMap((system): WorkForOthers[] => {
    const tables = [...system.tables.values()].filter((table) => table.role === 'processor' && table.controller === controller.name)
    const whole = system.role === 'processor' && system.controller === controller.name
    if (tables.length === 0 && !whole) return []
    const keeper = policy.recipients.get(system.recipient ?? '')
    return [{
      ref: system.name, title: system.name, for: principal(writing, system.for), categories: tables.length === 0 ? [system.name] : tables.map((table) => table.name),
      people: [...new Set(tables.flatMap((table) => table.relation ?? []))], data: [...new Set(tables.flatMap((table) => table.fields.map((field) => field.data)))],
      recipients: keeper === undefined ? [] : [keeper], retention: [], systems: [system], agreement: [],
    }]
  })
}

function principal({ policy, lang }: Writing, name: string | null): string {
  if (name === null) return say('register.not-said')[lang]
  const relation = policy.people.get(name)?.label ?? knownPeople.get(name)
  if (relation !== undefined) return capital(say('register.customers', { label: relation })[lang])
  return policy.controllers.get(name)?.title ?? policy.recipients.get(name)?.label[lang] ?? name
}

function entryOf(writing: Writing, controller: Controller, work: WorkForOthers): Entry {
  const { policy, lang } = writing
  const measures = measureLines(writing)
  const cells: Readonly<Record<(typeof processorColumns)[number], readonly string[]>> = {
    ref: [work.ref],
    processor: controllerLines(writing, controller),
    for: [work.for],
    representative: controller.representative === null ? [] : [controller.representative],
    officer: controller.officer === null ? [] : [controller.officer],
    authority: authorityName(writing, controller),
    categories: work.categories,
    people: peopleLines(writing, work.people),
    data: dataLines(writing, work.data),
    recipients: recipientLines(writing, work.recipients),
    agreement: [...work.agreement, ...agreementLines(writing, work.recipients)],
    'third-country': transferLines(writing, work.recipients),
    retention: work.retention,
    measures: measures.length === 0 ? [say('register.not-said')[lang]] : measures,
    systems: systemLines(writing, work.systems, (system) => [...system.tables.values()].filter((table) => table.role === 'processor').map((table) => table.name)),
    version: [policy.version.slice(0, 12)],
    effective: [policy.effective],
  }
  return { ref: work.ref, title: work.title, cells: new Map(Object.entries(cells) as [ColumnName, readonly string[]][]) }
}
