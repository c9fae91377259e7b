import type { FC } from 'hono/jsx'
import { say, sayDay } from '../policy/text/index.ts'
import { Page, textOf } from '../ui/index.ts'
import { headingOf } from './headings.ts'
import type { ColumnName, Register } from './register.ts'

/** The columns of the overview; all of them stand below, by processing. */
const overview: Readonly<Record<Register['as'], readonly ColumnName[]>> = { controller: ['purpose', 'ground', 'retention'], processor: ['categories', 'for', 'third-country'] }

/** The registers as one page that stands alone, readable without JavaScript and on paper. */
export function renderRegister(registers: readonly Register[]): string {
  return textOf(<RegisterPage registers={registers} />)
}

const RegisterPage: FC<{ registers: readonly Register[] }> = ({ registers }) => {
  const [first] = registers
  if (first === undefined) return <></>
  const { lang, as, version, effective } = first
  const lead = say('register.lead', { day: sayDay(effective, lang), version: version.slice(0, 12) })[lang]
  return (
    <Page
      lang={lang}
      title={say('register.title')[lang]}
      organisation={registers.map((one) => one.organisation).join(', ')}
      home="#main"
      beside={say(as === 'controller' ? 'register.of-controller' : 'register.of-processor')[lang]}
      links={[]}
      skip={say('notice.skip')[lang]}
      navigation={say('notice.navigation')[lang]}
      sheet="inline"
      foot={[lead]}
    >
      <h1>{say('register.title')[lang]}</h1>
      <p class="lead">{lead}</p>
      {registers.map((register) => (
        <Part register={register} alone={registers.length === 1} />
      ))}
    </Page>
  )
}

const Part: FC<{ register: Register; alone: boolean }> = ({ register, alone }) => {
  const { lang, entries, columns, organisation, name, as } = register
  return (
    <section aria-labelledby={`of-${name}`}>
      <h2 id={`of-${name}`}>{alone ? say('register.overview')[lang] : organisation}</h2>
      {entries.length === 0 ? (
        <p>{say('register.nothing')[lang]}</p>
      ) : (
        <table class="stack">
          <thead>
            <tr>
              {overview[as].map((column) => (
                <th scope="col">{headingOf(column, lang)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <tr>
                {overview[as].map((column, at) =>
                  at === 0 ? (
                    <th scope="row">
                      <a href={`#${name}-${entry.ref}`}>{entry.title}</a>
                    </th>
                  ) : (
                    <td data-label={headingOf(column, lang)}>
                      <Lines lines={entry.cells.get(column) ?? []} />
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {entries.map((entry) => (
        <div>
          <h3 id={`${name}-${entry.ref}`}>{entry.title}</h3>
          <dl class="facts">
            {columns
              .filter((column) => (entry.cells.get(column) ?? []).length > 0)
              .map((column) => (
                <>
                  <dt>{headingOf(column, lang)}</dt>
                  <dd>{column === 'rule' ? <code>{entry.cells.get(column)?.[0]}</code> : <Lines lines={entry.cells.get(column) ?? []} />}</dd>
                </>
              ))}
          </dl>
        </div>
      ))}
    </section>
  )
}

const Lines: FC<{ lines: readonly string[] }> = ({ lines }) =>
  lines.length < 2 ? (
    <>{lines[0] ?? ''}</>
  ) : (
    <ul>
      {lines.map((line) => (
        <li>{line}</li>
      ))}
    </ul>
  )
