import { citationText } from '../policy/law/index.ts'
import type { Citation } from '../policy/law/index.ts'
import type { Policy } from '../policy/model/index.ts'
import { say } from '../policy/text/index.ts'
import type { Lang } from '../policy/text/index.ts'
import type { Block, Leaf } from './document.ts'
import { browserHelp } from './outward.ts'
import { categories, cookieHead, cookieRow, cookiesIn } from './sections/cookies.ts'
import { controllerOf, waysText } from './ways.ts'

/** Which law asks for the yes, by country of the controller. */
const laws: Readonly<Record<string, Citation>> = { SE: 'LEK 9:28' as Citation, NO: 'EKOM 3-15' as Citation }

/** Every cookie by what it is for, how to choose, and the makers of browsers on how to take them away; null where a policy lists none. */
export function composeCookies(policy: Policy, lang: Lang): Leaf | null {
  if (policy.cookies.length === 0) return null
  const country = controllerOf(policy)?.country ?? ''
  return {
    layer: 'cookies',
    lang,
    title: say('cookies.title')[lang],
    organisation: controllerOf(policy)?.title ?? '',
    version: policy.version,
    effective: policy.effective,
    blocks: [
      { kind: 'text', text: say('cookies.what')[lang] },
      ...categories.flatMap((category): Block[] => {
        const of = cookiesIn(policy, category)
        if (of.length === 0) return []
        return [
          { kind: 'heading', id: category, text: say(`cookies.${category}`)[lang] },
          { kind: 'text', text: say(category === 'necessary' ? 'cookies.necessary-is' : 'cookies.asked-is')[lang] },
          { kind: 'table', head: cookieHead(lang), rows: of.map((cookie) => cookieRow(cookie, lang)) },
        ]
      }),
      ...choosing(policy, lang, laws[country] ?? null),
      { kind: 'heading', id: 'browser', text: say('cookies.browser')[lang] },
      { kind: 'text', text: say('cookies.browser-is')[lang] },
      { kind: 'list', items: browserHelp(lang) },
      ...(country === 'SE' ? [{ kind: 'text', text: say('cookies.supervision-SE')[lang] } as const] : []),
    ],
  }
}

function choosing(policy: Policy, lang: Lang, law: Citation | null): Block[] {
  if (!policy.cookies.some((cookie) => cookie.category !== 'necessary')) return []
  const ways = waysText(policy, policy.cookieTerms?.consent?.withdrawnBy ?? ['page'], lang, true)
  return [
    { kind: 'heading', id: 'choose', text: say('cookies.choose')[lang] },
    { kind: 'text', text: [say('cookies.choose-is', { ways: ways === '' ? say('notice.way-page')[lang] : ways })[lang], ...(law === null ? [] : [say('cookies.choose-law', { law: lowered(citationText(law, lang)) })[lang]])].join(' ') },
  ]
}

function lowered(citation: string): string {
  return citation.charAt(0).toLowerCase() + citation.slice(1)
}
