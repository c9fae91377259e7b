import { say, sayDay } from '../policy/text/index.ts'
import type { Block, Cell, NoticeDocument } from './document.ts'
import type { Marks } from './marks.ts'

/** The notice as Markdown, for intranets and repositories. */
export function renderMarkdown(notice: NoticeDocument, marks: Marks | null): string {
  const head = [`# ${notice.title}`, `${escape(notice.organisation)} · ${say('notice.effective', { day: sayDay(notice.effective, notice.lang) })[notice.lang]}`, ...(notice.introduction === null ? [] : [escape(notice.introduction)])]
  const body = notice.sections.flatMap((section) => [`## ${section.title}`, ...section.blocks.map((block) => renderBlock(block, marks))])
  return `${[...head, ...body].join('\n\n')}\n`
}

function renderBlock(block: Block, marks: Marks | null): string {
  switch (block.kind) {
    case 'text':
      return escape(block.text)
    case 'heading':
      return `### ${escape(block.text)}`
    case 'facts':
      return block.rows.map(([term, description]) => `- **${escape(term)}**: ${escape(description)}`).join('\n')
    case 'list':
      return block.items.map((item) => `- ${escape(item)}`).join('\n')
    case 'table':
      return [row(block.head), row(block.head.map(() => '---')), ...block.rows.map(row)].join('\n')
    case 'promises':
      return block.promises
        .map((promise) => {
          const mark = marks?.of.get(promise.id)
          return `- ${escape(promise.sentence)}${mark === undefined ? '' : ` _(${escape(mark.label)})_`}`
        })
        .join('\n')
  }
}

function row(cells: readonly Cell[]): string {
  return `| ${cells.map((cell) => (typeof cell === 'string' ? [cell] : cell).map((part) => (part === '---' ? part : escape(part))).join('<br>')).join(' | ')} |`
}

/** What a policy says is text, never markup. */
function escape(said: string): string {
  return said.replace(/[\\`*_[\]<>|#]/g, (sign) => `\\${sign}`).replaceAll('\n', ' ')
}
