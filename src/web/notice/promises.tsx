import { Hono } from 'hono'
import type { FC } from 'hono/jsx'
import { composeNotice, PromiseView, Standing } from '../../notice/index.ts'
import type { Marks, NoticeDocument, PromiseLine } from '../../notice/index.ts'
import { say } from '../../policy/text/index.ts'
import { Page } from '../../ui/index.ts'
import type { PublicStatus } from '../../ui/index.ts'
import type { Site } from '../deps.ts'
import { clockOf, languageLinks, sheetPath } from '../frame.ts'
import { languageOf } from '../language.ts'
import { wantedFormat } from '../wanted-format.ts'

const gravest: readonly PublicStatus[] = ['deviation', 'being-checked', 'at-risk', 'kept', 'no-occasion', 'not-yet-shown']

/** Every promise on one page, what needs attention first; as JSON with a status on each. */
export function promisesPage(site: Site): Hono {
  return new Hono().get('/promises', async (c) => {
    const lang = languageOf(c, site.policy.languages)
    const document = composeNotice(site.policy, lang)
    const marks = await site.marks(lang)
    c.header('Content-Language', lang)
    c.header('Cache-Control', 'no-cache')
    if (wantedFormat(c) === 'json') return c.json(promisesJson(document, marks))
    return c.html(<PromisesPage site={site} document={document} marks={marks} />)
  })
}

function linesOf(document: NoticeDocument): PromiseLine[] {
  return document.sections.flatMap((section) => section.blocks.flatMap((block) => (block.kind === 'promises' ? block.promises : [])))
}

function promisesJson(document: NoticeDocument, marks: Marks | null): object {
  return {
    organisation: document.organisation,
    version: document.version,
    effective: document.effective,
    checked: marks?.checked ?? null,
    promises: linesOf(document).map((line) => {
      const mark = marks?.of.get(line.id)
      return { ...line, status: mark?.status ?? null, ...(mark === undefined ? {} : { label: mark.label, scope: mark.scope, proof: Object.fromEntries(mark.proof) }) }
    }),
  }
}

const PromisesPage: FC<{ site: Site; document: NoticeDocument; marks: Marks | null }> = ({ site, document, marks }) => {
  const { lang } = document
  const lines = linesOf(document)
  const marked = lines.filter((line) => marks?.of.has(line.id))
  const unmarked = lines.filter((line) => !marks?.of.has(line.id))
  const grouped = gravest.flatMap((status) => {
    const of = marked.filter((line) => marks?.of.get(line.id)?.status === status)
    return of.length === 0 ? [] : [{ status, of, label: marks?.of.get(of[0]?.id ?? '')?.label ?? '' }]
  })
  return (
    <Page
      lang={lang}
      title={say('pages.promises')[lang]}
      organisation={document.organisation}
      home={`/?lang=${lang}`}
      beside={<a href={`/?lang=${lang}`}>{say('pages.notice')[lang]}</a>}
      links={languageLinks(site, '/promises', lang)}
      skip={say('notice.skip')[lang]}
      navigation={say('notice.navigation')[lang]}
      sheet={{ href: sheetPath }}
      {...clockOf(site, lang)}
      foot={[say('notice.foot-marks')[lang], ...(marks?.seal == null ? [] : [marks.seal])]}
    >
      <h1>{say('pages.promises-title')[lang]}</h1>
      <p class="lead">{say('pages.promises-lead')[lang]}</p>
      {marks === null || marked.length === 0 ? null : <Standing marks={marks} promises={null} lang={lang} />}
      {grouped.map(({ status, of, label }) => (
        <section aria-labelledby={status}>
          <h2 id={status}>{label}</h2>
          <ul class="promises">
            {of.map((line) => (
              <li id={line.id}>
                <PromiseView promise={line} mark={marks?.of.get(line.id)} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {unmarked.length === 0 ? null : (
        <section aria-labelledby="unmarked">
          <h2 id="unmarked">{say('pages.unmarked')[lang]}</h2>
          <p class="note">{say('pages.unmarked-why')[lang]}</p>
          <ul class="promises">
            {unmarked.map((line) => (
              <li id={line.id}>
                <PromiseView promise={line} mark={undefined} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </Page>
  )
}
