import { Page, textOf } from '../../ui/index.ts'
import { say, sayDay } from '../../policy/text/index.ts'
import type { Lang } from '../../policy/text/index.ts'
import type { Item } from './fifteen.ts'
import { TablePart, type ShownTable } from './table-part.tsx'

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
          {of.tables.map((table) => <TablePart lang={lang} of={table} />)}
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
