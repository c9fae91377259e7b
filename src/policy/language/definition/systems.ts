import { byKind, country, day, flag, keys, list, mapped, named, openWord, period, string, word } from '../form/index.ts'
import type { Form, Read } from '../form/index.ts'

import { aboutChanges, aboutConsents, aboutField, aboutLink, aboutTable } from './about/systems.ts'

const column: Form<string> = string

export const linkKeys = keys({
  columns: list(column), references: list(column), when: named(string, { free: true }), release: flag, 'breaks-cycle': flag,
}, { needs: ['columns'], about: aboutLink })
export const consentKeys = keys({ purpose: string, 'purpose-column': column, given: column, withdrawn: column }, { needs: ['given'], about: aboutConsents })
export const changesKeys = keys({ 'updated-at': column, overlap: period }, { needs: ['updated-at'], about: aboutChanges })

const link = byKind({
  scalar: mapped(column, (one) => ({ columns: [one] as readonly string[], references: undefined as readonly string[] | undefined, when: new Map<string, string>() as ReadonlyMap<string, string>, release: false, breaksCycle: false })),
  map: mapped(linkKeys, (said) => ({
    columns: said.columns ?? [], references: said.references, when: said.when ?? new Map<string, string>(), release: said.release ?? false, breaksCycle: said['breaks-cycle'] ?? false,
  })),
})

export const fieldKeys = keys({ data: string, replace: string, of: named(column, { free: true }) }, { needs: ['data'], about: aboutField })
const dataField = byKind({
  scalar: mapped(string, (data) => ({ data, replace: null as string | null, of: new Map<string, string>() as ReadonlyMap<string, string> })),
  map: mapped(fieldKeys, (said) => ({
    data: said.data ?? '', replace: said.replace ?? null, of: said.of ?? new Map<string, string>(),
  })),
})

/** Short words for the common dates of a row; any other anchor stands under `dates`. */
export const dateKeys = ['activity', 'created', 'booked', 'issued', 'paid', 'started', 'ended'] as const

export const table = keys({
  table: string,
  schema: string,
  key: list(column),
  person: named(column, { free: true }),
  verified: list(string),
  relation: openWord('customer-contact'),
  'belongs-to': named(byKind({ scalar: mapped(link, (one) => [one]), map: mapped(link, (one) => [one]), seq: list(link) }), { free: true }),
  link: flag,
  matter: flag,
  data: named(dataField, { free: true }),
  'not-personal': named(string, { free: true }),
  purposes: list(openWord('support')),
  channel: word('email', 'sms', 'post', 'phone', 'app', 'web'),
  record: flag,
  activity: column,
  created: column,
  booked: column,
  issued: column,
  paid: column,
  started: column,
  ended: column,
  dates: named(column),
  zone: string,
  sentinels: list(string),
  since: day,
  changes: byKind({
    scalar: mapped(word('xmin', 'digest'), (by) => ({ by, column: '', overlap: undefined })),
    map: mapped(changesKeys, (said) => ({ by: 'updated-at' as const, column: said['updated-at'] ?? '', overlap: said.overlap })),
  }),
  triggers: list(string),
  restricted: column,
  controller: openWord('winlas'),
  role: word('controller', 'processor'),
  consents: consentKeys,
}, { wants: 'a table with its key and what its columns hold', about: aboutTable })

/** One system; a connector's own settings stand among the keys, so they are read by name. */
export const systemKeys = {
  connector: openWord('postgres', 'task'),
  country,
  controller: openWord('winlas'),
  role: word('controller', 'processor'),
  for: string,
  recipient: openWord('hosting'),
  owner: openWord('it-lead'),
  tables: named(table, { free: true }),
} as const

export type TableSaid = Read<typeof table>
