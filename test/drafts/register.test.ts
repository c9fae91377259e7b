import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { draftPolicy } from '../../src/drafts/index.ts'
import { day } from '../../src/policy/law/index.ts'
import { loadPolicy } from '../../src/policy/language/index.ts'
import type { Policy } from '../../src/policy/model/index.ts'
import { workbook, zipped } from './workbook.ts'

const today = day('2026-11-22')

/** The draft, as the compiler takes it: not one word of it may be no language. */
async function drafted(bytes: Uint8Array): Promise<{ policy: Policy; text: string; left: readonly { place: string; why: string }[]; written: Record<string, Record<string, Record<string, unknown>>> }> {
  const { text, left } = await draftPolicy(bytes, today)
  const { policy, findings } = loadPolicy({ policy: { file: 'policy.yaml', text }, systems: null })
  expect(findings.filter((finding) => /^(language|systems)\./.test(finding.rule)).map((finding) => `${finding.rule} ${finding.path}: ${finding.message.en}`), text).toEqual([])
  expect(policy).not.toBeNull()
  return { policy: policy as Policy, text, left, written: parse(text) as Record<string, Record<string, Record<string, unknown>>> }
}

const swedish = `Registerförteckning 2026;;;;;;;;;
Personuppgiftsansvarig: Exempelbolaget AB;;;;;;;;;
Dataskyddsombud;ombud@exempelbolaget.example;;;;;;;;

Nr;Benämning;Ändamål med behandlingen;Kategorier av registrerade (art 30.1 c);Kategorier av personuppgifter;Rättslig grund;Mottagare;Överföring till tredjeland;Gallring;IT-system
1;Löneadministration;Betala ut rätt lön;Anställda;"Namn, personnummer, bankkonto och lön";Rättslig förpliktelse (art. 6.1 c);Skatteverket;Nej;7 år enligt bokföringslagen;Lönesystemet
2;Rekrytering;Tillsätta lediga tjänster;Arbetssökande;"Namn, e-post, CV, personligt brev";Berättigat intresse;;Nej;2 år efter avslutad rekrytering;E-post
3;Nyhetsbrev;Skicka nyheter;Prenumeranter;E-postadress;Samtycke;Utskicksbolaget;USA (standardavtalsklausuler);Tills samtycket återkallas;
;HR-avdelningen;;;;;;;;
4;Passersystem;Säkerhet i lokalerna;"Anställda, besökare";"Namn, passertider, hälsouppgifter";6.1.f;;;Rimlig tid;Passersystemet
5;Medlemmar;Medlemsregister;Medlemmar;"Namn, facklig tillhörighet";"Avtal, samtycke";;;24 månader efter avslutat medlemskap;
`

