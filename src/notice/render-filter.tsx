import type { FC } from 'hono/jsx'
import { say, sayList } from '../policy/text/index.ts'
import type { NoticeDocument } from './document.ts'

/** The choice of what applies to oneself: a form that a browser without scripts can send. Nothing is chosen beforehand, and nothing is remembered. */
export const RelationFilter: FC<{ notice: NoticeDocument; action: string | null; as: readonly string[] }> = ({ notice, action, as }) => {
  const { lang, relations = [] } = notice
  if (action === null || relations.length < 2) return null
  const chosen = relations.filter(({ name }) => as.includes(name)).map(({ label }) => label)
  return (
    <details class="filter" open={as.length > 0}>
      <summary>
        <p>{say('notice.filter')[lang]}</p>
      </summary>
      <form method="get" action={action}>
        <input type="hidden" name="lang" value={lang} />
        <fieldset>
          <legend>{say('notice.filter-as')[lang]}</legend>
          {relations.map(({ name, label }) => (
            <label>
              <input type="checkbox" name="as" value={name} checked={as.includes(name)} />
              {label}
            </label>
          ))}
        </fieldset>
        <p>
          <button type="submit">{say('notice.filter-show')[lang]}</button>
          {as.length === 0 ? null : <a href={`${action}?lang=${lang}`}>{say('notice.filter-all')[lang]}</a>}
        </p>
      </form>
      {chosen.length === 0 ? null : (
        <p class="note" role="status">
          {say('notice.filtered', { people: sayList(chosen, lang, 'or') })[lang]}
        </p>
      )}
    </details>
  )
}
