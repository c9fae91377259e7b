import { say, sayList } from '../../policy/text/index.ts'
import type { Lang } from '../../policy/text/index.ts'
import type { Explained } from './explain.ts'
import type { AccessRow } from './gather.ts'
import type { Cell } from './redact.ts'

export interface ShownTable {
  readonly system: string
  readonly table: string
  readonly file: string
  readonly count: number
  readonly rows: readonly AccessRow[]
}

interface Column {
  readonly name: string
  readonly label: string
}

/** Fields that are there for the same reasons, in which of the rows; empty: in all of them. */
interface Reasons {
  readonly labels: readonly string[]
  readonly field: Explained
  readonly rows: readonly string[]
}

/** A table of the answer: why it is there, said once, and then what it says, row by row. */
export function TablePart({ lang, of }: { readonly lang: Lang; readonly of: ShownTable }) {
  const title = say('requests.rows-of', { table: of.table, system: of.system, n: of.count })[lang]
  const columns = columnsOf(of.rows)
  const filled = columns.filter(({ name }) => of.rows.some((row) => says(cellOf(row, name))))
  const empty = columns.filter((column) => !filled.includes(column)).map((column) => column.label)
  const periods = of.rows.map((row) => periodsOf(row, columns))
  const together = new Set(periods.map((one) => JSON.stringify(one))).size === 1 ? (periods[0] ?? []) : null
  return (
    <section class="rows">
      <h3>{title}</h3>
      {reasonsOf(of.rows, columns).map((reasons) => <ReasonsPart lang={lang} of={reasons} />)}
      {together === null ? null : (
        <>
          <h4>{say('requests.how-long')[lang]}</h4>
          {together.length === 1 ? <p>{capital(together[0]!.text)}</p> : <ul>{together.map((one) => <li>{`${sayList(one.labels, lang)}: ${one.text}`}</li>)}</ul>}
        </>
      )}
      {of.rows.length === 1 ? <OneRow lang={lang} title={title} row={of.rows[0]!} columns={filled} /> : <ManyRows lang={lang} title={title} rows={of.rows} columns={filled} periods={together === null ? periods : null} />}
      {empty.length === 0 ? null : <p>{say('requests.empty-columns', { fields: sayList(empty, lang) })[lang]}</p>}
      {of.count > of.rows.length ? <p>{say('requests.more-in-file', { shown: of.rows.length, n: of.count, file: of.file })[lang]}</p> : null}
    </section>
  )
}

function ReasonsPart({ lang, of: { labels, field, rows } }: { readonly lang: Lang; readonly of: Reasons }) {
  return (
    <>
      <h4>{rows.length === 0 ? capital(sayList(labels, lang)) : `${capital(sayList(labels, lang))} (${say('requests.in-rows', { rows: sayList(rows, lang) })[lang]})`}</h4>
      <dl class="facts">
        <dt>{say('requests.why')[lang]}</dt>
        <dd>{several(field.why)}</dd>
        <dt>{say('requests.ground')[lang]}</dt>
        <dd>{several(field.ground)}</dd>
        <dt>{say('requests.source')[lang]}</dt>
        <dd>{field.source}</dd>
        <dt>{say('requests.recipients')[lang]}</dt>
        <dd>{field.recipients.length === 0 ? say('requests.nobody')[lang] : sayList(field.recipients, lang)}</dd>
      </dl>
    </>
  )
}

function several(said: readonly string[]) {
  return said.length === 1 ? said[0] : <ul>{said.map((one) => <li>{one}</li>)}</ul>
}

