import { readdirSync, statSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { readEntry } from '../../src/evidence/index.ts'
import { personal } from '../../src/platform/index.ts'
import { answerAccess, identifyRequest, readCase, type AccessAnswer } from '../../src/requests/index.ts'
import { outFolder, ragna, staff, unzipped, world, type World } from './world.ts'

interface DataJson {
  readonly tables: readonly { readonly system: string; readonly table: string; readonly rows: readonly { readonly key: string; readonly tie: string; readonly explained: number; readonly values: Record<string, string | null>; readonly undescribed?: Record<string, string>; readonly hidden?: readonly string[] }[] }[]
  readonly explanations: readonly { readonly no: number; readonly table: string; readonly fields: readonly Record<string, unknown>[] }[]
  readonly article15: readonly { readonly name: string; readonly says: readonly string[] }[]
  readonly counts: Record<string, number>
}

const data = (files: ReadonlyMap<string, string>): DataJson => JSON.parse(files.get('data.json')!) as DataJson

describe('a request for access', () => {
  let on: World
  let answer: AccessAnswer
  let files: ReadonlyMap<string, string>
  let mode: number
  beforeAll(async () => {
    on = await world()
    await on.look()
    await using out = await outFolder()
    const of = await on.open('access', 'RAGNA.Ormtunga@kund1.example ')
    answer = await answerAccess(on.work(), staff, { id: of.id, reach: on.reach, out: out.path, lang: 'en' })
    files = unzipped(answer.file)
    mode = statSync(answer.file).mode & 0o777
    expect(readdirSync(out.path)).toEqual([answer.file.split('/').at(-1)])
  })

  it('holds every row of the person, as an independent query finds them', async () => {
    const counts = (await on.crm.pool.query<{ at: string; keys: string[] }>(`
      with me as (select id from crm.contact where lower(email) = $1)
      select 'crm.contact' as at, array_agg(id::text) as keys from me
      union all select 'crm.ticket', array_agg(id::text) from crm.ticket where contact_id in (select id from me)
      union all select 'crm.enquiry', array_agg(id::text) from crm.enquiry where lower(email) = $1
      union all select 'crm.registration', array_agg(id::text) from crm.registration where lower(email) = $1
      union all select 'crm.invoice', array_agg(series || ',' || number) from crm.invoice where contact_id in (select id from me)
      union all select 'crm.mailing_consent', array_agg(id::text) from crm.mailing_consent where contact_id in (select id from me)`, [ragna])).rows
    const accounts = (await on.portal.pool.query<{ keys: string[] }>('select array_agg(id::text) as keys from portal.account where email = $1', [ragna])).rows[0]!.keys
    const held = Object.fromEntries(data(files).tables.map(({ system, table, rows }) => [`${system}.${table}`, rows.map((row) => row.key)]))
    expect(held).toEqual({ ...Object.fromEntries(counts.map(({ at, keys }) => [at, keys])), 'portal.account': accounts })
    expect(answer).toMatchObject({ outcome: 'given', rows: 8, tables: 7, systems: 2 })
  })

  it('holds every value of those rows, also of columns that nobody described', async () => {
    const contact = (await on.crm.pool.query<{ row: Record<string, unknown> }>('select to_jsonb(c) as row from crm.contact c where id = 1')).rows[0]!.row
    const values = data(files).tables.find((table) => table.table === 'contact')!.rows[0]!.values
    for (const column of ['full_name', 'title', 'email', 'mobile']) expect(values[column]).toBe(contact[column])
    expect(data(files).tables.find((table) => table.table === 'account')!.rows[0]!.undescribed).toEqual({ remarks: 'ring före lunch, annars […]' })
  })

  it('tells of each item what, why, ground, source, recipients and how long', () => {
    const { tables, explanations } = data(files)
    for (const { rows, system, table } of tables) for (const row of rows) {
      const explained = explanations.find((one) => one.no === row.explained)!
      expect(explained.table).toBe(`${system}.${table}`)
      const fields = new Map(explained.fields.map((field) => [field['field'], field]))
      for (const name of [...Object.keys(row.values), ...Object.keys(row.undescribed ?? {})]) {
        const field = fields.get(name)
        expect(field, `${system}.${table}.${name}`).toBeDefined()
        for (const part of ['what', 'why', 'ground', 'source', 'howLong'] as const) expect(field![part], `${name} ${part}`).not.toHaveLength(0)
      }
    }
    const invoice = explanations.find((one) => one.table === 'crm.invoice')!.fields.find((field) => field['field'] === 'address')!
    expect(invoice).toMatchObject({ until: '2034-01-01', recipients: ['the hosting of our servers', 'our accountants'] })
  })

  it('answers every item of Article 15(1)(a) to (h) and 15(2)', () => {
    const items = data(files).article15
    expect(items.map((item) => item.name)).toEqual(['controller', 'confirmation', 'purposes', 'categories', 'recipients', 'period', 'rights', 'complaint', 'source', 'automated', 'transfers'])
    for (const item of items) expect(item.says.every((said) => said.trim() !== '') && item.says.length > 0, item.name).toBe(true)
  })

  it('hides what is about others, and logs it', () => {
    const all = [...files.values()].join('\n')
    for (const other of ['otto.ekvika', '070-174 06 11', 'hedda', 'Hedda', 'laktosfri']) expect(all, other).not.toContain(other)
    expect(files.get('redactions.csv')).toBe('\uFEFFtable,field,why\ncrm.ticket,subject,names-another\nportal.account,remarks,names-another\n')
    expect(answer.redactions).toBe(2)
    expect(answer.readFirst).toEqual(['crm.enquiry', 'crm.ticket', 'portal.account'])
  })

  it('opens in a spreadsheet without running anything, in UTF-8', () => {
    const csv = files.get('crm.ticket.csv')!
    expect(csv.startsWith('\uFEFFkey,requester_email,subject')).toBe(true)
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`)
  })

  it('has a page that stands alone, in the language asked for', () => {
    const page = files.get('index.html')!
    expect(page).toContain('<html lang="en">')
    expect(page).not.toMatch(/<script|src="|https?:\/\/(?!www\.w3)/)
    expect(page).toContain('Kvarnvägen 1')
    expect(page).toContain('The Swedish Accounting Act'.slice(0, 3))
    expect(mode).toBe(0o600)
  })

  it('closes the case: the evidence counts and names nobody, the identifiers are destroyed, the fact is gone', async () => {
    const of = (await readCase(on.ours.db, answer.id))!
    expect(of.answer?.outcome).toBe('given')
    const { rows } = await on.ours.pool.query<{ bytes: Buffer }>('select bytes from evidence.waiting')
    const entry = rows.map((row) => readEntry(row.bytes)!).find((one) => one.kind === 'access.answered')!
    expect(entry.body).toMatchObject({ right: 'access', outcome: 'given', rows: 8, tables: 7, systems: 2, redactions: 2, inTime: true })
    for (const table of ['requests.identifier', 'requests.case_key', 'requests.found', 'people.request_fact']) expect((await on.ours.pool.query(`select from ${table}`)).rowCount, table).toBe(0)
    await expect(answerAccess(on.work(), staff, { id: answer.id, reach: on.reach, out: '/nowhere', lang: 'en' })).rejects.toMatchObject({ code: 'requests.closed' })
  })

  it('keeps no identifier in clear anywhere in our database', async () => {
    const of = await on.open('access', ragna)
    const { rows } = await on.ours.pool.query<{ name: string }>(`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`)
    for (const { name } of rows) {
      const { rowCount } = await on.ours.pool.query(`select from ${name} t where t::text ilike '%ormtunga%' or t::text ilike '%${Buffer.from('ormtunga').toString('hex')}%'`)
      expect(rowCount, name).toBe(0)
    }
    expect(JSON.stringify(of)).not.toContain('ormtunga')
  })
})

describe('what goes otherwise', () => {
  it('confirms that nothing is held', async () => {
    const on = await world()
    await on.look()
    await using out = await outFolder()
    const of = await on.open('access', 'nobody@elsewhere.example')
    expect(of.concerned).toEqual([])
    const answer = await answerAccess(on.work(), staff, { id: of.id, reach: on.reach, out: out.path, lang: 'sv' })
    expect(answer).toMatchObject({ outcome: 'nothing-held', rows: 0, systems: 2 })
    const files = unzipped(answer.file)
    expect(files.get('index.html')).toContain('vi behandlar inga personuppgifter om dig')
    expect(data(files).article15.map((item) => item.name)).toEqual(['controller', 'confirmation', 'rights', 'complaint'])
  })

  it('waits for a system that is down, hands out nothing, and goes on when it is back', async () => {
    const on = await world()
    await on.look()
    await using out = await outFolder()
    const of = await on.open('access', ragna)
    on.down.add('portal')
    await expect(answerAccess(on.work(), staff, { id: of.id, reach: on.reach, out: out.path, lang: 'en' })).rejects.toMatchObject({ code: 'requests.system-unreachable', lines: ['portal  systems.unreachable'] })
    expect(readdirSync(out.path)).toEqual([])
    expect((await readCase(on.ours.db, of.id))!.unreached).toMatchObject([{ system: 'portal', tries: 1 }])
    on.down.clear()
    expect(await answerAccess(on.work(), staff, { id: of.id, reach: on.reach, out: out.path, lang: 'en' })).toMatchObject({ outcome: 'given', rows: 8 })
  })

  it('finds rows that were written after the last pass', async () => {
    const on = await world()
    await on.look()
    await using out = await outFolder()
    await on.crm.pool.query(`insert into crm.enquiry values (9, 'Ragna Ormtunga', 'Ragna.Ormtunga@KUND1.example', null, 'En sak till', '2026-11-22 08:00Z', '2026-11-22 08:00Z')`)
    const of = await on.open('access', ragna)
    const answer = await answerAccess(on.work(), staff, { id: of.id, reach: on.reach, out: out.path, lang: 'en' })
    expect(answer.rows).toBe(9)
    expect(data(unzipped(answer.file)).tables.find((table) => table.table === 'enquiry')!.rows.map((row) => row.values['message'])).toEqual(['Vad kostar det?', 'En sak till'])
  })

  it('hands nothing out before somebody has made sure who asks', async () => {
    const on = await world()
    await on.look()
    await using out = await outFolder()
    const of = await on.open('access', ragna, { identified: false })
    await expect(answerAccess(on.work(), staff, { id: of.id, reach: on.reach, out: out.path, lang: 'en' })).rejects.toMatchObject({ code: 'requests.not-identified' })
    await identifyRequest(on.work(), staff, { id: of.id, identified: { role: 'support', how: 'reply-from-address' } })
    expect(await answerAccess(on.work(), staff, { id: of.id, reach: on.reach, out: out.path, lang: 'en' })).toMatchObject({ outcome: 'given' })
  })

  it('shows a department’s mailbox to nobody until a human has chosen', async () => {
    const on = await world()
    for (const [id, name] of [[21, 'Signe Dalbyle'], [22, 'Tage Alvika'], [23, 'Vera Orspira'], [24, 'Knut Tallmossa']] as const) {
      await on.crm.pool.query(`insert into crm.enquiry values ($1, $2, 'info@kund1.example', null, 'Hej', '2026-11-01', '2026-11-01')`, [id, name])
    }
    await on.look()
    await using out = await outFolder()
    const of = await on.open('access', 'info@kund1.example')
    expect(of.concerned.map((one) => one.standing)).toEqual(['mailbox'])
    await expect(answerAccess(on.work(), staff, { id: of.id, reach: on.reach, out: out.path, lang: 'en' })).rejects.toMatchObject({ code: 'requests.unclear-who' })
    await identifyRequest(on.work(), staff, { id: of.id, identified: { role: 'support', how: 'called-back' }, also: [1] })
    expect(await answerAccess(on.work(), staff, { id: of.id, reach: on.reach, out: out.path, lang: 'en' })).toMatchObject({ outcome: 'given', rows: 4 })
  })

  it('takes three spellings of one name for one person, and a couple on one address for two', async () => {
    const on = await world()
    for (const [id, name, email] of [
      [21, 'Ragna Ormtunga', ragna], [22, 'ORMTUNGA, Ragna', ragna], [23, 'R. Órmtunga', ragna], [24, 'Ragna Sofia Ormtunga', ragna],
      [31, 'Signe Dalbyle', 'hemma@kund1.example'], [32, 'Tage Dalbyle', 'hemma@kund1.example'],
    ] as const) await on.crm.pool.query(`insert into crm.enquiry values ($1, $2, $3, null, 'Hej', '2026-11-01', '2026-11-01')`, [id, name, email])
    await on.look()
    expect((await on.open('access', ragna)).concerned.map((one) => one.standing)).toEqual(['verified'])
    expect((await on.open('access', 'hemma@kund1.example')).concerned.map((one) => one.standing)).toEqual(['mailbox'])
  })

  it('hides the other person in a row that two share', async () => {
    const on = await world()
    // An invoice to Ragna's profile for the seat that Otto has: a row of both.
    await on.crm.pool.query(`insert into crm.invoice values ('A', 9, 1, 2, 'Otto Ekvika', 'Kvarnvägen 1', '2026-10-12', 4900)`)
    await on.look()
    expect((await on.ours.pool.query(`select from people.location where tbl = 'invoice' and key = 'A,9' and shared`)).rowCount).toBe(2)
    await using out = await outFolder()
    const of = await on.open('access', ragna)
    const answer = await answerAccess(on.work(), staff, { id: of.id, reach: on.reach, out: out.path, lang: 'en' })
    const files = unzipped(answer.file)
    const row = data(files).tables.find((table) => table.table === 'invoice')!.rows.find((one) => one.key === 'A,9')!
    expect(row.tie).toBe('shared')
    expect(row.hidden).toContain('recipient')
    expect(row.values).toMatchObject({ amount: '4900.00' })
    expect([...files.values()].join()).not.toContain('Otto')
    expect(files.get('redactions.csv')).toContain('crm.invoice,recipient,perhaps-anothers')
  })

  it('shows the person’s own name and address in such a row, however the name is written', async () => {
    const on = await world()
    await on.crm.pool.query(`insert into crm.invoice values ('A', 9, 1, 2, 'ORMTUNGA, Ragna', 'KVARNVÄGEN 1', '2026-10-12', 4900), ('A', 10, 1, 2, 'Ragna', 'Okänd gränd 4', '2026-10-12', 4900)`)
    await on.look()
    await using out = await outFolder()
    const of = await on.open('access', ragna)
    const answer = await answerAccess(on.work(), staff, { id: of.id, reach: on.reach, out: out.path, lang: 'en' })
    const rows = data(unzipped(answer.file)).tables.find((table) => table.table === 'invoice')!.rows
    expect(rows.find((one) => one.key === 'A,9')).toMatchObject({ tie: 'shared', values: { recipient: 'ORMTUNGA, Ragna', address: 'KVARNVÄGEN 1' } })
    expect(rows.find((one) => one.key === 'A,10')).toMatchObject({ tie: 'shared', hidden: ['recipient', 'address'] })
  })

  it('says which items the policy leaves without an answer, and hands out no answer with a hole', async () => {
    const on = await world({ policy: (text) => text.replace('automated-decisions: none\n', '') })
    await on.look()
    await using out = await outFolder()
    const of = await on.open('access', ragna)
    await expect(answerAccess(on.work(), staff, { id: of.id, reach: on.reach, out: out.path, lang: 'en' })).rejects.toMatchObject({ code: 'requests.answer-incomplete', lines: ['automated  GDPR 15(1)(h)'] })
    expect(readdirSync(out.path)).toEqual([])
    expect((await readCase(on.ours.db, of.id))!.answer).toBeNull()
  })

  it('never repeats an identifier in an error', async () => {
    const on = await world()
    await on.look()
    const long = `${'x'.repeat(10_000)}@kund1.example`
    const error = await on.open('access', long).then(() => null, (caught: unknown) => caught as Error)
    expect(error).toMatchObject({ code: 'requests.identifier-unusable' })
    expect(JSON.stringify([error, error?.message, error?.stack])).not.toContain('kund1')
    expect(String(personal(long))).toBe('[personal]')
  })
})

it('keeps memory flat for a person with very many rows', async () => {
  const on = await world()
  await on.crm.pool.query(`insert into crm.ticket select i, 1, '${ragna}', repeat('x', 200) || i, '2026-01-01', null, '2026-06-01' from generate_series(100, 30100) i`)
  await on.look()
  await using out = await outFolder()
  const of = await on.open('access', ragna)
  let most = 0
  const timer = setInterval(() => (most = Math.max(most, process.memoryUsage().heapUsed)), 20)
  const before = process.memoryUsage().heapUsed
  const answer = await answerAccess(on.work(), staff, { id: of.id, reach: on.reach, out: out.path, lang: 'en' })
  clearInterval(timer)
  expect(answer.rows).toBe(30_009)
  expect(most - before).toBeLessThan(150 * 1024 * 1024)
  const files = unzipped(answer.file)
  expect(data(files).tables.find((table) => table.table === 'ticket')!.rows).toHaveLength(30_003)
  expect(files.get('crm.ticket.csv')!.split('\n').length - 2).toBe(30_003)
}, 120_000)
