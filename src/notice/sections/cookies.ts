import type { Cookie, Policy } from '../../policy/model/index.ts'
import { say, sayList, sayPeriod } from '../../policy/text/index.ts'
import type { Lang } from '../../policy/text/index.ts'
import type { Block, Cell } from '../document.ts'
import { capital } from '../phrase.ts'
import { linked } from '../outward.ts'

export const categories = ['necessary', 'preferences', 'statistics', 'marketing', 'other'] as const
export type Category = (typeof categories)[number]

/** How many there are and what for; the list itself has a page of its own (LEK 9:28, C-673/17). */
export function cookies(policy: Policy, lang: Lang): Block[] {
  if (policy.cookies.length === 0) return []
  const kinds = categories.flatMap((category) => {
    const n = cookiesIn(policy, category).length
    return n === 0 ? [] : [say(`cookies.count-${category}`, { n })[lang]]
  })
  return [
    { kind: 'text', text: say('cookies.summary', { n: policy.cookies.length, kinds: sayList(kinds, lang) })[lang] },
    { kind: 'table', head: cookieHead(lang), rows: policy.cookies.map((cookie) => cookieRow(cookie, lang)), page: 'cookies' },
  ]
}

export function cookiesIn(policy: Policy, category: Category): Cookie[] {
  return policy.cookies.filter((cookie) => (categories.find((one) => one === cookie.category) ?? 'other') === category)
}

export function cookieHead(lang: Lang): string[] {
  return [say('notice.cookie')[lang], say('notice.cookie-by')[lang], say('notice.cookie-for')[lang], say('notice.cookie-life')[lang]]
}

export function cookieRow(cookie: Cookie, lang: Lang): Cell[] {
  const life = cookie.lifetime === null ? '' : cookie.lifetime === 'session' ? say('notice.session')[lang] : sayPeriod(cookie.lifetime, lang)
  return [cookie.name, linked(cookie.provider ?? '', cookie.link), capital(cookie.purpose?.[lang] ?? cookie.category), capital(life)]
}
