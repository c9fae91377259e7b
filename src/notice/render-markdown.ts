import { say, sayDay } from '../policy/text/index.ts'
import type { Lang } from '../policy/text/index.ts'
import { narrowed } from './concerns.ts'
import type { Block, Cell, Leaf, NoticeDocument, Piece } from './document.ts'
import type { Marks } from './marks.ts'
import { isLink, pieces } from './outward.ts'

/** The notice as Markdown, for intranets and repositories; with `as` only what is for those relations. */
export function renderMarkdown(notice: NoticeDocument, marks: Marks | null, as: readonly string[] = []): string {
  const { lang } = notice
  const head = [`# ${escape(notice.title)}`, `${escape(notice.organisation)} · ${say('notice.effective', { day: sayDay(notice.effective, lang) })[lang]}`, ...(notice.introduction === null ? [] : [escape(notice.introduction)])]
  const body = notice.sections.flatMap((section) => {
    const blocks = narrowed(section.blocks, as)
    return blocks.length === 0 ? [] : [`## ${escape(section.title)}`, ...blocks.map((block) => renderBlock(block, marks, lang))]
  })
  return `${[...head, ...body].join('\n\n')}\n`
}

export function renderLeafMarkdown(leaf: Leaf, full: string | null): string {
  const more = full === null ? [] : [`[${say('layers.more')[leaf.lang]}](${full})`]
  return `${[`${leaf.layer === 'job-advert' ? '**' : '# '}${escape(leaf.title)}${leaf.layer === 'job-advert' ? '**' : ''}`, ...leaf.blocks.map((block) => renderBlock(block, null, leaf.lang)), ...more].join('\n\n')}\n`
}

function renderBlock(block: Block, marks: Marks | null, lang: Lang): string {
  switch (block.kind) {
    case 'text':
      return escape(block.text)
    case 'heading':
      return `### ${escape(block.text)}`
    case 'facts':
      return facts(block.rows, lang)
    case 'list':
      return block.items.map((item) => `- ${piece(item, lang)}`).join('\n')
    case 'entries':
      return block.entries.map((entry) => [`### ${escape(entry.title)}`, ...(entry.text === null ? [] : [escape(entry.text)]), facts(entry.facts, lang)].join('\n\n')).join('\n\n')
    case 'table':
      return [row(block.head, lang), `|${' --- |'.repeat(block.head.length)}`, ...block.rows.map((cells) => row(cells, lang))].join('\n')
    case 'promises':
      return block.promises
        .map((promise) => {
          const mark = marks?.of.get(promise.id)
          return `- ${escape(promise.sentence)}${mark === undefined ? '' : ` _(${escape(mark.label)})_`}`
        })
        .join('\n')
  }
}

function facts(rows: readonly (readonly [string, Cell])[], lang: Lang): string {
  return rows.map(([term, description]) => `- **${escape(term)}**: ${cell(description, '; ', lang)}`).join('\n')
}

function row(cells: readonly Cell[], lang: Lang): string {
  return `| ${cells.map((one) => cell(one, '<br>', lang)).join(' | ')} |`
}

/** In a line sentences stand after each other, and what is none is divided from the next. */
function cell(said: Cell, between: string, lang: Lang): string {
  return pieces(said)
    .map((one) => piece(one, lang))
    .reduce((before, one) => (before === '' ? one : `${before}${between !== '; ' ? between : /[.!?]$/.test(before) ? ' ' : /[.!?]$/.test(one) ? '. ' : between}${one}`), '')
}

function piece(said: Piece, lang: Lang): string {
  return isLink(said) ? `[${escape(said.text)}](${said.href.replace(/[()\s]/g, encodeURIComponent)}) (${say('notice.outward')[lang]})` : escape(said)
}

/** What a policy says is text, never markup. */
function escape(said: string): string {
  return said.replace(/[\\`*_[\]<>|#]/g, (sign) => `\\${sign}`).replaceAll('\n', ' ')
}
