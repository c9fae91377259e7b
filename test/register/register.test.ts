import { createRequire } from 'node:module'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium as playwright } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../../src/cli/register.ts'
import type { Io } from '../../src/cli/io.ts'
import { draftPolicy } from '../../src/drafts/index.ts'
import { day } from '../../src/policy/law/index.ts'
import { loadPolicy } from '../../src/policy/language/index.ts'
import type { Purpose } from '../../src/policy/model/index.ts'
import { languages } from '../../src/policy/text/index.ts'
import { composeRegisters, controllerColumns, iriOf, processorColumns, registerJson, registerLinkedData, renderCsv, renderPdf, renderRegister, terms } from '../../src/register/index.ts'
import type { ColumnName, Register, Term } from '../../src/register/index.ts'
import { chromium } from '../setup/chromium.ts'
import { pdfText } from './pdf-text.ts'
import { example, examples, shop } from './world.ts'

const made = Temporal.Instant.from('2026-11-22T08:00:00Z')

function cells(registers: readonly Register[], ref: string, column: ColumnName): readonly string[] {
  return registers.flatMap((register) => register.entries).find((entry) => entry.ref === ref)?.cells.get(column) ?? []
}

describe('what Art 30(1) asks for', () => {
  it('is said of every purpose of every example, in every language', () => {
    for (const name of examples) {
      for (const lang of languages) {
        const registers = composeRegisters(example(name), lang, 'controller')
        for (const { entries } of registers) {
          expect(entries.length).toBeGreaterThan(3)
          for (const entry of entries) {
            expect([...entry.cells.keys()]).toEqual([...controllerColumns])
            // (a) who, (b) what for, (c) whom and what, (d) who gets it, (e) where it goes, (f) how long, (g) how it is guarded
            for (const column of ['controller', 'purpose', 'people', 'data', 'recipients', 'third-country', 'retention', 'measures', 'ground', 'rights', 'version'] as const) {
              expect(entry.cells.get(column)?.join(''), `${name} ${entry.ref} ${column} ${lang}`).toMatch(/\S/)
            }
            expect([...entry.cells.values()].flat().join('\n'), `${name} ${entry.ref} ${lang}`).not.toMatch(/undefined|null|\[object|\{\w+\}/)
          }
        }
      }
    }
  })

  it('is said in the words of the law', () => {
    const registers = composeRegisters(example('winlas'), 'sv', 'controller')
    expect(cells(registers, 'events', 'special')).toEqual(['Kostönskemål (hälsa, artikel 9.1)', 'Personnummer (personnummer, artikel 87)'])
    expect(cells(registers, 'events', 'condition')).toEqual(['Kostönskemål: uttryckligt samtycke (artikel 9.2 a)'])
    expect(cells(registers, 'events', 'retention')).toEqual(['Raderas sju dagar efter tillfällets slut', 'Kostönskemål: Raderas en dag efter tillfällets slut'])
    expect(cells(registers, 'events', 'rule')).toEqual(['{ for: P7D, after: event-end, then: erase, per-field: { diet: { for: P1D, after: event-end, then: erase } } }'])
    expect(cells(registers, 'news', 'ground')).toEqual(['E-post: samtycke (artikel 6.1 a)'])
    expect(cells(registers, 'invoicing', 'law')).toEqual(['Bokföringslagen (1999:1078) 7 kap. 2 §'])
    expect(cells(registers, 'invoicing', 'systems')).toEqual(['crm (Sverige): invoice'])
    // Who keeps the system gets the data too, though the purpose does not name it.
    expect(cells(registers, 'invoicing', 'recipients')).toEqual(['Driften av våra servrar (biträde; Sverige)', 'Vår redovisningsbyrå (biträde; Sverige)'])
    expect(cells(registers, 'portal', 'interest')).toContain('Avvägd 4 maj 2026')
    expect(cells(registers, 'events', 'dpia')[0]).toMatch(/^Syns i policyn: känsliga uppgifter\./)
  })

  it('names what goes out of the EEA, and says so where nothing tells by what right', () => {
    const purposes = ['orders']
    const registers = composeRegisters(shop({
      'recipients.mail': { kind: 'processor', country: 'US', safeguard: 'scc', assessment: '2026-03-01', purposes }, 'recipients.desk': { kind: 'processor', country: 'GB', purposes },
      'recipients.far': { kind: 'controller', country: 'IN', purposes }, 'recipients.where': { kind: 'controller', purposes },
    }), 'en', 'controller')
    expect(cells(registers, 'orders', 'third-country')).toEqual([
      'Mail: United States, standard contractual clauses (Article 46(2)(c)), assessed on 1 March 2026', 'Desk: United Kingdom, adequacy decision (EU) 2021/1772 (Article 45)',
      'Far: India, no safeguard is named', 'Where: the country is not said',
    ])
    expect(cells(registers, 'service', 'third-country')).toEqual(['No transfer outside the EU and the EEA'])
  })

  it('tells of what the policy leaves out, rather than leaving it out too', () => {
    const registers = composeRegisters(shop({ 'purposes.bare': { people: [], data: [] } }), 'en', 'controller')
    for (const column of ['people', 'data', 'ground', 'retention', 'measures'] as const) expect(cells(registers, 'bare', column)).toEqual(['Not said in the policy'])
  })

  it('is kept for each controller by itself', () => {
    const policy = shop({ 'controllers.sister': { name: 'Systern AB', country: 'NO', officer: 'ombud@systern.example' }, 'purposes.orders.controllers': ['sister'], 'purposes.service.controllers': ['shop', 'sister'], 'purposes.news.controllers': ['shop'], 'purposes.accounts.controllers': ['shop'] }, { 'shop.controller': 'shop' })
    const registers = composeRegisters(policy, 'en', 'controller')
    expect(registers.map((register) => [register.name, register.entries.map((entry) => entry.ref)])).toEqual([['shop', ['service', 'news', 'accounts']], ['sister', ['orders', 'service']]])
    expect(registers[1]?.entries[0]?.cells.get('officer')).toEqual(['ombud@systern.example'])
    const outside = shop({ 'controllers.shop.country': 'US', 'controllers.shop.representative': 'Nordbo AB, data@nordbo.example' })
    expect(cells(composeRegisters(outside, 'en', 'controller'), 'orders', 'representative')).toEqual(['Nordbo AB, data@nordbo.example'])
    expect(JSON.stringify(registerLinkedData(outside, 'en', 'controller', () => true))).toContain('"dpv:hasRepresentative":{"@type":["dpv:Representative"],"dpv:hasContact":"Nordbo AB, data@nordbo.example"}')
    expect(registers[1]?.entries[0]?.cells.get('authority')).toEqual(['The Norwegian Data Protection Authority (Datatilsynet)'])
  })

  it('carries what else the language can say', () => {
    const registers = composeRegisters(shop({
      'purposes.orders.grounds': [{ ground: 'contract', when: { 'from-age': 18 } }, { ground: 'consent', when: { 'under-age': 18 } }], 'purposes.orders.ground': undefined,
      'purposes.service.automated': { logic: 'late payers get no credit', consequences: 'no purchase on account', 'permitted-by': 'contract' }, 'purposes.service.profiling': true,
      'staff.desk': { purposes: ['service'] }, 'purposes.news.keep': { for: '6 to 12 months', after: 'last-activity', then: 'erase' },
    }), 'en', 'controller')
    expect(cells(registers, 'orders', 'ground')).toEqual(['Contract (Article 6(1)(b)), from the age of 18', 'Consent (Article 6(1)(a)), under the age of 18'])
    expect(cells(registers, 'service', 'automated')).toEqual(['Automated decision (Article 22): late payers get no credit', 'Consequences: no purchase on account', 'Profiling'])
    expect(cells(registers, 'service', 'dpia')[0]).toMatch(/^Seen in the policy: profiling and automated decisions\./)
    expect(cells(registers, 'service', 'access')).toEqual(['Desk'])
    expect(cells(registers, 'news', 'retention')).toEqual(['Erased six months to one year after last activity'])
    expect(cells(registers, 'news', 'rule')).toEqual(['{ for: P6M to P1Y, after: last-activity, then: erase }'])
  })
})

describe('what Art 30(2) asks for', () => {
  it('is said for each one on whose behalf work is done', () => {
    const registers = composeRegisters(example('winlas'), 'sv', 'processor')
    expect(registers[0]?.entries.map((entry) => [entry.ref, entry.cells.get('for')?.[0], entry.cells.get('people')?.[0]])).toEqual([['support.winlas.example', 'Varje kund', 'Anställd hos kund']])
    expect([...(registers[0]?.entries[0]?.cells.keys() ?? [])]).toEqual([...processorColumns])
  })

  it('has the purposes and the systems of others, and none of our own', () => {
    const policy = shop(
      { 'purposes.payroll': { role: 'processor', for: 'Our customers', people: ['customer'], data: ['name'], keep: 'instruction' } },
      { 'shop.tables.theirs': { key: 'id', role: 'processor', relation: 'customer', data: { name: 'name' }, created: 'created_at' } },
    )
    expect(composeRegisters(policy, 'en', 'processor')[0]?.entries.map((entry) => [entry.ref, entry.cells.get('for'), entry.cells.get('categories'), entry.cells.get('retention')])).toEqual([
      ['payroll', ['Our customers'], ['Payroll'], ['Kept for as long as the principal instructs']], ['shop', ['Not said in the policy'], ['theirs'], []],
    ])
    expect(composeRegisters(policy, 'en', 'controller')[0]?.entries.map((entry) => entry.ref)).not.toContain('payroll')
    expect(composeRegisters(shop(), 'en', 'processor')[0]?.entries).toEqual([])
  })
})

describe('as CSV', () => {
  it('opens in a spreadsheet as it is: marked, with the delimiter of its language, and with nothing that is run', () => {
    const policy = shop({ 'purposes.orders.label': '=HYPERLINK("http://evil.example")', 'purposes.orders.why': '+1; "quoted", and more', 'controllers.shop.name': '@shop AB' })
    const csv = renderCsv(composeRegisters(policy, 'sv', 'controller'))
    expect(csv.startsWith('\ufeffReferens;Personuppgiftsansvarig;')).toBe(true)
    expect(csv.split('\r\n')).toHaveLength(1 + 4 + 1)
    expect(csv).toContain(`"'=HYPERLINK(""http://evil.example"")"`)
    expect(csv).toContain(`"'+1; ""quoted"", and more"`)
    for (const cell of csv.replace(/^\ufeff/, '').split(/[;\n]/)) expect(cell.replace(/^"/, '')).not.toMatch(/^[=+@\t]/)
    expect(renderCsv(composeRegisters(policy, 'en', 'controller'))).toMatch(/^\ufeffReference,Controller,/)
  })

  it('is understood by lofte init, whatever its language', async () => {
    for (const name of examples) {
      for (const lang of languages) {
        const policy = example(name)
        const { text } = await draftPolicy(Buffer.from(renderCsv(composeRegisters(policy, lang, 'controller'))), day('2026-11-22'))
        const { policy: back, findings } = loadPolicy({ policy: { file: 'policy.yaml', text }, systems: null })
        expect(findings.filter((finding) => finding.rule.startsWith('language.')).map((finding) => `${finding.rule} ${finding.path}`), `${name} ${lang}`).toEqual([])
        const known = (purpose: Purpose | undefined) => purpose === undefined ? null : {
          label: purpose.label[lang].toLowerCase(), people: purpose.people.length, data: purpose.data.length, grounds: purpose.grounds[0]?.ground ?? null, channels: [...purpose.channels], owner: purpose.owner, kind: purpose.kind,
          end: purpose.keep.end, most: purpose.keep.atMost, then: purpose.keep.then, remind: purpose.keep.remind, interest: purpose.balancing?.interest?.[lang].toLowerCase(),
        }
        for (const [ref, purpose] of policy.purposes) if (purpose.role === 'controller' && purpose.keep.end?.kind !== 'vague') expect(known(back?.purposes.get(ref)), `${name} ${ref} ${lang}`).toEqual(known(purpose))
        for (const [ref, controller] of policy.controllers) expect([...(back?.controllers.values() ?? [])].map((one) => [one.title, one.country, one.registration, one.contact, one.officer, one.representative]), ref).toContainEqual([controller.title, controller.country, controller.registration, controller.contact, controller.officer, controller.representative])
      }
    }
  }, 240_000)

  it('tells what protects people in research with the measures of that purpose, and whose authority it is', () => {
    const registers = composeRegisters(shop({ 'purposes.orders.safeguards': ['pseudonymised', 'ethics-review'], 'controllers.shop.country': 'FI', 'controllers.shop.region': 'AX', 'controllers.shop.public': true }), 'sv', 'controller')
    expect(cells(registers, 'orders', 'measures')[0]).toBe('Skydd för forskning, statistik och arkiv (art. 89): namn byts mot koder och en etikprövning har gjorts')
    expect(cells(registers, 'news', 'measures').join()).not.toContain('art. 89')
    expect(cells(registers, 'orders', 'authority')).toEqual(['Datainspektionen på Åland'])
  })
})

describe('as a page', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lofte-register-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('runs no word of the policy as markup', () => {
    const page = renderRegister(composeRegisters(shop({ 'purposes.orders.why': '<script>alert(1)</script>' }), 'en', 'controller'))
    expect(page).toContain('&lt;script&gt;')
    expect(page).not.toContain('<script')
  })

  it('has nothing that axe finds, and is nowhere wider than the window', async () => {
    const browser = await playwright.launch({ executablePath: chromium(), args: ['--no-sandbox', '--disable-dev-shm-usage'] })
    try {
      const file = join(folder, 'register.html')
      for (const [policy, as, width] of [[example('coegi'), 'controller', 1280], [example('coegi'), 'controller', 390], [example('winlas'), 'processor', 390]] as const) {
        await writeFile(file, renderRegister(composeRegisters(policy, 'sv', as)))
        const context = await browser.newContext({ viewport: { width, height: 900 } })
        const page = await context.newPage()
        await page.goto(pathToFileURL(file).href)
        const { violations } = await new AxeBuilder({ page }).analyze()
        expect(violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map((node) => node.html.slice(0, 160))])).toEqual([])
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
        await context.close()
      }
    } finally {
      await browser.close()
    }
  }, 240_000)
})

