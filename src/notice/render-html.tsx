import type { FC } from 'hono/jsx'
import { say, sayDay } from '../policy/text/index.ts'
import type { Lang } from '../policy/text/index.ts'
import { Page, textOf } from '../ui/index.ts'
import type { Link } from '../ui/index.ts'
import { sectionConcerns } from './concerns.ts'
import type { NoticeDocument } from './document.ts'
import type { Marks } from './marks.ts'
import { Blocks } from './render-blocks.tsx'
import type { View } from './render-blocks.tsx'
import { RelationFilter } from './render-filter.tsx'

export interface Frame {
  /** Where the other languages, the promises and the versions are; null in a file that stands alone. */
  readonly links: readonly Link[]
  readonly promises: string | null
  readonly versions: string | null
  readonly requests: string | null
  readonly cookies: string | null
  /** Where a choice of what applies to oneself is sent; null where there is nobody to answer it. */
  readonly filter: string | null
  /** The relations that the reader chose; none: everything is shown. */
  readonly as: readonly string[]
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
  const as = frame.as.filter((name) => notice.relations?.some((relation) => relation.name === name) === true)
  const view: View = { lang, marks, as, cookies: frame.cookies, heading: 'h3' }
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
      aside={<Aside notice={notice} frame={frame} as={as} />}
    >
      <h1>{notice.title}</h1>
      <p class="lead">{notice.introduction ?? say('notice.lead')[lang]}</p>
      {marked ? <p class="note">{say('notice.lead-marked')[lang]}</p> : null}
      {marked && marks !== null ? <Standing marks={marks} promises={frame.promises} lang={lang} /> : null}
      <RelationFilter notice={notice} action={frame.filter} as={as} />
      {notice.sections.map((section) => (
        <section aria-labelledby={section.name} class={sectionConcerns(section, as) ? undefined : 'other'}>
          <h2 id={section.name}>{section.title}</h2>
          <Blocks blocks={section.blocks} view={view} />
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

const Aside: FC<{ notice: NoticeDocument; frame: Frame; as: readonly string[] }> = ({ notice, frame, as }) => (
  <>
    <h2>{say('notice.rights-short')[notice.lang]}</h2>
    <ul class="rights">
      {notice.rights.map((right) => (
        <li>
          <a href={`${frame.requests ?? ''}#${right.right}`}>
            {right.label} {right.within === null ? null : <span>{right.within}</span>}
          </a>
        </li>
      ))}
    </ul>
    <h2 class="on-page">{say('notice.on-page')[notice.lang]}</h2>
    <ul class="toc">
      {notice.sections.filter((section) => sectionConcerns(section, as)).map((section) => (
        <li>
          <a href={`#${section.name}`}>{section.title}</a>
        </li>
      ))}
    </ul>
  </>
)
