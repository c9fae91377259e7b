import { isEea, isoPeriod } from '../../policy/law/index.ts'
import { specialClasses } from '../../policy/model/index.ts'
import type { Controller, EndRule, Measure, Policy, Purpose, Recipient, Retention } from '../../policy/model/index.ts'
import { countryName, say } from '../../policy/text/index.ts'
import type { Lang } from '../../policy/text/index.ts'
import { authorityName, rightLines, sourceLines } from '../columns/about.ts'
import { recipientsOf } from '../columns/passing-on.ts'
import { retentionLines } from '../columns/retention.ts'
import { workForOthers } from '../compose-for-others.ts'
import type { WorkForOthers } from '../compose-for-others.ts'
import type { Register } from '../register.ts'
import type { Writing } from '../words.ts'
import { conditionTerm, dataTerm, groundTerms, personTerm, purposeTerm, recipientTerm, safeguardTerm } from './classes.ts'
import { prefixes } from './terms.ts'
import type { Term } from './terms.ts'

type Node = { readonly '@id'?: string; readonly '@type'?: readonly Term[] } & { readonly [K in Term]?: Value | readonly Value[] }
type Value = string | Node | { readonly '@value': string; readonly '@language'?: string; readonly '@type'?: Term }

/** A reference to a term itself. */
const ref = (term: Term): Node => ({ '@id': term })

/**
 * The register as linked data, in the words of the Data Privacy Vocabulary 2.3. Terms that DPV has no word for are told by
 * their labels alone; nothing is called what it is not. What is ours has no address of its own, so nodes are blank.
 */
export function registerLinkedData(policy: Policy, lang: Lang, as: Register['as'], of: (controller: string) => boolean): unknown {
  const writing: Writing = { policy, lang }
  const registers = [...policy.controllers.values()].filter((controller) => of(controller.name)).map((controller): Node => ({
    '@type': ['dpv:RecordsOfActivities'],
    'dct:title': said(say('register.title')[lang], lang),
    'dct:hasVersion': policy.version,
    'dct:valid': { '@value': policy.effective, '@type': 'xsd:date' },
    [as === 'controller' ? 'dpv:hasDataController' : 'dpv:hasDataProcessor']: party(writing, controller, as),
    'dct:hasPart': as === 'processor' ? workForOthers(writing, controller).map((work) => processForOthers(writing, controller, work))
      : [...policy.purposes.values()].filter((purpose) => purpose.role === 'controller' && purpose.controllers.includes(controller.name)).map((purpose) => process(writing, controller, purpose)),
  }))
  return { '@context': prefixes, '@graph': registers }
}

function party(writing: Writing, controller: Controller, as: Register['as']): Node {
  const { lang } = writing
  return node({
    '@id': `_:${controller.name}`, '@type': [as === 'controller' ? 'dpv:DataController' : 'dpv:DataProcessor'], 'dpv:hasName': controller.title, 'dpv:hasIdentifier': controller.registration, 'dpv:hasAddress': controller.address,
    'dpv:hasContact': controller.contact, 'dpv:hasCountry': country(controller.country, lang),
    'dpv:hasDataProtectionOfficer': controller.officer === null ? null : { '@type': ['dpv:DataProtectionOfficer'], 'dpv:hasContact': controller.officer },
    'dpv:hasRepresentative': controller.representative === null ? null : { '@type': ['dpv:Representative'], 'dpv:hasContact': controller.representative },
    'dpv:hasAuthority': authorityName(writing, controller).map((name): Node => ({ '@type': ['dpv:DataProtectionAuthority'], 'dpv:hasName': name })),
  })
}

