import type { Context } from 'hono'
import { lang } from '../policy/text/index.ts'
import type { Lang } from '../policy/text/index.ts'

/** The reader's language among those the policy is published in: by link (`?lang=`), else by Accept-Language, else the first. */
export function languageOf(c: Context, offered: readonly Lang[]): Lang {
  const first = offered[0] ?? 'sv'
  const asked = c.req.query('lang')
  const chosen = asked === undefined ? null : lang(asked)
  if (chosen !== null && offered.includes(chosen)) return chosen
  const accepted = (c.req.header('accept-language') ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';')
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find((found) => found !== undefined)
      return { lang: lang(tag), quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter((entry) => entry.quality > 0)
    .sort((a, b) => b.quality - a.quality)
  for (const entry of accepted) if (entry.lang !== null && offered.includes(entry.lang)) return entry.lang
  return first
}