describe('as PDF', () => {
  it('can be read back, every word of it, and is tagged for those who listen', async () => {
    const registers = composeRegisters(example('winlas'), 'sv', 'controller')
    const pdf = await renderPdf(registers, made)
    const { shown, read } = pdfText(pdf)
    const words = (text: string): string => text.replace(/\s+/g, '')
    for (const entry of registers[0]?.entries ?? []) for (const line of [...entry.cells.values()].flat()) expect(words(read), line).toContain(words(line))
    expect(shown).toContain('Sida 1 av ')
    expect(read).not.toContain('Sida 1 av ')
    const file = Buffer.from(pdf).toString('latin1')
    expect(file.startsWith('%PDF-1.7')).toBe(true)
    expect(file).toMatch(/\/StructTreeRoot \d+ 0 R/)
    expect(file).toMatch(/\/MarkInfo \d+ 0 R/)
    expect(file).toContain('/Marked true')
    expect(file).toContain('/Lang (sv-SE)')
    expect(file).toContain('/DisplayDocTitle true')
    for (const tag of ['Document', 'H1', 'H2', 'H3', 'Table', 'TR', 'TH', 'TD']) expect(file, tag).toContain(`/S /${tag}\n`)
    expect(file).toMatch(/\/Title \d+ 0 R/)
  })

  it('writes the languages of the product, and says where a sign is beyond it', async () => {
    const text = pdfText(await renderPdf(composeRegisters(shop({ 'purposes.orders.why': 'Blåbærsyltetøy, Ürün – “ÅÄÖ” → 2 ≥ 1 − 1, Łódź, Plzeň; Ελλάδα' }), 'en', 'controller'), made)).read
    expect(text).toContain('Blåbærsyltetøy, Ürün – “ÅÄÖ” -> 2 >= 1 - 1, Lódz, Plzen; ??????')
    expect(text).toContain('stand as question marks')
    expect(pdfText(await renderPdf(composeRegisters(shop(), 'en', 'controller'), made)).read).not.toContain('stand as question marks')
  })
})

