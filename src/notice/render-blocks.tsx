import type { FC } from 'hono/jsx'
import { say } from '../policy/text/index.ts'
import type { Lang } from '../policy/text/index.ts'
import { Mark, Outward } from '../ui/index.ts'
import { blockConcerns, concerns } from './concerns.ts'
import type { Block, Cell, Concern, Entry, Piece, PromiseLine } from './document.ts'
import type { Marks, MarkView } from './marks.ts'
import { isLink, pieces } from './outward.ts'

/** What a block is shown with. What is not for those who read is hidden on the screen by its class, and is there on paper. */
export interface View {
  readonly lang: Lang
  readonly marks: Marks | null
  readonly as: readonly string[]
  /** Where the cookies have their page; null in a file that stands alone, which then has the table itself. */
  readonly cookies: string | null
  /** Of what stands under a section's own heading, or under the page's where there are no sections. */
  readonly heading: 'h2' | 'h3'
}

export const Blocks: FC<{ blocks: readonly Block[]; view: View }> = ({ blocks, view }) => (
  <>
    {blocks.map((block) => (
      <BlockView block={block} view={view} />
    ))}
  </>
)

const BlockView: FC<{ block: Block; view: View }> = ({ block, view }) => {
  const other = blockConcerns(block, view.as) ? undefined : 'other'
  const Heading = view.heading
  switch (block.kind) {
    case 'text':
      return <p class={other}>{unbroken(block.text)}</p>
    case 'heading':
      return (
        <Heading id={block.id} class={other}>
          {block.text}
        </Heading>
      )
    case 'facts':
      return (
        <dl class={named('facts', other)}>
          {block.rows.map(([term, description], at) => (
            <Fact term={term} description={description} whose={block.for?.[at]} view={view} />
          ))}
        </dl>
      )
    case 'list':
      return (
        <ul class={named('plain', other)}>
          {block.items.map((item, at) => (
            <li class={otherwise(block.for?.[at], view)}>
              <PieceView piece={item} lang={view.lang} />
            </li>
          ))}
        </ul>
      )
    case 'entries':
      return (
        <div class={named('entries', other)}>
          {block.entries.map((entry) => (
            <EntryView entry={entry} view={view} />
          ))}
        </div>
      )
    case 'table':
      if (block.page !== 'cookies' || view.cookies === null) return <Table block={block} view={view} className={other} />
      return (
        <>
          <p>
            <a href={view.cookies}>{say('cookies.all')[view.lang]}</a>
          </p>
          <Table block={block} view={view} className="paper" />
        </>
      )
    case 'promises':
      return (
        <ul class={named('promises', other)}>
          {block.promises.map((promise) => (
            <li id={promise.id} class={otherwise(promise.for, view)}>
              <PromiseView promise={promise} mark={view.marks?.of.get(promise.id)} />
            </li>
          ))}
        </ul>
      )
  }
}

function otherwise(whose: Concern | undefined, view: View): string | undefined {
  return concerns(whose, view.as) ? undefined : 'other'
}

function named(name: string, other: string | undefined): string {
  return other === undefined ? name : `${name} ${other}`
}

const Fact: FC<{ term: string; description: Cell; whose: Concern | undefined; view: View }> = ({ term, description, whose, view }) => (
  <div class={otherwise(whose, view)}>
    <dt>{term}</dt>
    {pieces(description).map((piece) => (
      <dd>
        <PieceView piece={piece} lang={view.lang} />
      </dd>
    ))}
  </div>
)

const EntryView: FC<{ entry: Entry; view: View }> = ({ entry, view }) => {
  const Heading = view.heading
  return (
    <div class={named('entry', otherwise(entry.for, view))}>
      <Heading>{entry.title}</Heading>
      {entry.text === null ? null : <p>{unbroken(entry.text)}</p>}
      <dl class="facts">
        {entry.facts.map(([term, description]) => (
          <Fact term={term} description={description} whose={null} view={view} />
        ))}
      </dl>
    </div>
  )
}

const Table: FC<{ block: Extract<Block, { kind: 'table' }>; view: View; className: string | undefined }> = ({ block, view, className }) => (
  <table class={named('stack', className)}>
    <thead>
      <tr>
        {block.head.map((title) => (
          <th scope="col">{title}</th>
        ))}
      </tr>
    </thead>
    <tbody>
      {block.rows.map((row, rowAt) => (
        <tr class={otherwise(block.for?.[rowAt], view)}>
          {row.map((cell, at) =>
            at === 0 ? (
              <th scope="row">
                <CellView cell={cell} lang={view.lang} heading />
              </th>
            ) : (
              <td data-label={block.head[at]} class={cell === '' ? 'empty' : undefined}>
                <CellView cell={cell} lang={view.lang} />
              </td>
            ),
          )}
        </tr>
      ))}
    </tbody>
  </table>
)

/** A heading of two parts is a name with its explanation below; other cells of several parts are lists. */
const CellView: FC<{ cell: Cell; lang: Lang; heading?: boolean }> = ({ cell, lang, heading = false }) => {
  const [first, ...more] = pieces(cell)
  if (first === undefined) return <></>
  if (more.length === 0) return <PieceView piece={first} lang={lang} />
  if (heading)
    return (
      <>
        <PieceView piece={first} lang={lang} />
        <small>
          {more.map((piece) => (
            <PieceView piece={piece} lang={lang} />
          ))}
        </small>
      </>
    )
  return (
    <ul>
      {[first, ...more].map((piece) => (
        <li>
          <PieceView piece={piece} lang={lang} />
        </li>
      ))}
    </ul>
  )
}

const PieceView: FC<{ piece: Piece; lang: Lang }> = ({ piece, lang }) => (isLink(piece) ? <Outward href={piece.href} text={piece.text} says={say('notice.outward')[lang]} /> : <>{unbroken(piece)}</>)

/** A number stays on the line of its sign: `7 kap. 2 §`. */
function unbroken(text: string): string {
  return text.replace(/(\d[a-z]?) (?=kap\.|§)/g, '$1\u00a0').replace(/(kap\.|§+|kapittel|section|chapter|Art) (?=\d)/g, '$1\u00a0')
}

/** A promise with its mark; what keeps it folds out without a script. */
export const PromiseView: FC<{ promise: PromiseLine; mark: MarkView | undefined }> = ({ promise, mark }) => {
  if (mark === undefined)
    return (
      <div class="promise">
        <p>{unbroken(promise.sentence)}</p>
      </div>
    )
  return (
    <details>
      <summary class="promise">
        <p>{unbroken(promise.sentence)}</p>
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
