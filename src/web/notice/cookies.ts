import { Hono } from 'hono'
import { composeCookies, renderLeaf, renderLeafMarkdown } from '../../notice/index.ts'
import type { Site } from '../deps.ts'
import { frameFor } from '../frame.ts'
import { languageOf } from '../language.ts'
import { wantedFormat } from '../wanted-format.ts'

/** The cookies on a page of their own. */
export function cookiesPage(site: Site): Hono {
  return new Hono().get('/cookies', (c) => {
    const lang = languageOf(c, site.policy.languages)
    const leaf = composeCookies(site.policy, lang)
    if (leaf === null) return c.notFound()
    c.header('Content-Language', lang)
    c.header('Cache-Control', 'no-cache')
    switch (wantedFormat(c)) {
      case 'json':
        return c.json(leaf)
      case 'markdown':
        return c.body(renderLeafMarkdown(leaf, null), 200, { 'Content-Type': 'text/markdown; charset=utf-8' })
      case 'html':
        return c.html(renderLeaf(leaf, frameFor(site, '/cookies', lang)))
    }
  })
}