function OneRow({ lang, title, row, columns }: { readonly lang: Lang; readonly title: string; readonly row: AccessRow; readonly columns: readonly Column[] }) {
  return (
    <div class="scroll" role="region" aria-label={title} tabindex={0}>
      <table>
        <caption>{captionOf(row, lang)}</caption>
        <tbody>
          {columns.map(({ name, label }) => (
            <tr>
              <th scope="row">{label}</th>
              <td>{shown(cellOf(row, name), lang)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface Rows {
  readonly lang: Lang
  readonly title: string
  readonly rows: readonly AccessRow[]
  readonly columns: readonly Column[]
  readonly periods: readonly (readonly Period[])[] | null
}

function ManyRows({ lang, title, rows, columns, periods }: Rows) {
  const howLong = say('requests.how-long')[lang]
  return (
    <div class="scroll" role="region" aria-label={title} tabindex={0}>
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">{say('requests.key')[lang]}</th>
            {columns.map((column) => <th scope="col">{column.label}</th>)}
            {periods === null ? null : <th scope="col">{howLong}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, n) => (
            <tr>
              <th scope="row">{row.key}{row.tie === 'named' ? <small>{say('requests.named-here')[lang]}</small> : null}</th>
              {columns.map(({ name, label }) => <td data-label={label}>{shown(cellOf(row, name), lang)}</td>)}
              {periods === null ? null : <td data-label={howLong}>{periodText(periods[n] ?? [], lang)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function captionOf(row: AccessRow, lang: Lang): string {
  const key = say('requests.row', { key: row.key })[lang]
  return row.tie === 'named' ? `${key} · ${say('requests.named-here')[lang]}` : key
}

function columnsOf(rows: readonly AccessRow[]): readonly Column[] {
  const labels = new Map<string, string>()
  for (const row of rows) {
    const explained = new Map(row.explained.fields.map((field) => [field.field, field.what]))
    for (const name of row.values.keys()) labels.set(name, explained.get(name) ?? name)
    for (const [name, cell] of row.unmentioned) if (says(cell)) labels.set(name, name)
  }
  const times = new Map<string, number>()
  for (const label of labels.values()) times.set(label, (times.get(label) ?? 0) + 1)
  // Two columns of the same data are told apart by their own names.
  return [...labels].map(([name, label]) => ({ name, label: times.get(label) === 1 ? label : `${label} (${name})` }))
}

const cellOf = (row: AccessRow, name: string): Cell | undefined => row.values.get(name) ?? row.unmentioned.get(name)

const says = (cell: Cell | undefined): boolean => cell !== undefined && (cell.hidden || (cell.value.reveal() ?? '') !== '')

function shown(cell: Cell | undefined, lang: Lang): string {
  if (cell === undefined) return ''
  return cell.hidden ? say('requests.redacted')[lang] : (cell.value.reveal() ?? say('requests.empty')[lang])
}

function reasonsOf(rows: readonly AccessRow[], columns: readonly Column[]): readonly Reasons[] {
  const label = new Map(columns.map((column) => [column.name, column.label]))
  const perField = new Map<string, { readonly key: string; readonly field: Explained; readonly keys: string[] }>()
  for (const row of rows) {
    for (const field of row.explained.fields) {
      if (!label.has(field.field)) continue
      const key = JSON.stringify([field.why, field.ground, field.source, field.recipients])
      const name = `${field.field}\n${key}`
      const known = perField.get(name)
      if (known === undefined) perField.set(name, { key, field, keys: [row.key] })
      else known.keys.push(row.key)
    }
  }
  const groups = new Map<string, { labels: string[]; field: Explained; rows: readonly string[] }>()
  for (const { key, field, keys } of perField.values()) {
    const some = keys.length === rows.length ? [] : keys
    const name = JSON.stringify([key, some])
    const known = groups.get(name)
    if (known === undefined) groups.set(name, { labels: [label.get(field.field)!], field, rows: some })
    else known.labels.push(label.get(field.field)!)
  }
  return [...groups.values()]
}

interface Period {
  readonly text: string
  readonly labels: readonly string[]
}

function periodsOf(row: AccessRow, columns: readonly Column[]): readonly Period[] {
  const by = new Map<string, string[]>()
  for (const { name, label } of columns) {
    const field = row.explained.fields.find((one) => one.field === name)
    if (field === undefined) continue
    by.set(field.howLong, [...(by.get(field.howLong) ?? []), label])
  }
  return [...by].map(([text, labels]) => ({ text, labels }))
}

function periodText(periods: readonly Period[], lang: Lang) {
  return periods.length === 1 ? periods[0]!.text : several(periods.map((one) => `${sayList(one.labels, lang)}: ${one.text}`))
}

/** A column's own name is written as it is. */
const capital = (text: string): string => (/^[^\s,]*_/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1))
