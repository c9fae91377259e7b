import { systemForms } from '../compile/system.ts'
import { intakeForm, joint, protectedIdentity, schedule, secrecy, series, staff } from '../definition/inside.ts'
import { keepSaid, reviewKeys, thenSaid } from '../definition/keep.ts'
import {
  accepted, agreement, authority, backups, brake, breach, calendar, controller, cookie, cookies, dataItem, eventKeys, fiscalChange, fiscalYear, hold, measure, neverKeys, policy, recipient, relationKeys, request, site,
} from '../definition/policy.ts'
import { automated, balancing, conditionKeys, consent, handOver, notTold, oneGround, purpose, sourceKeys } from '../definition/purpose.ts'
import { changesKeys, consentKeys, fieldKeys, linkKeys, table } from '../definition/systems.ts'
import { whenKeys } from '../definition/when.ts'
import type { KeysForm } from '../form/index.ts'

/** One page's part: keys that stand in one place. `NAME` in a place is a name of the author's own, `[]` an item of a list. */
export interface ReferenceSection {
  readonly title: string
  readonly place: string
  readonly form: KeysForm
  /** Said before the keys, where they do not say it all themselves. */
  readonly intro?: string
  /** What else has to stand there for an example to be whole. */
  readonly beside?: string
}

export const policySections: readonly ReferenceSection[] = [
  { title: 'The file', place: '', form: policy },
  { title: 'Controllers', place: 'controllers.NAME', form: controller, beside: 'name: Kvarnen AB\ncountry: SE' },
  { title: 'Fiscal year', place: 'controllers.NAME.fiscal-year', form: fiscalYear, intro: 'In one line (`fiscal-year: 01-01..12-31`), or with the changes there have been.', beside: 'year: 01-01..12-31' },
  { title: 'Fiscal year: changes', place: 'controllers.NAME.fiscal-year.changes[]', form: fiscalChange, beside: 'from: 2024-05-01\nyear: 05-01..04-30' },
  { title: 'Authority', place: 'authority', form: authority, intro: 'Mostly written as the name alone.' },
  { title: 'Sites', place: 'sites[]', form: site, beside: 'host: kvarnen.example\nrole: controller' },
  { title: 'People', place: 'people.NAME', form: relationKeys, intro: 'A relation may be written as its label alone, or with the languages directly under its name.' },
  { title: 'Data', place: 'data.NAME', form: dataItem },
  { title: 'Purposes', place: 'purposes.NAME', form: purpose, beside: 'people: [customer]\ndata: [name, email, diet]' },
  { title: 'Grounds, when there are several', place: 'purposes.NAME.grounds[]', form: oneGround, beside: 'ground: contract' },
  { title: 'When', place: 'purposes.NAME.when', form: whenKeys, intro: 'A condition: everything that is said has to hold. Words alone will do: `when: if you have signed an agreement`.' },
  { title: 'Balancing', place: 'purposes.NAME.balancing', form: balancing },
  { title: 'Consent', place: 'purposes.NAME.consent', form: consent },
  { title: 'Conditions', place: 'purposes.NAME.conditions.diet', form: conditionKeys, intro: 'In one word (`diet: explicit-consent`), or with the law behind it.', beside: 'condition: health-care' },
  { title: 'Told, or why not', place: 'purposes.NAME.told', form: notTold, intro: 'A moment or a time in one line (`told: first-contact`), or the exception that is relied on.', beside: 'exception: disproportionate' },
  { title: 'Sources', place: 'purposes.NAME.sources[]', form: sourceKeys },
  { title: 'Handing over', place: 'purposes.NAME.hand-over', form: handOver, beside: 'to: heir\non: 2027-03-01' },
  { title: 'Automated decisions', place: 'purposes.NAME.automated', form: automated },
  {
    title: 'How long', place: 'purposes.NAME.keep', form: keepSaid,
    intro: 'One line is enough for most: `keep: 2 years after last-activity`. `session` ends with the visit, `instruction` when the one you work for says so. An end is the day after which nothing stands: a year counted from 5 March ends on 5 March.',
  },
  { title: 'How long: then', place: 'purposes.NAME.keep.then', form: thenSaid, intro: 'A word (`then: erase`), or a restriction with its own end, or who decides.' },
  { title: 'How long: review', place: 'purposes.NAME.keep.review', form: reviewKeys, beside: 'every: 1 year\nowner: support-lead' },
  { title: 'Holds', place: 'holds.NAME', form: hold, beside: 'law: "DL 6:4"' },
  { title: 'Schedule', place: 'schedule', form: schedule, beside: 'series: { letters: { for: 2 years, after: last-activity } }' },
  { title: 'Schedule: series', place: 'schedule.series.NAME', form: series },
  { title: 'Recipients', place: 'recipients.NAME', form: recipient, beside: 'kind: processor' },
  { title: 'Agreement', place: 'recipients.NAME.agreement', form: agreement },
  { title: 'Joint controllers', place: 'joint.NAME', form: joint, beside: 'with: [kvarnen, platform]' },
  { title: 'Forms', place: 'forms.NAME', form: intakeForm, beside: 'purposes: [orders]\nfields: [name]' },
  { title: 'Staff', place: 'staff.NAME', form: staff, beside: 'purposes: [orders]' },
  { title: 'Protected identity', place: 'protected-identity', form: protectedIdentity, beside: 'hides: [address]' },
  { title: 'Secrecy', place: 'secrecy.NAME', form: secrecy, beside: 'law: "OSL 25:1"\ndata: [health]' },
  { title: 'Requests', place: 'requests.erasure', form: request, intro: 'By the name of the right: access, rectification, erasure, restriction, portability, objection, withdrawal, complaint.' },
  { title: 'Cookies', place: 'cookies', form: cookies },
  { title: 'Cookies: the list', place: 'cookies.list.NAME', form: cookie },
  { title: 'Never', place: 'never.NAME', form: neverKeys },
  { title: 'Measures', place: 'measures.NAME', form: measure },
  { title: 'Breach', place: 'breach', form: breach },
  { title: 'Backups', place: 'backups', form: backups },
  { title: 'Brake', place: 'brake', form: brake, intro: 'A tenth of the people, or 500 of them, when nothing is said.' },
  { title: 'Events', place: 'events.NAME', form: eventKeys, intro: 'The words alone, or with what is said of the event. They follow “two years after …”.', beside: 'en: the school year ended' },
  { title: 'Calendar', place: 'calendar', form: calendar },
  { title: 'Accepted warnings', place: 'accepted[]', form: accepted, beside: 'rule: promise.stricter\nbecause: we manage it\nby: privacy-lead\non: 2026-11-02' },
]

