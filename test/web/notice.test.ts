import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { composeNotice } from '../../src/notice/index.ts'
import { loadPolicy } from '../../src/policy/language/index.ts'
import type { Site } from '../../src/web/index.ts'
import { routes } from '../../src/web/routes.tsx'

const folder = join(import.meta.dirname, '..', '..', 'examples', 'welingo')
const { policy } = loadPolicy({ policy: { file: 'policy.yaml', text: readFileSync(join(folder, 'policy.yaml'), 'utf8') }, systems: null })
if (policy === null) throw new Error('the example does not compile')

/** Pages that ask the database nothing: what they say comes from the policy. */
const site: Site = {
  policy, today: () => policy.effective, marks: async () => null, versions: async () => [], versionDocument: async () => null,
  notReady: async () => [], metrics: async () => '', fixedClock: null,
}
const app = routes(site)
const get = (path: string, accept = 'text/html'): Promise<Response> => Promise.resolve(app.request(`https://privacy.welingo.example${path}`, { headers: { accept } }))

describe('what applies to me', () => {
  it('is told by the address; a relation that nobody has shows everything', async () => {
    const own = await (await get('/?lang=en&as=applicant')).text()
    expect(own).toContain('value="applicant" checked')
    expect(own).toMatch(/<div class="entry other">/)
    expect(own).toContain('href="/?lang=sv&amp;as=applicant"')
    for (const path of ['/?lang=en', '/?lang=en&as=nobody', '/?lang=en&as=']) expect(await (await get(path)).text(), path).not.toContain('class="entry other"')
  })

  it('is the same as data and as Markdown', async () => {
    const data = (await (await get('/?lang=en&as=applicant', 'application/json')).json()) as { as: string[] }
    expect(data.as).toEqual(['applicant'])
    const markdown = await (await get('/?lang=en&as=applicant', 'text/markdown')).text()
    expect(markdown).toContain('### Recruitment')
    expect(markdown).not.toContain('### Reading suggestions')
  })
})

describe('a version as it was published', () => {
  const published = routes({ ...site, versionDocument: async () => composeNotice(policy, 'en') })
  const then = { ...composeNotice(policy, 'en') }
  delete (then as { relations?: unknown }).relations
  const before = routes({ ...site, versionDocument: async () => then })

  it('can be narrowed too, and has its own cookies', async () => {
    const page = await (await published.request('/versions/1?lang=en&as=applicant')).text()
    expect(page).toContain('<form method="get" action="/versions/1">')
    expect(page).toMatch(/<div class="entry other">/)
    expect(page).toContain('counter_id')
    expect(page).not.toContain('stack paper')
  })

  it('from before there was a choice is shown whole', async () => {
    const page = await (await before.request('/versions/1?lang=en&as=applicant')).text()
    expect(page).not.toContain('<form')
    expect(page).not.toContain('class="entry other"')
  })
})

describe('cookies', () => {
  it('have a page, as HTML, Markdown and data', async () => {
    expect(await (await get('/cookies?lang=sv')).text()).toContain('counter_id')
    expect(await (await get('/cookies?lang=sv', 'text/markdown')).text()).toMatch(/^# Kakor/)
    expect(await (await get('/cookies?lang=sv', 'application/json')).json()).toMatchObject({ layer: 'cookies', lang: 'sv' })
  })

  it('have none where a policy lists none', async () => {
    expect((await routes({ ...site, policy: { ...policy, cookies: [] } }).request('/cookies')).status).toBe(404)
  })
})

describe('what is set into other pages', () => {
  it('may be framed by the addresses of the policy, and by nobody else; the notice by nobody', async () => {
    const csp = async (path: string): Promise<string> => (await get(path)).headers.get('content-security-policy') ?? ''
    for (const path of ['/short?purpose=recruitment', '/job-advert']) expect(await csp(path)).toContain("frame-ancestors 'self' https://welingo.example https://samtal.welingo.example")
    for (const path of ['/', '/cookies', '/promises', '/nothing-here']) expect(await csp(path)).toContain("frame-ancestors 'none'")
    // Framed or not, nothing from elsewhere and no script.
    expect(await csp('/short')).toMatch(/^default-src 'none'; style-src 'self'; .*form-action 'self'/)
  })

  it('may be fetched from any page, and names the whole notice by its full address', async () => {
    const answer = await get('/short?place=welingo.example&lang=en', 'application/json')
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(await answer.json()).toMatchObject({ layer: 'short', full: 'https://privacy.welingo.example/?lang=en' })
    expect((await get('/')).headers.get('access-control-allow-origin')).toBeNull()
  })

  it('is not there for a purpose or a place that is not', async () => {
    for (const path of ['/short?purpose=no-such', '/short?place=elsewhere.example', '/short?purpose=recruitment&purpose=__proto__']) expect((await get(path)).status, path).toBe(404)
    expect((await get('/short')).status).toBe(200)
  })

  it('says the same to those who recruit as the notice does', async () => {
    const advert = await (await get('/job-advert?lang=en', 'text/markdown')).text()
    const notice = await (await get('/?lang=en', 'text/markdown')).text()
    const kept = 'We erase data for recruitment six months after the job went to somebody else, and at the latest two years after the data came in.'
    expect(advert).toContain(kept)
    expect(notice).toContain(kept)
  })
})