describe('as linked data', () => {
  const jsonld = createRequire(import.meta.url)('jsonld') as { toRDF(document: unknown, options: { documentLoader: (url: string) => never }): Promise<readonly Quad[]> }
  interface Part { readonly termType: string; readonly value: string; readonly datatype?: Part }
  interface Quad { readonly subject: Part; readonly predicate: Part; readonly object: Part; readonly graph: Part }
  const documentLoader = (url: string): never => {
    throw new Error(`the document refers to ${url}`)
  }
  const known = new Set((Object.keys(terms) as Term[]).map(iriOf))
  // What RDF itself brings: the type of a node, and what a text is.
  const own = new Set(['http://www.w3.org/1999/02/22-rdf-syntax-ns#type', 'http://www.w3.org/1999/02/22-rdf-syntax-ns#langString', 'http://www.w3.org/2001/XMLSchema#string'])

  it('says nothing that is not on the list, and loses nothing on the way', async () => {
    const used = new Set<string>()
    const rich = shop({
      'recipients.mail': { kind: 'processor', country: 'US', safeguard: 'scc', purposes: ['orders'] }, 'recipients.far': { kind: 'authority', country: 'IN', purposes: ['orders'] }, 'people.customer': { child: true },
      'purposes.service.automated': { logic: 'late payers get no credit', 'permitted-by': 'contract' }, 'purposes.service.kind': 'support', 'data.blood': { class: 'genetic' }, 'purposes.service.data': ['name', 'blood'], 'purposes.service.conditions': { blood: 'health-care' },
      'measures.lock': { kind: 'physical' }, 'measures.crypt': { kind: 'technical' }, 'purposes.service.sources': ['the register of addresses'],
    })
    for (const [policy, as] of [...examples.map((name) => [example(name), 'controller'] as const), [example('winlas'), 'processor'] as const, [rich, 'controller'] as const]) {
      for (const quad of await jsonld.toRDF(registerLinkedData(policy, 'sv', as, () => true), { documentLoader })) {
        for (const part of [quad.subject, quad.predicate, quad.object, quad.object.datatype]) {
          if (part?.termType !== 'NamedNode' || own.has(part.value)) continue
          expect(known, part.value).toContain(part.value)
          used.add(part.value)
        }
      }
    }
    for (const term of ['dpv:Process', 'eu-gdpr:A6-1-f', 'eu-gdpr:A9-2-h', 'eu-gdpr:A46-2-c', 'pd:EmailAddress', 'pd:Genetic', 'dpv:SpecialCategoryPersonalData', 'dpv:Child', 'dpv:FullAutomation', 'dpv:Transfer', 'dpv:PhysicalMeasure', 'dpv:TemporalDuration', 'xsd:duration', 'dpv:DataSource'] as const) expect(used, term).toContain(iriOf(term))
  })

  it('has a process for each purpose, with its duration as a duration', async () => {
    const policy = example('winlas')
    const quads = await jsonld.toRDF(registerLinkedData(policy, 'sv', 'controller', () => true), { documentLoader })
    const of = (predicate: Term): readonly Quad[] => quads.filter((quad) => quad.predicate.value === iriOf(predicate))
    expect(of('dct:hasPart')).toHaveLength(policy.purposes.size)
    expect(of('dct:identifier').map((quad) => quad.object.value)).toEqual(expect.arrayContaining([...policy.purposes.keys()]))
    expect(of('rdf:value').map((quad) => [quad.object.value, quad.object.datatype?.value])).toContainEqual(['P2Y', iriOf('xsd:duration')])
    expect(of('dpv:hasDataController').every((quad) => quad.object.termType === 'BlankNode')).toBe(true)
  })
})

