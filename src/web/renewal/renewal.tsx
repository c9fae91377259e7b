import { Hono } from 'hono'
import type { Context } from 'hono'
import type { FC } from 'hono/jsx'
import { organisationOf, purposesText, renew, renewalOf, spoken } from '../../retention/index.ts'
import type { Renewal } from '../../retention/index.ts'
import { say } from '../../policy/text/index.ts'
import type { Lang } from '../../policy/text/index.ts'
import { Page } from '../../ui/index.ts'
import type { Work } from '../../work/index.ts'
import type { Site } from '../deps.ts'
import { clockOf, languageLinks, sheetPath } from '../frame.ts'
import { sameOrigin } from '../headers.ts'
import { languageOf } from '../language.ts'

export interface RenewalDeps {
  readonly site: Site
  readonly work: () => Work
}

/** Role of both routes: the person, by the token of a letter. Looking changes nothing; the button does. */
export function renewalRoutes({ site, work }: RenewalDeps): Hono {
  const show = (c: Context, renewal: Renewal) => {
    const lang = languageOf(c, site.policy.languages)
    c.header('Content-Language', lang)
    c.header('Cache-Control', 'no-store')
    c.header('X-Robots-Tag', 'noindex')
    return c.html(<RenewalPage site={site} lang={lang} path={c.req.path} renewal={renewal} />, renewal.state === 'unknown' ? 404 : renewal.state === 'gone' ? 410 : 200)
  }
  return new Hono()
    .use('/renew/*', sameOrigin())
    .get('/renew/:token', async (c) => show(c, await renewalOf(work(), c.req.param('token'))))
    .post('/renew/:token', async (c) => show(c, await renew(work(), { kind: 'person' }, c.req.param('token'))))
}

const RenewalPage: FC<{ site: Site; lang: Lang; path: string; renewal: Renewal }> = ({ site, lang, path, renewal }) => {
  const controller = renewal.state === 'unknown' ? ([...site.policy.controllers.keys()][0] ?? '') : renewal.controller
  const organisation = organisationOf(site.policy, controller)
  const title = say(titles[renewal.state])[lang]
  return (
    <Page
      lang={lang}
      title={title}
      organisation={organisation}
      home={`/?lang=${lang}`}
      beside={<a href={`/?lang=${lang}`}>{say('pages.notice')[lang]}</a>}
      links={languageLinks(site, path, lang)}
      skip={say('notice.skip')[lang]}
      navigation={say('notice.navigation')[lang]}
      sheet={{ href: sheetPath }}
      {...clockOf(site, lang)}
      foot={[]}
    >
      <h1>{title}</h1>
      <Body site={site} lang={lang} path={path} organisation={organisation} renewal={renewal} />
    </Page>
  )
}

const titles = { open: 'retention.page-title', renewed: 'retention.renewed-title', gone: 'retention.gone-title', unknown: 'retention.unknown-title' } as const

const Body: FC<{ site: Site; lang: Lang; path: string; organisation: string; renewal: Renewal }> = ({ site, lang, path, organisation, renewal }) => {
  switch (renewal.state) {
    case 'open':
      return (
        <>
          <p class="lead">{say('retention.page-lead', { organisation, purposes: purposesText(site.policy, renewal.purposes), day: spoken(renewal.removeOn) })[lang]}</p>
          <p>{say('retention.page-does')[lang]}</p>
          <form method="post" action={`${path}?lang=${lang}`}>
            <button type="submit">{say('retention.page-button')[lang]}</button>
          </form>
        </>
      )
    case 'renewed':
      return <p class="lead">{(renewal.until === null ? say('retention.renewed-open', { day: spoken(renewal.on) }) : say('retention.renewed', { day: spoken(renewal.on), until: spoken(renewal.until) }))[lang]}</p>
    case 'gone':
      return <p class="lead">{say('retention.gone', { organisation })[lang]}</p>
    case 'unknown':
      return <p class="lead">{say('retention.unknown', { contact: contactOf(site) })[lang]}</p>
  }
}

function contactOf(site: Site): string {
  const [controller] = site.policy.controllers.values()
  return controller?.contact ?? controller?.title ?? ''
}
