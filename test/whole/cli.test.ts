import { cpSync, mkdirSync, writeFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { foreignDatabase, freshDatabase } from '../setup/database.ts'
import { openFolder } from '../setup/folder.ts'
import { dataDirectory, ended, freePort, insides, lofte, oneVoice, start, winlas, type Ended, type Settings } from './program.ts'

const folder = openFolder('lofte-cli-')
const secret = { LOFTE_SECRET: 'only-for-these-tests-and-nothing-else' }

/** WinLas, with changes to one of its files. */
function changed(name: string, file: 'policy.yaml' | 'systems.yaml', change: (text: string) => string): string {
  const to = join(folder, name)
  mkdirSync(to)
  for (const one of ['policy.yaml', 'systems.yaml']) cpSync(join(winlas, one), join(to, one))
  const before = readFileSync(join(to, file), 'utf8')
  const after = change(before)
  expect(after, `${name} changes nothing`).not.toBe(before)
  writeFileSync(join(to, file), after)
  return to
}

/** Of a failure: its exit status, in the one voice, nothing on standard output, nothing of the program's insides. */
function fails(end: Ended, status: 1 | 2, code: string): void {
  expect([end.status, end.signal, end.out], end.err).toEqual([status, null, ''])
  expect(end.err).toMatch(oneVoice)
  expect(end.err).toContain(`error  ${code}\n`)
  expect(end.err).not.toMatch(insides)
}

const parsed = (end: Ended): unknown => JSON.parse(end.out)

describe('commands that need no database', () => {
  it('check: 0, and 1 for what stops the policy, as data with a place each', async () => {
    const well = await lofte(['check', winlas, '--json'])
    expect([well.status, well.err]).toEqual([0, ''])
    expect(parsed(well)).toMatchObject({ errors: [] })
    expect(Object.keys(parsed(well) as object)).toEqual(['errors', 'warnings', 'notes'])
    const broken = changed('unlawful', 'policy.yaml', (text) => text.replace('ground: legal-obligation', 'ground: legal-obligatoin'))
    const found = await lofte(['check', broken, '--json'])
    expect(found.status).toBe(1)
    const { errors } = parsed(found) as { errors: Record<string, unknown>[] }
    expect(errors.length).toBeGreaterThan(0)
    for (const error of errors) expect(Object.keys(error)).toEqual(expect.arrayContaining(['rule', 'message', 'instead', 'law', 'path', 'file', 'line', 'column']))
    const words = await lofte(['check', broken])
    expect(words.out).toMatch(/policy\.yaml:\d+:\d+/)
    expect(words.out).toContain('^')
    expect(words.out).toContain('not publishable')
  })

  it('promises: ids, kinds, sentences, places', async () => {
    const end = await lofte(['promises', winlas, '--json'])
    expect([end.status, end.err]).toEqual([0, ''])
    const all = parsed(end) as { id: string; kind: string; sentence: { sv: string; en: string }; policyPath: string; line: number }[]
    expect(all.length).toBeGreaterThan(20)
    for (const one of all) expect([one.id.startsWith(`${one.kind}:`), one.sentence.sv === '', one.sentence.en === '', one.line > 0]).toEqual([true, false, false, true])
    expect(new Set(all.map((one) => one.id)).size).toBe(all.length)
  })

  it('notice: a page, Markdown, data', async () => {
    const [html, md, data] = [await lofte(['notice', winlas, '--lang', 'en', '--format', 'html']), await lofte(['notice', winlas, '--format', 'md']), await lofte(['notice', winlas, '--format', 'json', '--lang', 'sv'])]
    expect([html.status, md.status, data.status]).toEqual([0, 0, 0])
    expect(html.out).toMatch(/^<!doctype html>/i)
    expect(md.out).toMatch(/^# /m)
    expect(parsed(data)).toMatchObject({ lang: 'sv', organisation: 'WinLas AB' })
    fails(await lofte(['notice', winlas, '--lang', 'fr']), 2, 'usage.invalid')
  })

  it('deadline: the day, what it rests on, day by day', async () => {
    const end = await lofte(['deadline', '2026-11-22', '--right', 'erasure', '--policy', winlas, '--json'])
    expect(end.status).toBe(0)
    expect(parsed(end)).toMatchObject({ received: '2026-11-22', due: '2026-12-22', promised: null })
    expect(Object.keys(parsed(end) as object)).toEqual(expect.arrayContaining(['received', 'due', 'promised', 'law', 'days']))
    fails(await lofte(['deadline', '2026-11-22']), 2, 'usage.invalid')
    fails(await lofte(['deadline', '2026-02-30', '--right', 'erasure']), 2, 'usage.invalid')
  })

  it('decide: 1 for facts that are not understood, 2 for no file', async () => {
    const facts = join(folder, 'facts.yaml')
    writeFileSync(facts, 'nonsense: [1')
    const end = await lofte(['decide', winlas, facts])
    expect([end.status, end.out]).toEqual([1, ''])
    expect(end.err).toContain('facts.yaml')
    expect(end.err).not.toMatch(insides)
    fails(await lofte(['decide', winlas, join(folder, 'none.yaml')]), 2, 'usage.invalid')
  })

  it('wrong usage is 2 everywhere, in words and as data', async () => {
    const wrong: readonly (readonly string[])[] = [
      ['frobnicate'], ['check'], ['check', winlas, '--nope'], ['promises'], ['notice'], ['register'], ['deadline'], ['decide'], ['init'], ['init', 'nowhere'], ['observe'], ['plan'], ['plan', winlas, '--at', 'someday'],
      ['sweep'], ['sweep', winlas, '--as', 'Some One'], ['request'], ['request', 'open', '--nope'], ['status'], ['evidence'], ['evidence', 'verify', 'x'], ['serve', 'a', 'b'], ['serve', '--nope'], ['check', join(folder, 'nowhere')],
    ]
    for (const args of wrong) {
      const end = await lofte(args)
      expect([args, end.status, end.out]).toEqual([args, 2, ''])
      expect(end.err, args.join(' ')).toMatch(oneVoice)
      expect(end.err, args.join(' ')).not.toMatch(insides)
      expect(end.err, args.join(' ')).not.toContain('withheld')
      const data = await lofte([...args, '--json'])
      expect([args, data.status, data.out]).toEqual([args, 2, ''])
      expect(JSON.parse(data.err), args.join(' ')).toMatchObject({ error: { code: expect.stringMatching(/^usage\./) as string, attempted: expect.any(String) as string, next: expect.any(String) as string } })
    }
  })

  it('help and version', async () => {
    const [help, bare, version] = [await lofte(['--help']), await lofte([]), await lofte(['--version'])]
    expect([help.status, bare.status, version.status]).toEqual([0, 2, 0])
    for (const command of ['check', 'promises', 'notice', 'register', 'deadline', 'decide', 'init', 'observe', 'plan', 'sweep', 'request', 'status', 'evidence', 'serve']) expect(help.out).toContain(`\n  ${command} `)
    expect(version.out).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  it('whoever reads only the beginning ends the text and not the work', async () => {
    const child = start(['notice', winlas, '--format', 'html'])
    child.stdin?.end()
    child.stdout?.destroy()
    const end = await ended(child)
    expect([end.status, end.err]).toEqual([0, ''])
  })
})

describe('settings', () => {
  it('all that are wrong are reported at once, and none is repeated', async () => {
    const end = await lofte(['status', winlas], { ...dataDirectory(), LOFTE_SECRET: 'kortochhemligt', PORT: 'sjuttio', DATABASE_URL: 'mysql://user:pass-word@host/x', LOFTE_CLOCK: 'now' })
    fails(end, 2, 'config.invalid')
    for (const name of ['LOFTE_SECRET', 'PORT', 'DATABASE_URL', 'LOFTE_CLOCK']) expect(end.err).toContain(`   ${name}  `)
    for (const value of ['kortochhemligt', 'sjuttio', 'pass-word', 'mysql']) expect(end.err).not.toContain(value)
  })

  it('a database that does not answer, or refuses, is named without its password', async () => {
    const { port } = await freePort()
    const gone = await lofte(['status', winlas], { ...dataDirectory(), DATABASE_URL: `postgresql://owner:pass-word@127.0.0.1:${port}/lofte` })
    fails(gone, 1, 'database.unreachable')
    expect(gone.err).toContain(`127.0.0.1:${port}/lofte`)
    expect(gone.err).not.toContain('pass-word')
    expect(gone.err).not.toContain('owner')
    const url = new URL(inject('clusterUrl'))
    url.pathname = '/there_is_no_such_database'
    fails(await lofte(['evidence', 'verify'], { ...dataDirectory(), DATABASE_URL: url.toString() }), 1, 'database.unreachable')
  })

  it('a port that is taken', async () => {
    const database = await freshDatabase()
    const taken = await freePort(true)
    const end = await lofte(['serve', winlas], { ...secret, ...dataDirectory(), DATABASE_URL: database.url, PORT: String(taken.port), CRM_URL: database.url, CRM_ACT_URL: database.url })
    taken.close()
    fails(end, 2, 'config.port-taken')
    expect(end.err).toContain(String(taken.port))
  })

  it('the demonstration brings its own database', async () => {
    const database = await freshDatabase()
    fails(await lofte(['serve'], { ...dataDirectory(), DATABASE_URL: database.url, PORT: '0' }), 2, 'config.demonstration')
  })
})

describe('policies and systems that are broken', () => {
  const installation = async (): Promise<Settings> => ({ ...dataDirectory(), DATABASE_URL: (await freshDatabase()).url })

  it('a broken policy opens nothing', async () => {
    const broken = changed('broken', 'policy.yaml', (text) => text.replace('controllers:', 'controlers:'))
    const nowhere = { ...dataDirectory(), DATABASE_URL: 'postgresql://127.0.0.1:1/none' }
    for (const command of ['observe', 'plan', 'sweep', 'status', 'serve']) fails(await lofte([command, broken], nowhere), 1, 'policy.invalid')
    const listed = await lofte(['promises', broken])
    expect([listed.status, listed.out]).toEqual([1, ''])
    expect(listed.err).toMatch(/policy\.yaml:\d+:\d+/)
    expect(listed.err).not.toMatch(insides)
  })

  it('an unknown connector is an error with its place, and the nearest name', async () => {
    const unknown = changed('connector', 'systems.yaml', (text) => text.replace('connector: postgres', 'connector: postgress'))
    const end = await lofte(['check', unknown, '--json'])
    expect(end.status).toBe(1)
    const { errors } = parsed(end) as { errors: { file: string; line: number; message: unknown; instead: unknown }[] }
    expect(errors[0]).toMatchObject({ line: 3 })
    expect(errors[0]?.file).toContain('systems.yaml')
    expect(JSON.stringify(errors[0])).toContain('postgres')
    fails(await lofte(['observe', unknown], await installation()), 1, 'policy.invalid')
  })

  it('a variable that is not set is named', async () => {
    const end = await lofte(['observe', winlas], await installation())
    fails(end, 1, 'systems.setting-missing')
    expect(end.err).toContain('CRM_URL, CRM_ACT_URL')
  })

  it('a system that does not answer is named without its credentials', async () => {
    const { port } = await freePort()
    const address = `postgresql://reader:pass-word@127.0.0.1:${port}/crm`
    const end = await lofte(['observe', winlas], { ...(await installation()), CRM_URL: address, CRM_ACT_URL: address })
    fails(end, 1, 'systems.unreachable')
    expect(end.err).toContain(`127.0.0.1:${port}`)
    for (const part of ['pass-word', 'reader']) expect(end.err).not.toContain(part)
    const data = await lofte(['observe', winlas, '--json'], { ...(await installation()), CRM_URL: address, CRM_ACT_URL: address })
    expect(JSON.parse(data.err)).toMatchObject({ error: { code: 'systems.unreachable' } })
    const draft = await lofte(['init', address])
    fails(draft, 1, 'systems.unreachable')
    expect(draft.err).not.toContain('pass-word')
  })

  it('a privilege that is missing, and a column that is not there, are said before anything is done', async () => {
    const schema = readFileSync(join(winlas, 'schema.sql'), 'utf8')
    const crm = await foreignDatabase([`${schema};`])
    const role = `reader_${crm.url.split('/').at(-1)?.split('?')[0] ?? ''}`
    await crm.pool.query(`create role ${role} login; grant usage on schema crm to ${role}; grant select on crm.organisation to ${role}`)
    const settings = await installation()
    try {
      const address = new URL(crm.url)
      address.username = role
      const blind = await lofte(['observe', winlas], { ...settings, CRM_URL: address.toString(), CRM_ACT_URL: address.toString() })
      expect([blind.status, blind.out]).toEqual([1, ''])
      expect(blind.err).toMatch(oneVoice)
      expect(blind.err).not.toMatch(insides)
      expect(blind.err).toMatch(/privilege|grant/i)
    } finally {
      await crm.pool.query(`drop owned by ${role}; drop role ${role}`)
    }
    const misnamed = changed('column', 'systems.yaml', (text) => text.replace('full_name: name', 'fullname: name'))
    const end = await lofte(['observe', misnamed], { ...settings, CRM_URL: crm.url, CRM_ACT_URL: crm.url })
    fails(end, 1, 'systems.unknown-column')
    expect(end.err).toContain('crm.contact.fullname')
    expect(end.err).toContain('Did you mean full_name?')
  })

  it('on a database of our own, from first to last', async () => {
    const crm = await foreignDatabase([`${readFileSync(join(winlas, 'schema.sql'), 'utf8')};`])
    const settings = { ...(await installation()), CRM_URL: crm.url, CRM_ACT_URL: crm.url }
    const observed = await lofte(['observe', winlas, '--json'], settings)
    expect([observed.status, observed.err]).toEqual([0, ''])
    expect(parsed(observed)).toMatchObject({ systems: [{ system: 'crm', rows: 0 }] })
    const plan = await lofte(['plan', winlas, '--json'], settings)
    expect([plan.status, plan.err]).toEqual([0, ''])
    expect(parsed(plan)).toMatchObject({ items: 0, due: [] })
    const status = await lofte(['status', winlas, '--audit', '--json'], settings)
    expect(status.status, status.err).toBe(0)
    for (const one of parsed(status) as { id: string; status: unknown }[]) expect(Object.hasOwn(one, 'status'), one.id).toBe(true)
    expect((await lofte(['status', winlas], settings)).status).toBe(0)
    const list = await lofte(['request', 'list', '--policy', winlas, '--json'], settings)
    expect([list.status, parsed(list)]).toEqual([0, []])
    const nobody = await lofte(['request', 'open', '--right', 'access', '--email', 'nobody@shop.example', '--policy', winlas, '--json'], settings)
    expect([nobody.status, nobody.err]).toEqual([0, ''])
    expect(parsed(nobody)).toMatchObject({ right: 'access', concerns: [] })
    expect(nobody.out).not.toContain('nobody@')
    fails(await lofte(['request', 'show', '01a20226-fa73-7000-87bb-ab52a3d2e66a', '--policy', winlas], settings), 1, 'requests.not-found')
    const verified = await lofte(['evidence', 'verify', '--json'], settings)
    expect([verified.status, parsed(verified)]).toMatchObject([0, { ok: true, findings: [] }])
    const exported = await lofte(['evidence', 'export'], settings)
    expect(exported.status).toBe(0)
    // Only what is sealed is given out, and without a server nothing seals.
    expect(exported.out).toBe('')
    const draft = await lofte(['init', crm.url])
    expect([draft.status, draft.err]).toEqual([0, ''])
    expect(draft.out).toContain('contact:')
  })
})
