import type { FC } from 'hono/jsx'
import { say, sayDay } from '../policy/text/index.ts'
import type { Lang } from '../policy/text/index.ts'
import { Mark, Page, textOf } from '../ui/index.ts'
import type { Link } from '../ui/index.ts'
import type { Block, Cell, NoticeDocument, PromiseLine } from './document.ts'
import type { Marks, MarkView } from './marks.ts'

export interface Frame {
  /** Where the other languages, the promises and the versions are; null in a file that stands alone. */
  readonly links: readonly Link[]
  readonly promises: string | null
  readonly versions: string | null
  readonly requests: string | null
  readonly home: string
  readonly sheet: { readonly href: string } | 'inline'
  readonly clock?: string | undefined
}

/** The notice as a page: complete without JavaScript, printable, and standing alone when `sheet` is `inline`. */
export function renderHtml(notice: NoticeDocument, marks: Marks | null, frame: Frame): string {
  return textOf(<NoticePage notice={notice} marks={marks} frame={frame} />)
}

const NoticePage: FC<{ notice: NoticeDocument; marks: Marks | null; frame: Frame }> = ({ notice, marks, frame }) => {
  const { lang } = notice
  const marked = marks !== null && marks.of.size > 0
  return (
    <Page
      lang={lang}
      title={say('notice.kind')[lang]}
      organisation={notice.organisation}
      home={frame.home}
      description={say('notice.lead')[lang]}
      beside={
        <>
          {say('notice.kind')[lang]} · {say('notice.effective', { day: sayDay(notice.effective, lang) })[lang]}
          {frame.versions === null ? null : (
            <>
              {' · '}
              <a href={frame.versions}>{say('notice.versions')[lang]}</a>
            </>
          )}
        </>
      }
      links={frame.links}
      skip={say('notice.skip')[lang]}
      navigation={say('notice.navigation')[lang]}
      sheet={frame.sheet}
      clock={frame.clock}
      foot={footOf(notice, marks, marked)}
      aside={<Aside notice={notice} frame={frame} />}
    >
      <h1>{notice.title}</h1>
      <p class="lead">{notice.introduction ?? say('notice.lead')[lang]}</p>
      {marked ? <p class="note">{say('notice.lead-marked')[lang]}</p> : null}
      {marked && marks !== null ? <Standing marks={marks} promises={frame.promises} lang={lang} /> : null}
      {notice.sections.map((section) => (
        <section aria-labelledby={section.name}>
          <h2 id={section.name}>{section.title}</h2>
          {section.blocks.map((block) => (
            <BlockView block={block} marks={marks} />
          ))}
        </section>
      ))}
    </Page>
  )
}

function footOf(notice: NoticeDocument, marks: Marks | null, marked: boolean): string[] {
  const { lang } = notice
  return [
    ...(marked ? [say('notice.foot-marks')[lang]] : []),
    say('notice.foot-controller', { name: notice.organisation, contact: notice.contact ?? '' })[lang],
    ...(notice.authority === null ? [] : [say('notice.supervision', { authority: notice.authority })[lang]]),
    ...(marks?.seal === null || marks === null ? [] : [marks.seal]),
  ]
}

/** How all promises stand, in one glance: figures first, the bar only repeats them. */
export const Standing: FC<{ marks: Marks; promises: string | null; lang: Lang }> = ({ marks, promises, lang }) => (
  <div class="standing">
    <p>
      <b>{marks.total}</b>
      {marks.counts.map(({ status, label }) => (
        <span class={`mark ${status}`}>{label}</span>
      ))}
    </p>
    <div class="meter" aria-hidden="true">
      {marks.counts.flatMap(({ status, count }) => Array.from({ length: count }, () => <i class={status} />))}
    </div>
    <small class="note">
      {marks.checked}
      {promises === null ? null : (
        <>
          {marks.checked === null ? '' : ' · '}
          <a href={promises}>{say('notice.promises-link')[lang]}</a>
        </>
      )}
    </small>
  </div>
)

const BlockView: FC<{ block: Block; marks: Marks | null }> = ({ block, marks }) => {
  switch (block.kind) {
    case 'text':
      return <p>{block.text}</p>
    case 'heading':
      return <h3>{block.text}</h3>
    case 'facts':
      return (
        <dl class="facts">
          {block.rows.map(([term, description]) => (
            <>
              <dt>{term}</dt>
              <dd>{description}</dd>
            </>
          ))}
        </dl>
      )
    case 'list':
      return (
        <ul>
          {block.items.map((item) => (
            <li>{item}</li>
          ))}
        </ul>
      )
    case 'table':
      return <Table head={block.head} rows={block.rows} />
    case 'promises':
      return (
        <ul class="promises">
          {block.promises.map((promise) => (
            <li id={promise.id}>
              <PromiseView promise={promise} mark={marks?.of.get(promise.id)} />
            </li>
          ))}
        </ul>
      )
  }
}

const Table: FC<{ head: readonly string[]; rows: readonly (readonly Cell[])[] }> = ({ head, rows }) => (
  <table class="stack">
    <thead>
      <tr>
        {head.map((title) => (
          <th scope="col">{title}</th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map((row) => (
        <tr>
          {row.map((cell, at) =>
            at === 0 ? (
              <th scope="row">
                <CellView cell={cell} heading />
              </th>
            ) : (
              <td data-label={head[at]}>
                <CellView cell={cell} />
              </td>
            ),
          )}
        </tr>
      ))}
    </tbody>
  </table>
)

/** A heading of two parts is a name with its explanation below; other cells of several parts are lists. */
const CellView: FC<{ cell: Cell; heading?: boolean }> = ({ cell, heading = false }) => {
  if (typeof cell === 'string') return <>{cell}</>
  if (cell.length < 2) return <>{cell[0] ?? ''}</>
  if (heading)
    return (
      <>
        {cell[0]}
        <small>{cell.slice(1).join(' ')}</small>
      </>
    )
  return (
    <ul>
      {cell.map((part) => (
        <li>{part}</li>
      ))}
    </ul>
  )
}

/** A promise with its mark; what keeps it folds out without a script. */
export const PromiseView: FC<{ promise: PromiseLine; mark: MarkView | undefined }> = ({ promise, mark }) => {
  if (mark === undefined)
    return (
      <div class="promise">
        <p>{promise.sentence}</p>
      </div>
    )
  return (
    <details>
      <summary class="promise">
        <p>{promise.sentence}</p>
        <Mark status={mark.status} label={mark.label} scope={mark.scope ?? undefined} />
      </summary>
      <div class="proof">
        <dl>
          {mark.proof.map(([term, description]) => (
            <>
              <dt>{term}</dt>
              <dd>{description}</dd>
            </>
          ))}
        </dl>
      </div>
    </details>
  )
}

const Aside: FC<{ notice: NoticeDocument; frame: Frame }> = ({ notice, frame }) => (
  <>
    <h2>{say('notice.rights-short')[notice.lang]}</h2>
    <ul class="rights">
      {notice.rights.map((right) => (
        <li>
          <a href={frame.requests === null ? '#rights' : `${frame.requests}#${right.right}`}>
            {right.label} {right.within === null ? null : <span>{right.within}</span>}
          </a>
        </li>
      ))}
    </ul>
    <h2 class="on-page">{say('notice.on-page')[notice.lang]}</h2>
    <ul class="toc">
      {notice.sections.map((section) => (
        <li>
          <a href={`#${section.name}`}>{section.title}</a>
        </li>
      ))}
    </ul>
  </>
)