const connectors = [...systemForms()].map(([name, form]): ReferenceSection => ({
  title: `Systems: ${name}`, place: 'NAME', form, beside: Object.entries(form.about ?? {}).filter(([key]) => form.needs.includes(key)).map(([, about]) => about[1]).join('\n'),
  intro: name === 'task' ? 'A store that a person looks after: what is due becomes a task for the owner, who attests that it is done.' : 'A database. Secrets are never written here: `${NAME}` is taken from the environment where Löfte runs.',
}))

export const systemsSections: readonly ReferenceSection[] = [
  ...connectors,
  { title: 'Tables', place: 'NAME.tables.customer', form: table, beside: 'key: id' },
  { title: 'Belongs to', place: 'NAME.tables.orders.belongs-to.customer', form: linkKeys, intro: 'A column alone (`customer: customer_id`), or in full; a list where there are several.', beside: 'columns: [customer_id]' },
  { title: 'Columns', place: 'NAME.tables.customer.data.NAME', form: fieldKeys, intro: 'The word of the policy alone (`full_name: name`), or in full.', beside: 'data: name' },
  { title: 'Changes', place: 'NAME.tables.customer.changes', form: changesKeys, beside: 'updated-at: updated_at' },
  { title: 'Consents', place: 'NAME.tables.customer.consents', form: consentKeys, beside: 'purpose: news\ngiven: accepted_at' },
]
