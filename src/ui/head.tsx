import type { Child, FC } from 'hono/jsx'
import { raw } from 'hono/html'
import { style } from './style.ts'

export interface HeadProps {
  readonly title: string
  readonly organisation: string
  /** A served page links the style sheet; a file that is to stand alone carries it. */
  readonly sheet: { readonly href: string } | 'inline'
  readonly children?: Child
}

/** The head of every page; what only some say comes before the style sheet. */
export const Head: FC<HeadProps> = (props) => (
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>{`${props.title} · ${props.organisation}`}</title>
    {props.children}
    {props.sheet === 'inline' ? <style>{raw(style)}</style> : <link rel="stylesheet" href={props.sheet.href} />}
  </head>
)
