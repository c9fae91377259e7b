import type { FC } from 'hono/jsx'
import { raw } from 'hono/html'
import { Head, type HeadProps } from './head.tsx'

interface BarePageProps extends HeadProps {
  readonly lang: string
}

/** A page without head and foot, to stand inside somebody else's: links lead out of the frame. */
export const BarePage: FC<BarePageProps> = (props) => (
  <>
    {raw('<!doctype html>')}
    <html lang={props.lang === 'no' ? 'nb' : props.lang}>
      <Head title={props.title} organisation={props.organisation} sheet={props.sheet}>
        <base target="_top" />
      </Head>
      <body class="bare">
        <main id="main">{props.children}</main>
      </body>
    </html>
  </>
)
