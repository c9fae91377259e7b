import type { About } from '../../form/index.ts'

export const aboutSystem = {
  connector: ['What it is: postgres for a database, task for a store that a person looks after.', 'connector: postgres'],
  country: ['Where it stands.', 'country: SE'],
  controller: ['Whose data it holds, where there are several controllers.', 'controller: kvarnen'],
  role: ['processor: it is held for somebody else and answers only to their instruction.', 'role: controller'],
  for: ['For whom, as processor.', 'for: shops'],
  recipient: ['Which recipient of the policy runs it.', 'recipient: hosting'],
  owner: ['The role that answers for it.', 'owner: it-lead'],
  tables: ['Its tables with personal data, each under its name.', 'tables: { customer: { key: id, person: { email: email }, data: { name: name } } }'],
} as const satisfies Record<string, About>

export const aboutTable = {
  table: ['The name in the database, where it is another than here.', 'table: tbl_cust'],
  schema: ['The schema, where it is another than the system’s.', 'schema: crm'],
  key: ['The column or columns that name one row.', 'key: id'],
  person: ['Columns that identify the person of the row: email, phone, national-id, customer-number, username, or a kind of your own.', 'person: { email: email, phone: mobile }'],
  verified: ['Which of those may tie rows to one person by themselves. E-mail, national id, customer number and user name when nothing is said.', 'verified: [email]'],
  relation: ['How the person of a row stands to you.', 'relation: customer'],
  'belongs-to': ['Rows that this one belongs to, and the column that refers to them.', 'belongs-to: { customer: customer_id }'],
  link: ['It only ties others together: a row goes with its ends.', 'link: true'],
  matter: ['Rows of no person (an event, a course), read for their dates and never acted on.', 'matter: true'],
  data: ['What each column holds, in the words of the policy; `column->key` is a value in a JSON document.', 'data: { full_name: name, profile->diet: diet }'],
  'not-personal': ['Columns that hold nothing about a person, and why. A column that is not mentioned is taken for personal.', 'not-personal: { created_by: our own staff code }'],
  purposes: ['Which purposes the table serves. All of its controller’s when nothing is said.', 'purposes: [orders]'],
  channel: ['It is there for one channel of marketing: goes with an objection to that.', 'channel: email'],
  record: ['Accounting records: kept whole, as the law says.', 'record: false'],
  activity: ['The column with the person’s own last act.', 'activity: last_login'],
  created: ['The column with the day the row came in.', 'created: created_at'],
  booked: ['The column with the booking day of an accounting record.', 'booked: booked_on'],
  issued: ['The column with the day a document was issued.', 'issued: issued_on'],
  paid: ['The column with the day of payment.', 'paid: paid_on'],
  started: ['The column with the day the relation began.', 'started: since'],
  ended: ['The column with the day the relation ended; empty: it goes on.', 'ended: left_on'],
  dates: ['Columns for any other event, such as birth, event-end, or one of your own; `table.column` reaches a row it belongs to.', 'dates: { birth: born_on }'],
  zone: ['The time zone of times without one.', 'zone: Europe/Stockholm'],
  sentinels: ['Dates that mean “no date” here.', 'sentinels: ["2000-01-01"]'],
  since: ['When the system was taken into use: an earlier date is none.', 'since: 2015-01-01'],
  changes: ['How changed rows are found: xmin, digest, or { updated-at: column }.', 'changes: { updated-at: updated_at, overlap: 1 hour }'],
  triggers: ['Triggers that you have looked at and that may run when rows are changed.', 'triggers: [log_change]'],
  restricted: ['The column that is set when a row may be kept and not used: a boolean, a date or a time.', 'restricted: blocked_since'],
  controller: ['Whose data, where it is another than the system’s.', 'controller: kvarnen'],
  role: ['As for the system.', 'role: controller'],
  consents: ['The rows record choices: for which purpose, when given, when taken back.', 'consents: { purpose: news, given: accepted_at, withdrawn: declined_at }'],
} as const satisfies Record<string, About>

export const aboutLink = {
  columns: ['The columns that refer.', 'columns: [customer_id]'],
  references: ['What they refer to, where that is not the key.', 'references: [id]'],
  when: ['Only rows with these values: where one column refers to several tables.', 'when: { owner_type: Customer }'],
  release: ['The reference may be emptied so that the row it points at can go.', 'release: true'],
  'breaks-cycle': ['Where tables refer to each other in a ring, this is where it is opened.', 'breaks-cycle: true'],
} as const satisfies Record<string, About>

export const aboutChanges = {
  'updated-at': ['The column that says when a row was last changed.', 'updated-at: updated_at'],
  overlap: ['How far back to look again.', 'overlap: 1 hour'],
} as const satisfies Record<string, About>

export const aboutConsents = {
  purpose: ['The purpose of every row.', 'purpose: news'],
  'purpose-column': ['Or the column that names it.', 'purpose-column: topic'],
  given: ['The column with when it was given.', 'given: accepted_at'],
  withdrawn: ['The column with when it was taken back.', 'withdrawn: declined_at'],
} as const satisfies Record<string, About>

export const aboutField = {
  data: ['What the column holds, in the words of the policy.', 'data: name'],
  replace: ['What is written where NULL is not allowed; {token} is a random token.', 'replace: "removed-{token}"'],
  of: ['The column holds this of somebody else than the row’s person, found by that identifier: a referee in an application. With relation: in which relation they stand to you.', 'of: { email: referee_email, relation: referee }'],
} as const satisfies Record<string, About>
