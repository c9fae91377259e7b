import { Page, textOf } from '../../ui/index.ts'
import { say, sayDay } from '../../policy/text/index.ts'
import type { Lang } from '../../policy/text/index.ts'
import type { Item } from './fifteen.ts'
import type { AccessRow } from './gather.ts'

export interface ShownTable {
  readonly system: string
  readonly table: string
  readonly file: string
  readonly count: number
  readonly rows: readonly AccessRow[]
}

export interface AccessPage {
  readonly lang: Lang
  readonly organisation: string
  readonly received: string
  readonly items: readonly Item[]
  readonly tables: readonly ShownTable[]
  readonly redactions: number
}

/** The readable part of the answer: a page that stands alone, opened from the unpacked folder. */
export function accessPage(of: AccessPage): string {
  return textOf(<Answer of={of} />)
}

function Answer({ of }: { readonly of: AccessPage }) {
  const { lang } = of
  return (
    <Page
      lang={lang} title={say('requests.access-title')[lang]} organisation={of.organisation} home="#main" beside={say('requests.access-beside', { day: sayDay(of.received, lang) })[lang]}
      links={[]} skip={say('requests.skip')[lang]} navigation={say('requests.navigation')[lang]} foot={of.items.filter((item) => item.name === 'controller').flatMap((item) => item.says)} sheet="inline"
    >
      <h1>{say('requests.access-title')[lang]}</h1>
      {of.items.filter((item) => item.name === 'confirmation').map((item) => <p class="lead">{item.says.join(' ')}</p>)}
      <h2 id="know">{say('requests.summary')[lang]}</h2>
      <dl class="facts">
        {of.items.filter((item) => item.name !== 'confirmation').map((item) => (
          <>
            <dt>{item.heading}</dt>
            <dd>{item.says.length === 1 ? item.says[0] : <ul>{item.says.map((said) => <li>{said}</li>)}</ul>}</dd>
          </>
        ))}
      </dl>
      {of.tables.length === 0 ? null : (
        <>
          <h2 id="tables">{say('requests.tables')[lang]}</h2>
          {of.tables.map((table) => <TableOf lang={lang} of={table} />)}
          <h2 id="hidden">{say('requests.redactions')[lang]}</h2>
          <p>{of.redactions === 0 ? say('requests.redactions-none')[lang] : say('requests.redactions-are', { n: of.redactions })[lang]}</p>
          <h2 id="files">{say('requests.files')[lang]}</h2>
          <p>{say('requests.files-are')[lang]}</p>
          <ul>
            <li><a href="data.json">data.json</a></li>
            <li><a href="schema.json">schema.json</a></li>
            {of.tables.map((table) => <li><a href={table.file}>{table.file}</a></li>)}
            {of.redactions === 0 ? null : <li><a href="redactions.csv">redactions.csv</a></li>}
          </ul>
        </>
      )}
    </Page>
  )
}

function TableOf({ lang, of }: { readonly lang: Lang; readonly of: ShownTable }) {
  return (
    <section>
      <h3>{say('requests.rows-of', { table: of.table, system: of.system, n: of.count })[lang]}</h3>
      {of.rows.map((row) => <RowOf lang={lang} row={row} table={of.table} />)}
      {of.count > of.rows.length ? <p>{say('requests.more-in-file', { shown: of.rows.length, n: of.count, file: of.file })[lang]}</p> : null}
    </section>
  )
}

function RowOf({ lang, row, table }: { readonly lang: Lang; readonly row: AccessRow; readonly table: string }) {
  const title = `${table}: ${say('requests.row', { key: row.key })[lang]}`
  const heads = (['field', 'value', 'why', 'ground', 'source', 'recipients', 'how-long'] as const).map((name) => say(`requests.${name}`)[lang])
  const explained = new Map(row.explained.fields.map((field) => [field.field, field]))
  const cells = [...row.values, ...row.unmentioned].filter(([name, cell]) => row.values.has(name) || cell.hidden || cell.value.reveal() !== null)
  return (
    <div class="scroll" role="region" aria-label={title} tabindex={0}>
      <table class="stack">
        <caption>{say('requests.row', { key: row.key })[lang]}{row.tie === 'named' ? ` · ${say('requests.named-here')[lang]}` : ''}</caption>
        <thead>
          <tr>{heads.map((head) => <th scope="col">{head}</th>)}</tr>
        </thead>
        <tbody>
          {cells.map(([name, cell]) => {
            const field = explained.get(name)
            const value = cell.hidden ? say('requests.redacted')[lang] : (cell.value.reveal() ?? say('requests.empty')[lang])
            return (
              <tr>
                <th scope="row">{field?.what ?? name}</th>
                <td data-label={heads[1]}>{value}</td>
                <td data-label={heads[2]}>{field?.why.join(' ') ?? say('requests.unmentioned')[lang]}</td>
                <td data-label={heads[3]}>{field?.ground.join('; ') ?? ''}</td>
                <td data-label={heads[4]}>{field?.source ?? ''}</td>
                <td data-label={heads[5]}>{field?.recipients.join(', ') ?? ''}</td>
                <td data-label={heads[6]}>{field?.howLong ?? ''}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
