import { beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/platform/index.ts'
import type { Session, Shape } from '../../../src/systems/index.ts'
import { foreignDatabase } from '../../setup/database.ts'
import { awkwardSql, awkwardSystem, codesOf, openOn } from './awkward.ts'

let database: Database
let shape: Shape

const shapeWith = async (change?: (text: string) => string): Promise<Shape> => {
  await using session: Session = await openOn(database.url, awkwardSystem(change))
  return await session.describe()
}

beforeAll(async () => {
  database = await foreignDatabase(awkwardSql)
  shape = await shapeWith()
})

describe('describe', () => {
  it('finds every mapped table, whatever its name, schema or kind', () => {
    expect(Object.fromEntries([...shape.tables].map(([name, table]) => [name, table.kind]))).toEqual({
      person: 'table', history: 'table', household: 'table', member: 'table', visit: 'table', note: 'table', employee: 'table', salary: 'table',
      order_line: 'partitioned', case: 'table', message: 'table', course: 'table', seat: 'table', directory: 'view', loose: 'table',
      address: 'table', delivery: 'table', thread: 'table', post: 'table', booking: 'table',
    })
    expect(shape.tables.get('person')!.columns.get('mail_domain')!.generated).toBe(true)
  })

  it('reads references in and out, mapped and not, with what they do on deletion', () => {
    const incoming = shape.tables.get('person')!.incoming.map((one) => `${one.from} ${one.columns.join()} ${one.onDelete} ${one.fromMapped ?? '-'} ${one.indexed}`)
    expect(incoming).toContain('"log"."unknown_thing" person_id cascade - false')
    expect(incoming).toContain('"Sales"."Person" referrer_id set null person true')
    expect(incoming).toContain('"log"."order_line" person_id no action order_line false')
    expect(shape.tables.get('member')!.outgoing.map((one) => one.columns)).toContainEqual(['area', 'code'])
    expect(shape.tables.get('person')!.incoming.find((one) => one.from === '"Sales"."Household"')!.deferrable).toBe(true)
  })

  it('reads what a trigger writes to, and leaves comments and texts aside', () => {
    expect(shape.tables.get('person')!.triggers).toEqual([{ name: 'keep_person', events: ['update', 'delete'], accepted: true, writesTo: ['"log"."person_history"'] }])
    expect(shape.tables.get('person')!.readOnlyBecause).toEqual([])
  })

  it('says which keys are provably unique', () => {
    const unique = (name: string) => shape.tables.get(name)!.keyIsUnique
    expect([unique('person'), unique('household'), unique('order_line'), unique('directory'), unique('loose')]).toEqual([true, true, true, false, false])
    expect(shape.tables.get('loose')!.readOnlyBecause).toContain('key-not-unique')
    expect(codesOf(shape, 'loose')).toEqual(['systems.key-not-unique'])
  })

  it('warns of what nobody mentioned, of references without an index, and of rows that unknown tables hold', () => {
    expect(codesOf(shape, 'person')).toEqual(['systems.no-replacement', 'systems.reference-not-indexed', 'systems.reference-not-indexed', 'systems.referred-from-unmapped', 'systems.unmentioned'])
    expect(shape.findings.find((one) => one.code === 'systems.unmentioned')).toMatchObject({ table: 'person', column: 'quirk' })
  })

  it('makes a wrong table or column an error with the nearest name', async () => {
    const wrong = await shapeWith((text) => text.replace('table: Household', 'table: Houshold').replace('data: { mail: email }\n      belongs-to: { person: { columns: [mail]', 'data: { mali: email }\n      belongs-to: { person: { columns: [mail]'))
    expect(wrong.findings.find((one) => one.code === 'systems.unknown-table')).toMatchObject({ severity: 'error', table: 'household', nearest: 'Household' })
    expect(wrong.findings.find((one) => one.code === 'systems.unknown-column')).toMatchObject({ severity: 'error', table: 'visit', column: 'mali', nearest: 'mail' })
  })

  it('makes free text, JSON and files that nobody mentions an error', async () => {
    const quiet = await shapeWith((text) => text.replace(', photo: name', '').replace('        tags: notes\n', '').replace('data: { body: notes }\n      belongs-to: { person: {', 'belongs-to: { person: {'))
    expect(quiet.findings.filter((one) => one.code === 'systems.free-text-unmentioned').map((one) => `${one.severity} ${one.table}.${one.column}`).sort()).toEqual([
      'error employee.photo', 'error note.body', 'error person.tags',
    ])
  })

  it('refuses change under a trigger that nobody accepted, or that writes elsewhere', async () => {
    const unaccepted = await shapeWith((text) => text.replace('triggers: [keep_person]', 'triggers: []'))
    expect(unaccepted.tables.get('person')!.readOnlyBecause).toContain('trigger-not-accepted')
    const unmapped = await shapeWith((text) => text.replace(/    history:[\s\S]*?    household:/, '    household:'))
    expect(unmapped.tables.get('person')!.readOnlyBecause).toContain('trigger-writes-elsewhere')
    const misnamed = await shapeWith((text) => text.replace('[keep_person]', '[keep_persn]'))
    expect(misnamed.findings.find((one) => one.code === 'systems.unknown-trigger')).toMatchObject({ severity: 'error', nearest: 'keep_person' })
  })

  it('has a hash that holds still, and moves with a column, a reference or the body of a trigger', async () => {
    expect((await shapeWith()).hash).toBe(shape.hash)
    const hashes = new Set([shape.hash])
    const changes = [
      'alter table "Sales".visit add column more integer',
      'alter table log.unknown_thing add column other bigint references "Sales".visit',
      `create or replace function log.keep_person() returns trigger language plpgsql as $$ begin delete from hr.salary; return old; end $$`,
      'create index on log.unknown_thing (person_id)',
    ]
    for (const change of changes) {
      await database.pool.query(change)
      hashes.add((await shapeWith()).hash)
    }
    expect(hashes.size).toBe(changes.length + 1)
  })
})

describe('a role that does not see everything', () => {
  it('is told which table it may not read, and which hides rows', async () => {
    await database.pool.query(`
      create role narrow_${process.pid} login; grant usage on schema hr, "Sales" to narrow_${process.pid};
      grant select on hr.secret, "Sales".course to narrow_${process.pid}; grant select (pnr) on hr.employee to narrow_${process.pid}`)
    try {
      const url = database.url.replace('postgres@', `narrow_${process.pid}@`)
      const system = awkwardSystem((text) => `${text}    secret:\n      schema: hr\n      key: id\n      relation: employee\n      data: { pnr: identity-number, remark: notes }\n`)
      await using session = await openOn(url, system)
      const seen = await session.describe()
      expect(codesOf(seen, 'secret')).toContain('systems.not-seen-in-full')
      expect(codesOf(seen, 'person')).toContain('systems.missing-privilege')
      expect(seen.findings.filter((one) => one.code === 'systems.missing-privilege' && one.table === 'employee').map((one) => one.column)).toContain('name')
      const read = async (name: string) => {
        for await (const page of session.scan(system.tables.get(name)!, null)) void page
      }
      await expect(read('secret')).rejects.toMatchObject({ code: 'systems.not-seen-in-full' })
      await expect(read('person')).rejects.toMatchObject({ code: 'systems.missing-privilege' })
      await expect(read('visit')).rejects.toMatchObject({ code: 'systems.missing-privilege' })
      await read('course')
    } finally {
      await database.pool.query(`drop owned by narrow_${process.pid}; drop role narrow_${process.pid}`)
    }
  })
})
