import type { Child, FC } from 'hono/jsx'
import { raw } from 'hono/html'
import { style } from './style.ts'

interface BarePageProps {
  readonly lang: string
  readonly title: string
  readonly organisation: string
  readonly sheet: { readonly href: string } | 'inline'
  readonly children?: Child
}

/** A page without head and foot, to stand inside somebody else's: links lead out of the frame. */
export const BarePage: FC<BarePageProps> = (props) => (
  <>
    {raw('<!doctype html>')}
    <html lang={props.lang === 'no' ? 'nb' : props.lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${props.title} · ${props.organisation}`}</title>
        <base target="_top" />
        {props.sheet === 'inline' ? <style>{raw(style)}</style> : <link rel="stylesheet" href={props.sheet.href} />}
      </head>
      <body class="bare">
        <main id="main">{props.children}</main>
      </body>
    </html>
  </>
)
