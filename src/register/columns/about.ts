import { authorityOf } from '../../policy/law/index.ts'
import { specialClasses } from '../../policy/model/index.ts'
import type { Controller, Policy, Purpose, System } from '../../policy/model/index.ts'
import { countryName, say, sayList, sayPeriod } from '../../policy/text/index.ts'
import type { Text } from '../../policy/text/index.ts'
import { capital, dataLabel, dayWords, peopleLabel, recipientLabel, wordOf } from '../words.ts'
import type { Writing } from '../words.ts'

export function controllerLines({ lang }: Writing, controller: Controller): readonly string[] {
  return [controller.title, controller.registration, controller.address, controller.contact, countryName(controller.country, lang)].filter((line) => line !== null)
}

export function authorityName({ policy, lang }: Writing, controller: Controller): readonly string[] {
  const known = authorityOf(controller.country, controller.region, controller.public)
  const name = controller.authority ?? known?.name[lang] ?? policy.authority?.name
  return name === undefined ? [] : [capital(name)]
}

/** Art 26: with whom, and the essence of what they agreed on. */
export function jointLines(writing: Writing, controller: Controller, purpose: Purpose): readonly string[] {
  const { policy, lang } = writing
  return [...policy.joint.values()].filter((joint) => joint.with.includes(controller.name) && (joint.purposes.length === 0 || joint.purposes.includes(purpose.name))).map((joint) => {
    const others = joint.with.filter((name) => name !== controller.name).map((name) => policy.controllers.get(name)?.title ?? recipientLabel(writing, name))
    const names = sayList(others, lang)
    return joint.essence === null ? names : say('register.joint-essence', { names, essence: joint.essence })[lang]
  })
}

/** From whom: what is given, what is recorded, and what others give, with those that anybody can read marked so (Art 14(2)(f)). */
export function sourceLines(writing: Writing, purpose: Purpose): readonly string[] {
  const { policy, lang } = writing
  const items = purpose.data.flatMap((name) => policy.data.get(name) ?? [])
  const recorded = items.filter((item) => item.collected === 'automatically').map((item) => dataLabel(writing, item.name))
  const made = items.filter((item) => item.collected === 'made').map((item) => dataLabel(writing, item.name))
  const open = (source: Text): string => (purpose.publicSources.some((one) => one[lang] === source[lang]) ? say('register.source-public', { source })[lang] : source[lang])
  return [...new Set([
    ...(items.some((item) => item.collected === 'given') ? [say('register.source-person')[lang]] : []),
    ...(recorded.length === 0 ? [] : [say('register.source-automatic', { data: sayList(recorded, lang) })[lang]]),
    ...(made.length === 0 ? [] : [say('register.source-made', { data: sayList(made, lang) })[lang]]),
    ...items.flatMap((item) => (item.source === null ? [] : [say('register.source-of', { data: capital(item.label[lang]), source: item.source })[lang]])),
    ...[...purpose.sources, ...purpose.publicSources].map((source) => capital(open(source))),
  ])]
}

/** Art 32(1), as far as the policy says it: it is said for the whole, not for each purpose. */
export function measureLines({ policy, lang }: Writing): readonly string[] {
  return [
    ...[...policy.measures.values()].map(({ kind, label }) => capital(say(`register.measure-${kind}`, { label })[lang])),
    ...(policy.backups === null ? [] : [say('register.backups', { period: sayPeriod(policy.backups.kept, lang) })[lang]]),
  ]
}

/** What protects people in research, statistics and archives (Art 89(1)). */
export function safeguardLines({ lang }: Writing, purpose: Purpose): readonly string[] {
  const words = purpose.safeguards.map((safeguard) => wordOf('safeguard', safeguard, lang))
  return words.length === 0 ? [] : [say('register.safeguards', { safeguards: sayList(words, lang) })[lang]]
}

/** The systems where a purpose's data stands; none where no systems.yaml is there. */
export function systemsOf(policy: Policy, purpose: Purpose): readonly System[] {
  return [...policy.systems.values()].filter((system) => tablesOf(system, purpose).length > 0)
}

function tablesOf(system: System, purpose: Purpose): readonly string[] {
  return [...system.tables.values()].filter((table) => table.role === 'controller' && !table.matterOnly && table.purposes?.includes(purpose.name) === true).map((table) => table.name)
}

