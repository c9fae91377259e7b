import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { dataDirectory, insides, lofte, oneVoice, serve, type Server, type Settings } from './program.ts'

// What a person does who has just cloned it: start, look, and the three things that it says to try.
const settings: Settings = { ...dataDirectory(), LOFTE_CLOCK: '2026-11-22T08:00:00Z' }
const later: Settings = { ...settings, LOFTE_CLOCK: '2026-11-22T08:40:00Z' }
let server: Server

beforeAll(async () => {
  server = await serve([], settings)
}, 180_000)

const get = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> => fetch(`${server.url}${path}`, { headers })
const json = { accept: 'application/json' }

interface Promised {
  readonly id: string
  readonly kind: string
  readonly status: string | null
  readonly proof?: Readonly<Record<string, string>>
}
const promises = async (): Promise<readonly Promised[]> => ((await (await get('/promises?lang=en', json)).json()) as { promises: Promised[] }).promises

describe('lofte serve without arguments', () => {
  it('says where it is and three things to try', () => {
    expect(server.said()).toContain(server.url)
    for (const command of ['npx lofte plan examples/winlas', 'npx lofte sweep examples/winlas', 'npx lofte request open']) expect(server.said()).toContain(command)
  })

  it('shows the notice in the language asked for, by header and by link, and with its marks', async () => {
    const swedish = await get('/', { 'accept-language': 'sv-SE,sv;q=0.9,en;q=0.5' })
    expect([swedish.status, swedish.headers.get('content-language')]).toEqual([200, 'sv'])
    const english = await get('/', { 'accept-language': 'en-GB,en;q=0.9' })
    expect(english.headers.get('content-language')).toBe('en')
    expect((await get('/?lang=sv', { 'accept-language': 'en' })).headers.get('content-language')).toBe('sv')
    const page = await english.text()
    expect(page).toContain('<html lang="en">')
    expect(page).toContain('<details')
    expect(page).toContain('2026-11-22T08:00:00Z')
    expect(page).not.toContain('<script')
    const sheet = /<link rel="stylesheet" href="([^"]+)"/.exec(page)?.[1] ?? 'none'
    expect((await get(sheet)).headers.get('content-type')).toContain('text/css')
    expect(english.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  it('answers programs: the notice as data, a status on every promise', async () => {
    const notice = await get('/', json)
    expect(notice.headers.get('content-type')).toContain('application/json')
    expect(await notice.json()).toMatchObject({ lang: 'sv', organisation: 'WinLas AB' })
    const all = await promises()
    expect(all.length).toBeGreaterThan(20)
    for (const one of all) expect(Object.hasOwn(one, 'status'), one.id).toBe(true)
    const states = all.map((one) => one.status)
    expect(states).toContain('kept')
    expect(states).not.toContain('deviation')
    // Alive at once: what has a control is measured, and something is shown to be kept.
    expect(all.filter((one) => one.kind === 'retention.ends').every((one) => one.status !== null && one.status !== 'not-yet-shown')).toBe(true)
    expect((await get('/', { accept: 'text/markdown' })).headers.get('content-type')).toContain('text/markdown')
  })

  it('keeps versions', async () => {
    const { versions } = (await (await get('/versions', json)).json()) as { versions: { number: number; version: string }[] }
    expect(versions).toHaveLength(1)
    expect((await get('/versions')).status).toBe(200)
    expect((await get('/versions/1?lang=en')).status).toBe(200)
    const missing = await get('/versions/2', json)
    expect([missing.status, missing.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
  })

  it('is well', async () => {
    expect(await (await get('/healthz')).json()).toEqual({ status: 'ok' })
    const ready = await get('/readyz')
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready', missing: [] }])
    const figures = await (await get('/metrics')).text()
    expect(figures).toContain('lofte_evidence_unsealed_seconds')
    expect(figures).not.toContain('@')
  })
})

describe('the three things to try, from another terminal', () => {
  it('plan shows what is due and why, and changes nothing', async () => {
    const [first, second] = [await lofte(['plan', 'examples/winlas', '--json'], later), await lofte(['plan', 'examples/winlas', '--json'], later)]
    expect([first.status, first.err]).toEqual([0, ''])
    const plan = JSON.parse(first.out) as { items: number; hash: string; due: { table: string; why: string; law: string; line: number }[] }
    expect(plan.items).toBeGreaterThan(0)
    expect(plan.due.every((one) => one.why !== '' && one.law.startsWith('GDPR') && one.line > 0)).toBe(true)
    expect((JSON.parse(second.out) as { hash: string }).hash).toBe(plan.hash)
    const words = await lofte(['plan', 'examples/winlas'], later)
    expect(words.out).toContain('Nothing has been changed.')
  })

  it('sweep carries it out, and the notice tells it', async () => {
    const lastOf = (all: readonly Promised[]) => all.find((one) => one.id === 'retention.ends:purposes.enquiries.keep')?.proof?.['Last']
    const before = await promises()
    const swept = await lofte(['sweep', 'examples/winlas', '--json'], later)
    expect([swept.status, swept.err]).toEqual([0, ''])
    const told = JSON.parse(swept.out) as { items: number; open: number; outcomes: { code: string; rows: number }[] }
    expect([told.open, told.outcomes.map((one) => one.code)]).toEqual([0, ['removed']])
    expect(told.outcomes[0]?.rows).toBe(told.items)
    expect((JSON.parse((await lofte(['plan', 'examples/winlas', '--json'], later)).out) as { items: number }).items).toBe(0)
    const after = await promises()
    expect(lastOf(before)).toMatch(/^Ran 22 November 2026 at 09:00/)
    expect(lastOf(after)).toMatch(/^Ran 22 November 2026 at 09:40/)
  })

  it('a request is opened, answered and in the ledger', async () => {
    const command = /npx lofte (request open .+)/.exec(server.said())?.[1]?.trim().split(/\s+/) ?? []
    const opened = await lofte([...command, '--json'], later)
    expect([opened.status, opened.err]).toEqual([0, ''])
    const { id, concerns } = JSON.parse(opened.out) as { id: string; concerns: unknown[] }
    expect(concerns).toHaveLength(1)
    const out = join(settings.LOFTE_DATA_DIR ?? '', 'answers')
    const given = await lofte(['request', 'fulfil', id, '--policy', 'examples/winlas', '--out', out, '--json'], later)
    expect(given.status).toBe(0)
    expect(JSON.parse(given.out)).toMatchObject({ outcome: 'given' })
    expect(readdirSync(out)).toHaveLength(1)
    expect(`${opened.out}${given.out}${given.err}`).not.toContain('kund1.example')

    const erasure = await lofte(['request', 'open', '--right', 'erasure', '--email', '-', '--policy', 'examples/winlas', '--json'], later, { stdin: 'okand333@kund1.example\n' })
    const asked = JSON.parse(erasure.out) as { id: string }
    const erased = await lofte(['request', 'fulfil', asked.id, '--policy', 'examples/winlas', '--yes', '--out', out, '--json'], later)
    expect(erased.err).not.toMatch(insides)
    expect([0, 1]).toContain(erased.status)
    expect((JSON.parse(erased.out) as { outcome: string }).outcome).not.toBe('')
    const shown = await lofte(['request', 'show', asked.id, '--policy', 'examples/winlas', '--json'], later)
    expect(shown.status).toBe(0)

    const verified = await lofte(['evidence', 'verify', '--json'], later)
    expect([verified.status, JSON.parse(verified.out)]).toMatchObject([0, { ok: true, findings: [] }])
    const exported = await lofte(['evidence', 'export'], later)
    expect(exported.status).toBe(0)
    const lines = exported.out.trim().split('\n')
    expect(lines.length).toBeGreaterThan(50)
    for (const line of lines) JSON.parse(line)
    expect(exported.out).not.toContain('.example')
  })
})

describe('two at once, and the end', () => {
  it('a second server on the same directory is refused in words', async () => {
    const second = await lofte(['serve'], { ...settings, PORT: '0' })
    expect([second.status, second.signal]).toEqual([1, null])
    expect(second.err).toMatch(oneVoice)
    expect(second.err).toContain('database.in-use')
    expect(second.err).not.toMatch(insides)
    expect((await get('/healthz')).status).toBe(200)
  })

  it('SIGTERM ends it cleanly, and the engine with it', async () => {
    expect(enginesOf(settings)).not.toEqual([])
    const end = await server.stop()
    expect([end.status, end.signal]).toEqual([0, null])
    expect(end.err).not.toMatch(insides)
    expect(enginesOf(settings)).toEqual([])
  })

  it('kill -9 leaves no engine behind, and it starts again with what was there', async () => {
    server = await serve([], settings)
    const engines = enginesOf(settings)
    expect(engines).toHaveLength(1)
    await server.stop('SIGKILL')
    await expect.poll(() => existsSync(`/proc/${engines[0]}`), { timeout: 60_000 }).toBe(false)
    server = await serve([], settings)
    expect(server.said()).not.toContain('Looking at')
    const { versions } = (await (await get('/versions', json)).json()) as { versions: unknown[] }
    expect(versions).toHaveLength(1)
    expect((await promises()).find((one) => one.id === 'retention.ends:purposes.enquiries.keep')?.status).toBe('kept')
    expect((await lofte(['evidence', 'verify'], later)).status).toBe(0)
    await server.stop()
    expect(enginesOf(settings)).toEqual([])
  })
})

/** The PostgreSQL that runs on the data directory, by its own file. */
function enginesOf({ LOFTE_DATA_DIR = '' }: Settings): readonly number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => commandOf(pid)[0]?.endsWith('/postgres') && commandOf(pid).includes(join(LOFTE_DATA_DIR, 'postgres', 'data')))
}

function commandOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    return []
  }
}
