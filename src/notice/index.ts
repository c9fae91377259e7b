import type { marksOf as MarksOf } from './marks-of.ts'

export { composeNotice } from './compose.ts'
export { composeCookies } from './cookie-page.ts'
export { composeJobAdvert } from './job-advert.ts'
export { composeShort, purposesAsked } from './short.ts'
export { itemsOf } from './items.ts'
export type { ItemState } from './items.ts'
export { renderStats, statsOf } from './stats.ts'
export { sectionOrder } from './document.ts'
export type { Block, Leaf, NoticeDocument, PromiseLine, RightLink, Section, SectionName } from './document.ts'
export type { Marks, MarkView } from './marks.ts'
export { PromiseView } from './render-blocks.tsx'
export { renderHtml, Standing } from './render-html.tsx'
export type { Frame } from './render-html.tsx'
export { renderBareLeaf, renderLeaf } from './render-leaf.tsx'
export { noticeJson } from './render-json.ts'
export { renderLeafMarkdown, renderMarkdown } from './render-markdown.ts'

/** Marks come from the database; a notice that is only written out loads none of that. */
export const marksOf: typeof MarksOf = async (work, lang) => (await import('./marks-of.ts')).marksOf(work, lang)