describe('a register in Swedish', () => {
  const encodings: [string, Uint8Array][] = [
    ['UTF-8', Buffer.from(swedish)],
    ['UTF-8 with a mark, Windows line ends', Buffer.from(`\ufeff${swedish.replaceAll('\n', '\r\n')}`)],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${swedish}`, 'utf16le')],
    ['UTF-16 without one', Buffer.from(swedish, 'utf16le')],
    ['Windows-1252', Buffer.from(swedish, 'latin1')],
    ['tabs', Buffer.from(swedish.replaceAll('"', '').replaceAll(';', '\t'))],
  ]
  for (const [name, bytes] of encodings) {
    it(`is understood in ${name}`, async () => {
      const { policy } = await drafted(bytes)
      expect([...policy.purposes.keys()]).toEqual(['loneadministration', 'rekrytering', 'nyhetsbrev', 'passersystem', 'medlemmar'])
      expect(policy.controllers.get('exempelbolaget')).toMatchObject({ title: 'Exempelbolaget AB', country: 'SE', officer: 'ombud@exempelbolaget.example' })
      expect(policy.purposes.get('loneadministration')).toMatchObject({ people: ['employee'], data: ['name', 'identity-number', 'bank-account', 'salary'], ground: 'legal-obligation', recipients: ['skatteverket'], keep: { end: { kind: 'law', law: 'se-bookkeeping' } } })
      expect(policy.purposes.get('loneadministration')?.why?.sv).toBe('Betala ut rätt lön')
      expect(policy.purposes.get('rekrytering')?.keep.end).toMatchObject({ kind: 'after', period: { years: 2 }, anchor: 'process-end' })
      expect(policy.purposes.get('nyhetsbrev')?.keep.end).toEqual({ kind: 'until', event: 'withdrawal' })
      expect(policy.recipients.get('utskicksbolaget')).toMatchObject({ country: 'US', safeguard: 'scc' })
      expect(policy.data.get('facklig-tillhorighet')).toMatchObject({ class: 'trade-union', label: { sv: 'facklig tillhörighet' } })
      expect(policy.purposes.get('medlemmar')?.keep.end).toMatchObject({ kind: 'after', period: { years: 2 }, anchor: 'relation-end' })
      // What no rule can be made of stands as words, which the checks ask about.
      expect(policy.purposes.get('passersystem')?.keep.end).toEqual({ kind: 'vague', text: 'Rimlig tid' })
    })
  }

  it('tells of every cell that it left, with its place, and of no other', async () => {
    const { left, text } = await drafted(Buffer.from(swedish))
    expect(left.map(({ place, why }) => `${place} ${why}`)).toEqual([
      'A1 stands above the table',
      'J6 systems are mapped in systems.yaml',
      'J7 systems are mapped in systems.yaml',
      'B9 stands alone in its row, as a heading of what follows does',
      'I10 no rule was found in it',
      'J10 systems are mapped in systems.yaml',
      'F11 names more than one ground: the first was taken',
    ])
    expect(text).toContain('#   J6 (IT-system): systems are mapped in systems.yaml: Lönesystemet')
  })
})

it('reads Norwegian headings', async () => {
  const { policy } = await drafted(Buffer.from('Behandling,Formål,Registrerte,Kategorier av personopplysninger,Behandlingsgrunnlag,Databehandler,Sletting,Sikkerhetstiltak\nKundeservice,Svare på henvendelser,Kunder,"Navn, e-post, telefonnummer",Art. 6 nr. 1 f,Skyen AS,1 år etter siste kontakt,Tilgangsstyring\n'))
  expect(policy.languages).toEqual(['no'])
  expect([...policy.controllers.values()][0]?.country).toBe('NO')
  expect(policy.purposes.get('kundeservice')).toMatchObject({ people: ['customer'], data: ['name', 'email', 'phone'], ground: 'legitimate-interest', recipients: ['skyen-as'], keep: { end: { kind: 'after', period: { years: 1 }, anchor: 'last-contact' } } })
  expect(policy.recipients.get('skyen-as')?.kind).toBe('processor')
  expect([...policy.measures.values()].map((measure) => measure.label.no)).toEqual(['Tilgangsstyring'])
})

describe('a workbook', () => {
  const book = () => workbook(
    { name: 'Readme', rows: [['How to fill this in'], ['Ask the privacy team']] },
    {
      name: 'Controller', merged: ['C4:D4', 'A6:A7', 'B6:B7'],
      rows: [
        ['Record of processing activities'], ['Name of controller', 'Sample Ltd'], [],
        ['Business function', 'Purpose of processing', 'Categories', '', 'Lawful basis (Article 6)', 'Retention schedule', 'Colour'],
        ['', '', 'Categories of individuals', 'Categories of personal data', '', '', ''],
        ['Finance', 'Payroll', 'Employees', 'Name', 'Legal obligation', '6 years after end of employment', 'blue'],
        ['', '', 'Employees', 'Bank account details', 'Legal obligation', '1 year after end of employment', ''],
        ['Marketing', 'Newsletters', 'Subscribers\nCustomers', '- Email address\n- IP address', 'Consent', 'Until consent is withdrawn', ''],
      ],
    },
    { name: 'Processor', rows: [['Purpose', 'Controller'], ['Hosting', 'Others']] },
  )

  it('is read with its headings in two rows, its merged cells and its rows that go on', async () => {
    const { policy, written, left } = await drafted(await book())
    expect([...policy.purposes.keys()]).toEqual(['payroll', 'newsletters'])
    expect([...policy.controllers.values()][0]?.title).toBe('Sample Ltd')
    expect(policy.purposes.get('payroll')).toMatchObject({ people: ['employee'], data: ['name', 'bank-account'], ground: 'legal-obligation', owner: 'finance' })
    expect(written['purposes']?.['payroll']?.['keep']).toEqual({ for: 'P6Y', after: 'relation-end', then: 'erase', 'per-field': { 'bank-account': { for: 'P1Y', after: 'relation-end', then: 'erase' } } })
    expect(policy.purposes.get('newsletters')).toMatchObject({ people: ['subscriber', 'customer'], data: ['email', 'ip-address'], ground: 'consent' })
    expect(left.map(({ place }) => place)).toEqual(expect.arrayContaining(['Readme!A1', 'Readme!A2', 'Controller!A1', 'Controller!G6', 'Processor!A1', 'Processor!A2', 'Processor!B2']))
  })

  it('is read with its headings down the side', async () => {
    const { policy, left } = await drafted(await workbook({
      name: 'Fiche', rows: [['Processing activity', 'Visitor book'], ['Purpose', 'Know who is in the building'], ['Data subjects', 'Visitors'], ['Personal data', 'Name'], ['Legal basis', '6(1)(f)'], ['Retention', '30 days after collection'], ['DPIA', 'Not needed']],
    }))
    expect(policy.purposes.get('visitor-book')).toMatchObject({ people: ['visitor'], ground: 'legitimate-interest', keep: { end: { kind: 'after', period: { days: 30 }, anchor: 'creation' } } })
    expect(left).toEqual([{ place: 'Fiche!B7', heading: 'DPIA', why: 'has no place in a draft' }])
  })
})

describe('what is no register', () => {
  const broken = async (bytes: Uint8Array) => draftPolicy(bytes, today).then(() => 'drafted', (error: { code?: string }) => error.code ?? 'no problem')
  const one = (sheet: string, strings = ''): Promise<Buffer> => zipped({
    'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="A" r:id="rId1"/></sheets></workbook>', 'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': sheet, ...(strings === '' ? {} : { 'xl/sharedStrings.xml': strings }),
  })

  it('is refused with a reason, and nothing of it is shown', async () => {
    expect(await broken(Buffer.from('a,b\n1,2\n'))).toBe('drafts.no-register')
    expect(await broken(Buffer.alloc(0))).toBe('drafts.no-register')
    expect(await broken(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))).toBe('drafts.unreadable')
    expect(await broken(Buffer.from('PK\u0003\u0004 no zip at all'))).toBe('drafts.unreadable')
    expect(await broken((await one('<worksheet/>')).subarray(0, 300))).toBe('drafts.unreadable')
    expect(await broken(await zipped({ 'word/document.xml': '<w/>' }))).toBe('drafts.unreadable')
    expect(await broken(await one('<worksheet><sheetData><row>'))).toBe('drafts.unreadable')
  })

  it('is refused before it grows: entities, a long stream of zeros, a cell far away, a size that lies', async () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    expect(await broken(await one('<worksheet/>', `<?xml version="1.0"?>${bomb}<sst><si><t>&b;</t></si></sst>`))).toBe('drafts.unreadable')
    expect(await broken(await one('<worksheet><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'))).toBe('drafts.unreadable')
    expect(await broken(await one(' '.repeat(50_000_000)))).toBe('drafts.too-large')
    expect(await broken(await one('<worksheet><sheetData><row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData></worksheet>'))).toBe('drafts.too-large')
    expect(await broken(await one('<worksheet><sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData></worksheet>'))).toBe('drafts.too-large')
    expect(await broken(await one(`<worksheet>${'<a>'.repeat(100)}`))).toBe('drafts.unreadable')
    const honest = await one(`<worksheet>${' '.repeat(2_000_000)}</worksheet>`)
    expect(await broken(lied(honest, 2_000_023, 40))).toBe('drafts.unreadable')
    expect(await broken(Buffer.from(`${'a;'.repeat(1000)}\n`))).toBe('drafts.too-large')
  })
})

/** The archive with one size in its directory changed: it then holds more than it says. */
function lied(archive: Buffer, size: number, instead: number): Buffer {
  const said = Buffer.alloc(4)
  said.writeUInt32LE(size)
  const changed = Buffer.from(archive)
  let found = 0
  for (let at = changed.indexOf(said); at >= 0; at = changed.indexOf(said, at + 4)) {
    changed.writeUInt32LE(instead, at)
    found += 1
  }
  expect(found).toBeGreaterThan(0)
  return changed
}
