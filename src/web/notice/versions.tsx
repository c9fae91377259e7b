import { Hono } from 'hono'
import type { FC } from 'hono/jsx'
import { renderHtml } from '../../notice/index.ts'
import type { NoticeDocument } from '../../notice/index.ts'
import { say, sayDay } from '../../policy/text/index.ts'
import type { Lang } from '../../policy/text/index.ts'
import { Page } from '../../ui/index.ts'
import { whatChanged } from '../../versions/index.ts'
import type { FrozenPromise, PromiseChange, Version } from '../../versions/index.ts'
import type { Site } from '../deps.ts'
import { clockOf, frameFor, languageLinks, sheetPath } from '../frame.ts'
import { languageOf } from '../language.ts'
import { wantedFormat } from '../wanted-format.ts'

/** All versions with what changed, and each as it was published. */
export function versionPages(site: Site): Hono {
  return new Hono()
    .get('/versions', async (c) => {
      const lang = languageOf(c, site.policy.languages)
      const versions = await site.versions()
      c.header('Content-Language', lang)
      if (wantedFormat(c) === 'json')
        return c.json({ versions: versions.map((version, at) => ({ number: version.number, version: version.version, effective: version.effective, publishedAt: version.publishedAt, changes: changesSince(versions[at + 1], version)?.map(publicChange) ?? null })) })
      return c.html(<VersionsPage site={site} versions={versions} lang={lang} />)
    })
    .get('/versions/:number{[0-9]{1,6}}', async (c) => {
      const lang = languageOf(c, site.policy.languages)
      const number = Number(c.req.param('number'))
      const document = await site.versionDocument(number, lang)
      if (!isDocument(document)) return c.notFound()
      c.header('Content-Language', lang)
      if (wantedFormat(c) === 'json') return c.json(document)
      const as = (document.relations ?? []).map(({ name }) => name).filter((name) => c.req.queries('as')?.includes(name) === true)
      // The cookies of then stand in it: the page of cookies has those of today.
      return c.html(renderHtml(document, null, { ...frameFor(site, `/versions/${number}`, lang, as), cookies: null }))
    })
}

/** Written by this program when the version was published; looked at only to tell a missing one. */
function isDocument(found: unknown): found is NoticeDocument {
  return typeof found === 'object' && found !== null && 'sections' in found
}

function changesSince(before: Version | undefined, after: Version): PromiseChange[] | null {
  return before === undefined ? null : whatChanged(before.promises, after.promises)
}

/** As anybody may read it: what a promise says as data may name what only the organisation knows. */
function publicChange({ id, change, why, before, after }: PromiseChange): unknown {
  const said = (promise: FrozenPromise | null): unknown => (promise === null ? null : { id: promise.id, kind: promise.kind, sentence: promise.sentence })
  return { id, change, why, before: said(before), after: said(after) }
}

const VersionsPage: FC<{ site: Site; versions: readonly Version[]; lang: Lang }> = ({ site, versions, lang }) => (
  <Page
    lang={lang}
    title={say('pages.versions')[lang]}
    organisation={[...site.policy.controllers.values()][0]?.title ?? ''}
    home={`/?lang=${lang}`}
    beside={<a href={`/?lang=${lang}`}>{say('pages.notice')[lang]}</a>}
    links={languageLinks(site, '/versions', lang)}
    skip={say('notice.skip')[lang]}
    navigation={say('notice.navigation')[lang]}
    sheet={{ href: sheetPath }}
    {...clockOf(site, lang)}
    foot={[]}
  >
    <h1>{say('pages.versions-title')[lang]}</h1>
    <p class="lead">{say('pages.versions-lead')[lang]}</p>
    <ol class="versions">
      {versions.map((version, at) => (
        <li>
          <h2>
            <a href={`/versions/${version.number}?lang=${lang}`}>{say('pages.version', { number: version.number })[lang]}</a>
          </h2>
          <p class="note">
            {say('notice.effective', { day: sayDay(version.effective, lang) })[lang]}
            {version.version === site.policy.version ? ` · ${say('pages.version-current')[lang]}` : ''}
          </p>
          <Changes changes={changesSince(versions[at + 1], version)} lang={lang} />
        </li>
      ))}
    </ol>
  </Page>
)

const Changes: FC<{ changes: readonly PromiseChange[] | null; lang: Lang }> = ({ changes, lang }) => {
  if (changes === null) return <p>{say('pages.version-first')[lang]}</p>
  if (changes.length === 0) return <p>{say('pages.version-same')[lang]}</p>
  return (
    <>
      {changes.map((change) => (
        <div class="change">
          <b>{say(`pages.${change.change}`)[lang]}</b>
          <span>
            {(change.after ?? change.before)?.sentence[lang]}
            {change.why === null ? null : <span class="note"> {change.why[lang]}.</span>}
            {change.after !== null && change.before !== null ? <span class="note"> {say('pages.was', { sentence: change.before.sentence })[lang]}</span> : null}
          </span>
        </div>
      ))}
    </>
  )
}