describe('lofte register', () => {
  const winlas = join(import.meta.dirname, '..', '..', 'examples', 'winlas')
  async function ran(...argv: string[]): Promise<{ status: number; out: string; err: string; bytes: Uint8Array }> {
    let [out, err] = ['', '']
    const chunks: Uint8Array[] = []
    const io: Io = { out: (text) => void (out += text), err: (text) => void (err += text), json: argv.includes('--json') }
    const status = await run(argv, io, (bytes) => void chunks.push(bytes))
    return { status, out, err, bytes: Buffer.concat(chunks) }
  }

  it('writes each format, to standard output or a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lofte-register-'))
    try {
      expect((await ran(winlas)).out).toMatch(/^<!doctype html>/)
      expect((await ran(winlas, '--format', 'csv', '--lang', 'en')).out).toMatch(/^\ufeffReference,/)
      expect(JSON.parse((await ran(winlas, '--json')).out)).toEqual(JSON.parse(JSON.stringify(registerJson(composeRegisters(example('winlas'), 'sv', 'controller')))))
      expect((JSON.parse((await ran(winlas, '--format', 'jsonld')).out) as { '@graph': unknown[] })['@graph']).toHaveLength(1)
      expect(Buffer.from((await ran(winlas, '--format', 'pdf')).bytes.subarray(0, 5)).toString()).toBe('%PDF-')
      const file = join(folder, 'register.pdf')
      expect(await ran(winlas, '--format', 'pdf', '--as', 'processor', '--out', file)).toMatchObject({ status: 0, out: '' })
      expect((await readFile(file)).subarray(0, 5).toString()).toBe('%PDF-')
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })

  it('says how it is used', async () => {
    for (const argv of [[], [winlas, '--format', 'docx'], [winlas, '--as', 'owner'], [winlas, '--lang', 'fr'], [winlas, '--controller', 'nobody'], [winlas, '--nope'], [winlas, '--out', join(winlas, 'no', 'such', 'folder.html')]]) {
      const { status, err } = await ran(...argv)
      expect(status, argv.join(' ')).toBe(2)
      expect(err).toContain('error')
    }
    let said = ''
    expect(await run([winlas, '--format', 'pdf'], { out: () => undefined, err: (text) => void (said += text), json: false }, null)).toBe(2)
    expect(said).toContain('--out register.pdf')
  })
})
