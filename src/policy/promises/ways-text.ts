import { listText, say } from '../text/index.ts'
import type { Text } from '../text/index.ts'

const known = ['page', 'email', 'letter', 'phone', 'link', 'account', 'sms', 'browser', 'visit'] as const

/** One of the ways that a policy names, as the end of a sentence; null for a word that is its own. */
export function wayText(way: string): Text | null {
  const named = known.find((one) => one === way)
  return named === undefined ? null : say(`notice.way-${named}`)
}

/** `med länken i varje utskick, på vår webbplats eller med e-post`; null where none is known. */
export function waysText(ways: readonly string[]): Text | null {
  const said = ways.map(wayText).filter((one) => one !== null)
  return said.length === 0 ? null : listText(said, 'or')
}
