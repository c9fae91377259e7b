import { citationText } from '../policy/law/index.ts'
import type { Policy } from '../policy/model/index.ts'
import { promisesOf } from '../policy/promises/index.ts'
import type { PolicyPromise } from '../policy/promises/index.ts'
import { say } from '../policy/text/index.ts'
import type { Lang } from '../policy/text/index.ts'
import { sectionOrder } from './document.ts'
import type { Block, NoticeDocument, PromiseLine, Section, SectionName } from './document.ts'
import { authorityLine, complain } from './sections/complain.ts'
import { cookies } from './sections/cookies.ts'
import { rightLinks, rights } from './sections/rights.ts'
import { what } from './sections/what.ts'
import { who } from './sections/who.ts'
import { whoGets } from './sections/who-gets.ts'
import { why } from './sections/why.ts'

const information: Readonly<Record<SectionName, ((policy: Policy, lang: Lang) => Block[]) | null>> = {
  who,
  what,
  why,
  'how-long': null,
  'who-gets': whoGets,
  where: null,
  rights,
  cookies,
  security: null,
  complain,
}

/** The whole notice: information and promises, every processing, connected to a system or not (Art 12–14). */
export function composeNotice(policy: Policy, lang: Lang): NoticeDocument {
  const controller = [...policy.controllers.values()][0]
  const promises = Map.groupBy(promisesOf(policy), (promise) => promise.section)
  const sections: Section[] = sectionOrder.flatMap((name) => {
    const lines = (promises.get(name) ?? []).map((promise) => lineOf(policy, promise, lang))
    const blocks: Block[] = [...(information[name]?.(policy, lang) ?? []), ...(lines.length === 0 ? [] : [{ kind: 'promises', promises: lines } as const])]
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
  }
}

function lineOf(policy: Policy, promise: PolicyPromise, lang: Lang): PromiseLine {
  return {
    id: promise.id,
    kind: promise.kind,
    sentence: promise.sentence[lang],
    law: promise.law.map((citation) => citationText(citation, lang)),
    at: promise.at,
    line: policy.places.of(promise.at).line,
  }
}
