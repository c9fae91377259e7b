import { createHash } from 'node:crypto'
import type { Frame } from '../notice/index.ts'
import type { Lang } from '../policy/text/index.ts'
import { say } from '../policy/text/index.ts'
import type { Link } from '../ui/index.ts'
import { style } from '../ui/index.ts'
import type { Site } from './deps.ts'

/** The sheet's name changes with its content, so that it may be cached for ever. */
export const sheetPath = `/assets/style.${createHash('sha256').update(style).digest('hex').slice(0, 12)}.css`

export function languageLinks(site: Site, path: string, current: Lang, more = ''): Link[] {
  return site.policy.languages.map((lang) => ({ href: `${path}?lang=${lang}${more}`, label: say('pages.language')[lang], lang, current: lang === current }))
}

/** `as`: the relations that the reader chose, which follow along to the other languages. */
export function frameFor(site: Site, path: string, lang: Lang, as: readonly string[] = []): Frame {
  const query = `?lang=${lang}`
  return {
    links: languageLinks(site, path, lang, as.map((name) => `&as=${encodeURIComponent(name)}`).join('')),
    promises: `/promises${query}`,
    versions: `/versions${query}`,
    requests: null,
    cookies: site.policy.cookies.length === 0 ? null : `/cookies${query}`,
    filter: path,
    as,
    home: `/${query}`,
    sheet: { href: sheetPath },
    ...clockOf(site, lang),
  }
}

export function clockOf(site: Site, lang: Lang): { clock?: string } {
  return site.fixedClock === null ? {} : { clock: say('pages.clock', { time: site.fixedClock })[lang] }
}
