import type { JSX } from 'hono/jsx/jsx-runtime'

/** The text of a page. None of ours waits for anything while it is made: one that did would be written as `[object Promise]`. */
export function textOf(page: JSX.Element): string {
  const text: unknown = page instanceof Promise ? page : page.toString()
  if (typeof text !== 'string') throw new TypeError('A part of the page is made later than the page.')
  return text
}
