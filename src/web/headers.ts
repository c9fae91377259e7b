import type { MiddlewareHandler } from 'hono'
import { problem } from '../platform/index.ts'

/** Nothing from elsewhere, no script, no frame: the pages need none. */
export const policyHeader = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

export const secureHeaders: MiddlewareHandler = async (c, next) => {
  await next()
  if (c.res.headers.get('Content-Security-Policy') === null) c.header('Content-Security-Policy', policyHeader)
  c.header('X-Content-Type-Options', 'nosniff')
  c.header('Referrer-Policy', 'no-referrer')
  c.header('Cross-Origin-Opener-Policy', 'same-origin')
  c.header('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), interest-cohort=()')
  c.header('Vary', 'Accept, Accept-Language', { append: true })
}

/** For what is made to stand in a frame: on these hosts and on our own pages, nowhere else. */
export function framedBy(hosts: readonly string[]): MiddlewareHandler {
  const ancestors = ["'self'", ...hosts.map((host) => `https://${host}`)].join(' ')
  return async (c, next) => {
    await next()
    c.header('Content-Security-Policy', policyHeader.replace("frame-ancestors 'none'", `frame-ancestors ${ancestors}`))
  }
}

/**
 * A change is only taken from our own pages. Checked for every unsafe method and every body type, since a form post is not the
 * only thing a foreign page can send. Mail clients that post one-click unsubscribe send neither header: those routes say so.
 */
export function sameOrigin(openPaths: readonly string[] = []): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD' || c.req.method === 'OPTIONS') return next()
    if (openPaths.some((path) => c.req.path.startsWith(path))) return next()
    const site = c.req.header('sec-fetch-site')
    if (site !== undefined && site !== 'same-origin' && site !== 'none') throw foreign()
    const origin = c.req.header('origin')
    // Our pages send no referrer, and browsers then write `Origin: null` on their forms too: what the browser says of the site decides.
    if (origin === undefined || origin === 'null') {
      if (site === undefined) throw foreign()
      return next()
    }
    if (!URL.canParse(origin) || new URL(origin).host !== c.req.header('host')) throw foreign()
    return next()
  }
}

function foreign(): Error {
  return problem('http.foreign-origin', { attempted: 'change something from a page that is not ours', next: 'Open the page again and use the button there.' })
}
