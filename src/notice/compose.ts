import { citationText } from '../policy/law/index.ts'
import type { Policy } from '../policy/model/index.ts'
import { promisesOf } from '../policy/promises/index.ts'
import type { PolicyPromise } from '../policy/promises/index.ts'
import { say } from '../policy/text/index.ts'
import type { Lang } from '../policy/text/index.ts'
import { promisedTo } from './concerns.ts'
import { sectionOrder } from './document.ts'
import type { Block, NoticeDocument, PromiseLine, RelationLabel, Section, SectionName } from './document.ts'
import { authorityLine, complain } from './sections/complain.ts'
import { cookies } from './sections/cookies.ts'
import { rightLinks, rights } from './sections/rights.ts'
import { what } from './sections/what.ts'
import { where } from './sections/where.ts'
import { who } from './sections/who.ts'
import { whoGets } from './sections/who-gets.ts'
import { why } from './sections/why.ts'

type Inform = (policy: Policy, lang: Lang) => Block[]

const information: Readonly<Record<Exclude<SectionName, 'rights'>, Inform | null>> = { who, what, why, 'how-long': null, 'who-gets': whoGets, where, cookies, security: null, complain }

/** The whole notice: information and promises, every processing, connected to a system or not (Art 12–14). */
export function composeNotice(policy: Policy, lang: Lang): NoticeDocument {
  const controller = [...policy.controllers.values()][0]
  const promises = Map.groupBy(promisesOf(policy), (promise) => promise.section)
  const sections: Section[] = sectionOrder.flatMap((name) => {
    const blocks = blocksOf(policy, lang, name, promises.get(name) ?? [])
    return blocks.length === 0 ? [] : [{ name, title: say(`notice.${name}`)[lang], blocks }]
  })
  return {
    lang,
    title: (policy.notice.title ?? say('notice.title'))[lang],
    introduction: policy.notice.introduction?.[lang] ?? null,
    organisation: controller?.title ?? '',
    contact: controller?.contact ?? null,
    authority: authorityLine(policy, lang),
    effective: policy.effective,
    version: policy.version,
    sections,
    rights: rightLinks(policy, lang),
    relations: relationsOf(policy, lang),
  }
}

/** Rights have their promises beside them; elsewhere the information comes first. */
function blocksOf(policy: Policy, lang: Lang, name: SectionName, promises: readonly PolicyPromise[]): Block[] {
  if (name === 'rights') return rights(policy, lang, promises, (promise) => lineOf(policy, promise, lang))
  return [...(information[name]?.(policy, lang) ?? []), ...(promises.length === 0 ? [] : [{ kind: 'promises', promises: promises.map((promise) => lineOf(policy, promise, lang)) } as const])]
}

/** Everybody whom something here is about, in the policy's order; nothing to choose where there is only one. */
function relationsOf(policy: Policy, lang: Lang): RelationLabel[] {
  const named = new Set([...[...policy.purposes.values()].flatMap((purpose) => purpose.people), ...policy.sites.flatMap((site) => site.people)])
  const relations = [...policy.people.values()].filter((relation) => named.has(relation.name)).map((relation) => ({ name: relation.name, label: relation.label[lang] }))
  return relations.length < 2 ? [] : relations
}

function lineOf(policy: Policy, promise: PolicyPromise, lang: Lang): PromiseLine {
  const whose = promisedTo(policy, promise)
  return {
    id: promise.id,
    kind: promise.kind,
    sentence: promise.sentence[lang],
    law: promise.law.map((citation) => citationText(citation, lang)),
    at: promise.at,
    line: policy.places.of(promise.at).line,
    ...(whose === null ? {} : { for: whose }),
  }
}