function process(writing: Writing, controller: Controller, purpose: Purpose): Node {
  const { policy, lang } = writing
  const recipients = recipientsOf(policy, purpose)
  const own = purposeTerm(purpose.kind, purpose.marketing)
  const grounds = [...purpose.grounds.map(({ ground }) => groundTerms[ground]), ...[...purpose.channels.values()].map((ground) => groundTerms[ground === 'consent' ? 'consent' : 'legitimate-interest'])]
  const conditions = purpose.conditions.flatMap(({ condition }) => conditionTerm(condition) ?? [])
  return node({
    '@type': ['dpv:Process'], 'dct:identifier': purpose.name,
    'dpv:hasDataController': { '@id': `_:${controller.name}` },
    'dpv:hasJointDataControllers': joint(policy, controller, purpose),
    'dpv:hasPurpose': node({ '@type': own === null ? ['dpv:Purpose'] : ['dpv:Purpose', own], 'skos:prefLabel': said(purpose.label[lang], lang), 'dct:description': purpose.why === null ? null : said(purpose.why[lang], lang) }),
    'dpv:hasLegalBasis': [...new Set([...grounds, ...conditions])].map(ref),
    ...subjects(writing, purpose.people, purpose.data),
    'dpv:hasDataSource': sources(writing, purpose),
    'dpv:hasRecipient': recipients.map((recipient) => receiver(recipient, lang)),
    'dpv:hasProcess': recipients.filter((recipient) => recipient.country !== null && !isEea(recipient.country)).map((recipient) => transfer(recipient, lang)),
    'dpv:hasStorageCondition': storage(writing, purpose.keep),
    ...measures([...policy.measures.values()], lang),
    'dpv:hasAutomationLevel': purpose.automated === null ? null : ref('dpv:FullAutomation'),
    'dpv:hasAlgorithmicLogic': purpose.automated?.logic == null ? null : { '@type': ['dpv:AlgorithmicLogic'], 'dct:description': said(purpose.automated.logic[lang], lang) },
    'dpv:hasRight': rights(writing, purpose).map(ref),
  })
}

/** Art 30(2): the one on whose behalf it is done decides, and the register's own is the processor. */
function processForOthers(writing: Writing, controller: Controller, work: WorkForOthers): Node {
  const { policy, lang } = writing
  return node({
    '@type': ['dpv:Process'], 'dct:identifier': work.ref, 'dct:description': work.categories.map((words) => said(words, lang)),
    'dpv:hasDataProcessor': { '@id': `_:${controller.name}` }, 'dpv:hasDataController': { '@type': ['dpv:DataController'], 'dpv:hasName': work.for },
    ...subjects(writing, work.people, work.data),
    'dpv:hasRecipient': work.recipients.map((recipient) => receiver(recipient, lang)),
    'dpv:hasProcess': work.recipients.filter((recipient) => recipient.country !== null && !isEea(recipient.country)).map((recipient) => transfer(recipient, lang)),
    ...measures([...policy.measures.values()], lang),
  })
}

function subjects({ policy, lang }: Writing, people: readonly string[], data: readonly string[]): { readonly 'dpv:hasDataSubject': readonly Node[]; readonly 'dpv:hasPersonalData': readonly Node[] } {
  return {
    'dpv:hasDataSubject': people.flatMap((name) => policy.people.get(name) ?? []).map((relation): Node => {
      const term = personTerm(relation.name, relation.child)
      return { '@type': term === null ? ['dpv:DataSubject'] : ['dpv:DataSubject', term], 'skos:prefLabel': said(relation.label[lang], lang) }
    }),
    'dpv:hasPersonalData': data.flatMap((name) => policy.data.get(name) ?? []).map((item): Node => {
      const term = dataTerm(item.name, item.class)
      return { '@type': ['dpv:PersonalData', ...(specialClasses.has(item.class) ? (['dpv:SpecialCategoryPersonalData'] as const) : []), ...(term === null ? [] : [term])], 'skos:prefLabel': said(item.label[lang], lang) }
    }),
  }
}

function joint(policy: Policy, controller: Controller, purpose: Purpose): readonly Node[] {
  return [...policy.joint.values()].filter((one) => one.with.includes(controller.name) && (one.purposes.length === 0 || one.purposes.includes(purpose.name))).map((one) => ({
    '@type': ['dpv:JointDataControllers'], 'dpv:hasDataController': one.with.map((name): Node => (policy.controllers.has(name) ? { '@id': `_:${name}` } : { '@type': ['dpv:DataController'], 'dpv:hasName': policy.recipients.get(name)?.label.en ?? name })),
  }))
}

function sources(writing: Writing, purpose: Purpose): readonly Node[] {
  const { policy, lang } = writing
  const collected = new Set(purpose.data.map((name) => policy.data.get(name)?.collected))
  const own = collected.has('given') || collected.has('automatically') || collected.has(undefined)
  const others = sourceLines(writing, { ...purpose, data: [] })
  return [...(own ? [ref('dpv:DataSubjectDataSource')] : []), ...(collected.has('made') ? [ref('dpv:DataControllerDataSource')] : []), ...others.map((source): Node => ({ '@type': ['dpv:DataSource'], 'skos:prefLabel': said(source, lang) }))]
}