export function systemLines({ lang }: Writing, systems: readonly System[], tablesIn: (system: System) => readonly string[]): readonly string[] {
  return systems.map((system) => {
    const tables = tablesIn(system).join(', ')
    const said = say('register.system', { name: system.name, country: system.country === null ? '–' : countryName(system.country, lang), tables })[lang]
    return tables === '' ? said.replace(/: $/, '') : said
  })
}

export function systemsOfPurpose(writing: Writing, purpose: Purpose): readonly string[] {
  return systemLines(writing, systemsOf(writing.policy, purpose), (system) => tablesOf(system, purpose))
}

/** Who inside may see it. */
export function accessLines({ policy, lang }: Writing, purpose: Purpose): readonly string[] {
  return [...policy.staff.values()].filter((staff) => staff.purposes.includes(purpose.name)).map((staff) => capital(staff.label[lang]))
}

export function automatedLines({ policy, lang }: Writing, purpose: Purpose): readonly string[] {
  const own = purpose.automated
  const said = [
    ...(own === null ? [] : [say('register.automated-logic', { words: own.logic ?? '–' })[lang], ...(own.consequences === null ? [] : [say('register.automated-consequences', { words: own.consequences })[lang]])]),
    ...(purpose.profiling ? [say('register.profiling')[lang]] : []),
    ...(own === null && policy.automatedDecisions !== null && policy.automatedDecisions !== 'none' ? [policy.automatedDecisions[lang]] : []),
  ]
  return said.length > 0 ? said : policy.automatedDecisions === 'none' ? [say('register.not-automated')[lang]] : []
}

/** Art 35: the criteria that can be seen from the policy. Scale, new technology and combined sources cannot, so nobody is told that none is needed. */
export function assessmentLines({ policy, lang }: Writing, purpose: Purpose): readonly string[] {
  const classes = purpose.data.map((name) => policy.data.get(name)?.class ?? 'ordinary')
  const signs = [
    ...(classes.some((cls) => specialClasses.has(cls) || cls === 'criminal' || cls === 'location' || cls === 'financial') ? ['sensitive'] : []),
    ...(purpose.people.some((name) => policy.people.get(name)?.child === true || ['employee', 'applicant', 'patient', 'pupil'].includes(name)) ? ['vulnerable'] : []),
    ...(purpose.profiling ? ['evaluation'] : []),
    ...(purpose.automated === null ? [] : ['decisions']),
  ].map((sign) => wordOf('dpia', sign, lang))
  return [signs.length === 0 ? say('register.dpia-none')[lang] : say('register.dpia-signs', { signs: sayList(signs, lang) })[lang]]
}

/** The rights that the grounds of the purpose give (Art 15-21, 7(3), 77). */
export function rightLines({ lang }: Writing, purpose: Purpose): readonly string[] {
  const grounds = new Set(purpose.grounds.map((terms) => terms.ground))
  const consent = grounds.has('consent') || [...purpose.channels.values()].includes('consent') || purpose.conditions.some((one) => one.condition === 'explicit-consent')
  const object = grounds.has('legitimate-interest') || grounds.has('public-task') || purpose.marketing
  return [
    ...(['access', 'rectification', 'erasure', 'restriction'] as const).map((right) => say(`rights.${right}`)[lang]),
    ...(consent || grounds.has('contract') ? [say('rights.portability')[lang]] : []), ...(object ? [say('rights.objection')[lang]] : []),
    ...(consent ? [say('register.right-withdrawal')[lang]] : []), say('register.right-complaint')[lang],
  ]
}

export function peopleLines(writing: Writing, names: readonly string[]): readonly string[] {
  return names.map((name) => capital(peopleLabel(writing, name)))
}

export function dataLines(writing: Writing, names: readonly string[]): readonly string[] {
  return names.map((name) => capital(dataLabel(writing, name)))
}

export function kindLines(purpose: Purpose, { lang }: Writing): readonly string[] {
  return [...(purpose.kind === null ? [] : [wordOf('kind', purpose.kind, lang)]), ...(purpose.marketing ? [wordOf('kind', 'marketing', lang)] : [])]
}

export function descriptionLines(writing: Writing, purpose: Purpose): readonly string[] {
  const { lang } = writing
  const over = purpose.handOver
  return [
    ...(purpose.why === null ? [] : [purpose.why[lang]]),
    ...(over === null ? [] : [say('register.hand-over', { recipient: recipientLabel(writing, over.to), day: dayWords(over.on, lang) })[lang]]),
  ]
}
