import type { Child, FC } from 'hono/jsx'
import { raw } from 'hono/html'
import { Head } from './head.tsx'

export interface Link {
  readonly href: string
  readonly label: string
  readonly current?: boolean
  readonly lang?: string
}

export interface PageProps {
  readonly lang: string
  readonly title: string
  readonly organisation: string
  readonly home: string
  /** Beside the organisation's name: what this page is, and since when. */
  readonly beside: Child
  readonly links: readonly Link[]
  readonly skip: string
  readonly navigation: string
  readonly foot: readonly Child[]
  /** A served page links the style sheet; a file that is to stand alone carries it. */
  readonly sheet: { readonly href: string } | 'inline'
  /** Shown on every page while a fixed clock is in force. */
  readonly clock?: string | undefined
  readonly description?: string | undefined
  readonly aside?: Child
  readonly children?: Child
}

export const Page: FC<PageProps> = (props) => (
  <>
    {raw('<!doctype html>')}
    <html lang={props.lang === 'no' ? 'nb' : props.lang}>
      <Head title={props.title} organisation={props.organisation} sheet={props.sheet}>
        {props.description === undefined ? null : <meta name="description" content={props.description} />}
        {props.links.filter((link) => link.lang !== undefined).map((link) => (
          <link rel="alternate" hreflang={link.lang === 'no' ? 'nb' : link.lang} href={link.href} />
        ))}
      </Head>
      <body>
        <a class="skip" href="#main">
          {props.skip}
        </a>
        {props.clock === undefined ? null : (
          <div class="clock" role="note">
            {props.clock}
          </div>
        )}
        <header class="top">
          <div class="bar">
            <strong>
              <a href={props.home}>{props.organisation}</a>
            </strong>
            <span>{props.beside}</span>
            <nav aria-label={props.navigation}>
              {props.links.map((link) => (
                <a href={link.href} hreflang={link.lang === 'no' ? 'nb' : link.lang} lang={link.lang === 'no' ? 'nb' : link.lang} aria-current={link.current === true ? 'true' : undefined}>
                  {link.label}
                </a>
              ))}
            </nav>
          </div>
        </header>
        <main id="main" class={props.aside === undefined ? undefined : 'with-aside'} tabindex={-1}>
          {props.aside === undefined ? props.children : <div>{props.children}</div>}
          {props.aside === undefined ? null : <aside>{props.aside}</aside>}
        </main>
        <footer>
          <div>
            {props.foot.map((part) => (
              <span>{part}</span>
            ))}
          </div>
        </footer>
      </body>
    </html>
  </>
)
