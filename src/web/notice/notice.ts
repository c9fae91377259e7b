import { Hono } from 'hono'
import type { Context } from 'hono'
import { composeNotice, noticeJson, renderHtml, renderMarkdown } from '../../notice/index.ts'
import type { NoticeDocument } from '../../notice/index.ts'
import type { Policy } from '../../policy/model/index.ts'
import type { Lang } from '../../policy/text/index.ts'
import type { Site } from '../deps.ts'
import { frameFor } from '../frame.ts'
import { languageOf } from '../language.ts'
import { wantedFormat } from '../wanted-format.ts'

/** The notice itself: composed once per language, the marks read anew for every view. */
export function noticePage(site: Site): Hono {
  const documents = new Map<Lang, NoticeDocument>()
  const documentIn = (lang: Lang): NoticeDocument => {
    const known = documents.get(lang) ?? composeNotice(site.policy, lang)
    documents.set(lang, known)
    return known
  }
  return new Hono().get('/', async (c) => {
    const lang = languageOf(c, site.policy.languages)
    const document = documentIn(lang)
    const marks = await site.marks(lang)
    const as = chosenRelations(c, site.policy)
    c.header('Content-Language', lang)
    c.header('Cache-Control', 'no-cache')
    switch (wantedFormat(c)) {
      case 'json':
        return c.json(noticeJson(document, marks, as))
      case 'markdown':
        return c.body(renderMarkdown(document, marks, as), 200, { 'Content-Type': 'text/markdown; charset=utf-8' })
      case 'html':
        return c.html(renderHtml(document, marks, frameFor(site, '/', lang, as)))
    }
  })
}

/** `?as=customer-contact`: only relations that the policy knows, each once; anything else shows the whole. */
export function chosenRelations(c: Context, policy: Policy): string[] {
  const asked = new Set(c.req.queries('as') ?? [])
  return [...policy.people.keys()].filter((name) => asked.has(name))
}