function receiver(recipient: Recipient, lang: Lang): Node {
  return node({ '@type': [...new Set<Term>(['dpv:Recipient', recipientTerm(recipient)])], 'dct:identifier': recipient.name, 'skos:prefLabel': said(recipient.label[lang], lang), 'dpv:hasCountry': recipient.country === null ? null : country(recipient.country, lang) })
}

/** Chapter V: what goes out of the EEA, and what permits it. */
function transfer(recipient: Recipient, lang: Lang): Node {
  const term = safeguardTerm(recipient.safeguard)
  return node({ '@type': ['dpv:Process'], 'dpv:hasProcessing': ref('dpv:Transfer'), 'dpv:hasDataImporter': receiver(recipient, lang), 'dpv:hasThirdCountry': country(recipient.country ?? '', lang), 'dpv:hasLegalBasis': term === null ? null : ref(term) })
}

function storage(writing: Writing, keep: Retention): Node {
  const { lang } = writing
  return node({ '@type': ['dpv:StorageCondition'], 'dct:description': retentionLines(writing, keep).map((line) => said(line, lang)), 'dpv:hasDuration': keep.end === null ? null : duration(writing.policy, keep.end) })
}

function duration(policy: Policy, rule: EndRule): Node {
  const period = rule.kind === 'after' || rule.kind === 'no-start' ? rule.period : rule.kind === 'law' ? (policy.holds.get(rule.law)?.period ?? null) : null
  if (period !== null) return { '@type': ['dpv:TemporalDuration'], 'rdf:value': { '@value': isoPeriod(period), '@type': 'xsd:duration' } }
  switch (rule.kind) {
    case 'for-ever': return { '@type': ['dpv:EndlessDuration'] }
    case 'vague': case 'criterion': return { '@type': ['dpv:IndeterminateDuration'] }
    default: return { '@type': ['dpv:UntilEventDuration'] }
  }
}

const measureTerms = { technical: ['dpv:hasTechnicalMeasure', 'dpv:TechnicalMeasure'], administrative: ['dpv:hasOrganisationalMeasure', 'dpv:OrganisationalMeasure'], physical: ['dpv:hasPhysicalMeasure', 'dpv:PhysicalMeasure'] } as const

function measures(all: readonly Measure[], lang: Lang): { readonly [K in Term]?: readonly Node[] } {
  return Object.fromEntries(Object.entries(Object.groupBy(all, ({ kind }) => kind)).map(([kind, of]) => {
    const [property, type] = measureTerms[kind as Measure['kind']]
    return [property, of.map((measure): Node => ({ '@type': [type], 'skos:prefLabel': said(measure.label[lang], lang) }))]
  }))
}

const rightTerms: readonly (readonly [Term, string])[] = [
  ['eu-gdpr:A15', 'rights.access'], ['eu-gdpr:A16', 'rights.rectification'], ['eu-gdpr:A17', 'rights.erasure'], ['eu-gdpr:A18', 'rights.restriction'], ['eu-gdpr:A20', 'rights.portability'], ['eu-gdpr:A21', 'rights.objection'],
  ['eu-gdpr:A7-3', 'register.right-withdrawal'], ['eu-gdpr:A77', 'register.right-complaint'],
]

/** The same rights as the other formats tell of. */
function rights({ policy }: Writing, purpose: Purpose): readonly Term[] {
  const lines = rightLines({ policy, lang: 'en' }, purpose)
  return rightTerms.filter(([, key]) => lines.includes(say(key as 'rights.access').en)).map(([term]) => term)
}

function country(code: string, lang: Lang): Node {
  return { 'dct:identifier': code, 'skos:prefLabel': said(countryName(code, lang), lang) }
}

function said(words: string, lang: Lang): Value {
  return { '@value': words, '@language': lang === 'no' ? 'nb' : lang }
}

/** What is not said is left out. */
function node(of: { readonly [K in keyof Node]?: Node[K] | null }): Node {
  return Object.fromEntries(Object.entries(of).filter(([, value]) => value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0))) as Node
}
