import type { Context } from 'hono'
import { accepts } from 'hono/accepts'

export type Format = 'html' | 'json' | 'markdown'

const types: Readonly<Record<string, Format>> = { 'text/html': 'html', 'application/json': 'json', 'text/markdown': 'markdown' }

/** HTML unless the Accept header prefers another form that we have. */
export function wantedFormat(c: Context): Format {
  const type = accepts(c, { header: 'Accept', supports: Object.keys(types), default: 'text/html' })
  return types[type] ?? 'html'
}
