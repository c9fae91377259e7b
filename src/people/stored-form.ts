import type { Anchor } from '../policy/model/index.ts'
import type { DateFact } from '../policy/decide/index.ts'
import type { Ref } from '../systems/index.ts'

// How dates and links stand in a column: short texts, since there are millions of them and JSON is twice as long and
// four times as slow to read. Many rows bear the same dates, so what was read last is remembered, up to a bound.

const unit = '\x1f'
const record = '\x1e'
const noDates: ReadonlyMap<Anchor, DateFact> = new Map()
const noLinks: readonly Ref[] = []
const remembered = new Map<string, ReadonlyMap<Anchor, DateFact>>()
const most = 20_000

export function datesText(dates: ReadonlyMap<Anchor, DateFact>): string | null {
  if (dates.size === 0) return null
  let text = ''
  for (const [anchor, day] of dates) text += text === '' ? `${anchor}=${day}` : `;${anchor}=${day}`
  return text
}

export function datesOf(text: string | null): ReadonlyMap<Anchor, DateFact> {
  if (text === null) return noDates
  const known = remembered.get(text)
  if (known !== undefined) return known
  const dates = new Map<Anchor, DateFact>()
  for (const part of text.split(';')) {
    const at = part.lastIndexOf('=')
    dates.set(part.slice(0, at), part.slice(at + 1) as DateFact)
  }
  if (remembered.size >= most) remembered.clear()
  remembered.set(text, dates)
  return dates
}

/** null where there are none; undefined where a key holds our own separator, which no link can then be written with. */
export function linksText(links: readonly Ref[]): string | null | undefined {
  if (links.length === 0) return null
  if (links.length === 1) return linkText(links[0]!)
  const texts = new Set<string>()
  for (const link of links) {
    const text = linkText(link)
    if (text === undefined) return undefined
    texts.add(text)
  }
  return [...texts].join(record)
}

export function linksOf(text: string | null): readonly Ref[] {
  if (text === null) return noLinks
  return text.includes(record) ? text.split(record).map(linkOf) : [linkOf(text)]
}

function linkText({ table, key }: Ref): string | undefined {
  return key.includes(record) ? undefined : table + unit + key
}

function linkOf(text: string): Ref {
  const at = text.indexOf(unit)
  return { table: text.slice(0, at), key: text.slice(at + 1) }
}
