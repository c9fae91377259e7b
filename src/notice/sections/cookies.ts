import type { Policy } from '../../policy/model/index.ts'
import { say, sayPeriod } from '../../policy/text/index.ts'
import type { Lang } from '../../policy/text/index.ts'
import type { Block } from '../document.ts'

/** Every cookie with provider and lifetime (LEK 9:28, C-673/17). */
export function cookies(policy: Policy, lang: Lang): Block[] {
  if (policy.cookies.length === 0) return []
  return [
    {
      kind: 'table',
      head: [say('notice.cookie')[lang], say('notice.cookie-by')[lang], say('notice.cookie-for')[lang], say('notice.cookie-life')[lang]],
      rows: policy.cookies.map((cookie) => [cookie.name, cookie.provider ?? '', cookie.purpose?.[lang] ?? cookie.category, cookie.lifetime === null ? '' : cookie.lifetime === 'session' ? say('notice.session')[lang] : sayPeriod(cookie.lifetime, lang)]),
    },
  ]
}
