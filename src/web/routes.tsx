import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { say } from '../policy/text/index.ts'
import { errorCode, isProblem, log, problem, problemDetails } from '../platform/index.ts'
import { Page, style } from '../ui/index.ts'
import type { Site } from './deps.ts'
import { clockOf, languageLinks, sheetPath } from './frame.ts'
import { healthPages } from './health/health.ts'
import { sameOrigin, secureHeaders } from './headers.ts'
import { languageOf } from './language.ts'
import { cookiesPage } from './notice/cookies.ts'
import { noticePage } from './notice/notice.ts'
import { promisesPage } from './notice/promises.tsx'
import { shortPages } from './notice/short.ts'
import { versionPages } from './notice/versions.tsx'
import { wantedFormat } from './wanted-format.ts'

/** Who may call a route. `public` is anybody; `operator` is kept to the machine or the proxy in front. */
export type Role = 'public' | 'operator' | 'person-by-token'

/** The whole URL map. A route that is not here does not exist; a test compares the two. */
export const routeMap: readonly (readonly [method: string, path: string, role: Role])[] = [
  ['GET', '/', 'public'],
  ['GET', '/cookies', 'public'],
  ['GET', '/short', 'public'],
  ['GET', '/job-advert', 'public'],
  ['GET', '/promises', 'public'],
  ['GET', '/versions', 'public'],
  ['GET', '/versions/:number', 'public'],
  ['GET', '/assets/style.css', 'public'],
  ['GET', '/renew/:token', 'person-by-token'],
  ['POST', '/renew/:token', 'person-by-token'],
  ['GET', '/healthz', 'operator'],
  ['GET', '/readyz', 'operator'],
  ['GET', '/metrics', 'operator'],
]

export function routes(site: Site, more: readonly Hono[] = []): Hono {
  const app = new Hono()
  app.use(secureHeaders)
  app.use(sameOrigin())
  app.use(bodyLimit({ maxSize: 64 * 1024, onError: () => { throw problem('http.too-large', { attempted: 'take in a request of more than 64 kB', next: 'Send less.' }) } }))
  app.get(sheetPath, (c) => c.body(style, 200, { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'public, max-age=31536000, immutable' }))
  app.route('/', noticePage(site))
  app.route('/', cookiesPage(site))
  app.route('/', shortPages(site))
  app.route('/', promisesPage(site))
  app.route('/', versionPages(site))
  app.route('/', healthPages(site))
  for (const part of more) app.route('/', part)
  app.notFound((c) => {
    if (wantedFormat(c) === 'json') return c.json(problemDetails(problem('http.not-found', { attempted: 'find the page', next: 'Look at / for what there is.' })), 404, { 'Content-Type': 'application/problem+json' })
    const lang = languageOf(c, site.policy.languages)
    return c.html(<Plain site={site} lang={lang} title={say('pages.not-found')[lang]} next={say('pages.not-found-next')[lang]} />, 404)
  })
  app.onError((error, c) => {
    const found = isProblem(error) ? error : problem('internal.unexpected', { attempted: 'answer a request', next: 'Try again; if it returns, look in the log for its time.' })
    if (found.status >= 500) log.error('http.failed', { code: errorCode(error) })
    if (wantedFormat(c) === 'json') return c.json(problemDetails(found), found.status as 500, { 'Content-Type': 'application/problem+json' })
    const lang = languageOf(c, site.policy.languages)
    return c.html(<Plain site={site} lang={lang} title={say('pages.failed')[lang]} next={say('pages.failed-next')[lang]} />, found.status as 500)
  })
  return app
}

const Plain = ({ site, lang, title, next }: { site: Site; lang: ReturnType<typeof languageOf>; title: string; next: string }) => (
  <Page
    lang={lang}
    title={title}
    organisation={[...site.policy.controllers.values()][0]?.title ?? ''}
    home={`/?lang=${lang}`}
    beside=""
    links={languageLinks(site, '/', lang)}
    skip={say('notice.skip')[lang]}
    navigation={say('notice.navigation')[lang]}
    sheet={{ href: sheetPath }}
    {...clockOf(site, lang)}
    foot={[]}
  >
    <h1>{title}</h1>
    <p>
      <a href={`/?lang=${lang}`}>{next}</a>
    </p>
  </Page>
)
