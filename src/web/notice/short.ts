import { Hono } from 'hono'
import type { Context } from 'hono'
import { composeJobAdvert, composeShort, purposesAsked, renderBareLeaf, renderLeafMarkdown } from '../../notice/index.ts'
import type { Leaf } from '../../notice/index.ts'
import type { Policy } from '../../policy/model/index.ts'
import type { Lang } from '../../policy/text/index.ts'
import type { Site } from '../deps.ts'
import { sheetPath } from '../frame.ts'
import { framedBy } from '../headers.ts'
import { languageOf } from '../language.ts'
import { wantedFormat } from '../wanted-format.ts'

/**
 * The short notice where data is collected, and the text for job adverts: to be shown in a frame on the policy's own
 * addresses, or fetched by a page there and set in as it is. It is public and says the same to everybody.
 */
export function shortPages(site: Site): Hono {
  const answer = (c: Context, compose: (lang: Lang) => Leaf | null) => {
    const lang = languageOf(c, site.policy.languages)
    const leaf = compose(lang)
    if (leaf === null) return c.notFound()
    const full = fullFrom(c, lang)
    c.header('Content-Language', lang)
    c.header('Cache-Control', 'no-cache')
    c.header('Access-Control-Allow-Origin', '*')
    switch (wantedFormat(c)) {
      case 'json':
        return c.json({ ...leaf, full })
      case 'markdown':
        return c.body(renderLeafMarkdown(leaf, full), 200, { 'Content-Type': 'text/markdown; charset=utf-8' })
      case 'html':
        return c.html(renderBareLeaf(leaf, full, { href: sheetPath }))
    }
  }
  return new Hono()
    .use('/short', framedBy(ownHosts(site.policy)))
    .get('/short', (c) =>
      answer(c, (lang) => {
        const purposes = purposesAsked(site.policy, { purposes: c.req.queries('purpose') ?? [], places: c.req.queries('place') ?? [] })
        return purposes === null || purposes.length === 0 ? null : composeShort(site.policy, lang, purposes)
      }),
    )
    .use('/job-advert', framedBy(ownHosts(site.policy)))
    .get('/job-advert', (c) => answer(c, (lang) => composeJobAdvert(site.policy, lang)))
}

/** Where the whole notice is, in full: what is set into another page has no address of ours to start from. */
function fullFrom(c: Context, lang: Lang): string {
  return new URL(`/?lang=${lang}`, c.req.url).href
}

function ownHosts(policy: Policy): readonly string[] {
  return [...new Set(policy.sites.map(({ host }) => host))].filter((host) => /^[a-z0-9.-]+(:\d+)?$/i.test(host))
}
