import { Hono } from 'hono'
import type { Site } from '../deps.ts'

/** For those who run it: alive, ready, and figures. Nothing here concerns a person. */
export function healthPages(site: Site): Hono {
  return new Hono()
    .get('/healthz', (c) => c.json({ status: 'ok' }))
    .get('/readyz', async (c) => {
      const missing = await site.notReady()
      return c.json({ status: missing.length === 0 ? 'ready' : 'not-ready', missing }, missing.length === 0 ? 200 : 503)
    })
    .get('/metrics', async (c) => c.text(await site.metrics(), 200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' }))
}
