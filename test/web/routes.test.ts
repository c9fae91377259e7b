import { describe, expect, it } from 'vitest'
import { schedule } from '../../src/app/jobs.ts'
import { routeMap, routes } from '../../src/web/routes.tsx'
import { renewalRoutes } from '../../src/web/index.ts'
import type { Site } from '../../src/web/index.ts'

// No page is asked for here: only which there are.
const site = { policy: { languages: ['sv'], controllers: new Map(), sites: [] }, fixedClock: null } as unknown as Site

const written = (): string[] => routeMap.map(([method, path, role]) => `${role.padEnd(16)} ${method.padEnd(5)} ${path}`)

/** The routes that the program answers, without what runs before each; the sheet's name holds its content's hash. */
function answered(): string[] {
  const app = routes(site, [renewalRoutes({ site, work: () => { throw new Error('not asked for') } })])
  const all = app.routes.filter(({ method }) => method !== 'ALL')
  return all.map(({ method, path }) => `${method} ${path.replace(/\{.*\}$/, '').replace(/style\.[0-9a-f]{12}\.css$/, 'style.css')}`)
}

describe('who may call what', () => {
  it('is this', () => {
    expect(written().join('\n')).toMatchInlineSnapshot(`
      "public           GET   /
      public           GET   /cookies
      public           GET   /short
      public           GET   /job-advert
      public           GET   /promises
      public           GET   /versions
      public           GET   /versions/:number
      public           GET   /assets/style.css
      person-by-token  GET   /renew/:token
      person-by-token  POST  /renew/:token
      operator         GET   /healthz
      operator         GET   /readyz
      operator         GET   /metrics"
    `)
  })

  it('and nothing else is answered', () => {
    expect(answered().toSorted()).toEqual(routeMap.map(([method, path]) => `${method} ${path}`).toSorted())
  })
})

it('jobs run when this says', () => {
  expect(schedule.map(({ name, cron, whileBehind }) => `${name.padEnd(8)} ${cron}${whileBehind === true ? '   also while the ledger is behind' : ''}`).join('\n')).toMatchInlineSnapshot(`
    "observe  */15 * * * *
    sweep    0 2 * * *
    tidy     15 3 * * *
    audit    30 4 * * *   also while the ledger is behind
    remind   0 8 * * *
    deliver  * * * * *
    seal     * * * * *"
  `)
})
