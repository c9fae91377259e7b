import type { About } from '../../form/index.ts'

export const aboutForm = {
  label: ['What the form is called, with its article: “in the contact form”.', 'label: { sv: kontaktformuläret, en: the contact form }'],
  place: ['The address of its page, or where it lies.', 'place: kvarnen.example/contact'],
  purposes: ['What the data is used for.', 'purposes: [orders]'],
  people: ['Who fills it in.', 'people: [customer]'],
  fields: ['What it asks for, and whether it has to be given. A list alone is voluntary.', 'fields: { name: mandatory, email: voluntary }'],
  asks: ['Purposes that it asks a yes for, each by itself.', 'asks: [news]'],
} as const satisfies Record<string, About>

export const aboutStaff = {
  label: ['What the role is called.', 'label: { sv: packningen, en: the packers }'],
  purposes: ['What they work with.', 'purposes: [orders]'],
  data: ['What they see. All the data of those purposes when nothing is said.', 'data: [name]'],
} as const satisfies Record<string, About>

export const aboutProtected = {
  hides: ['What is hidden from everybody who need not see it.', 'hides: [address, phone]'],
  owner: ['The role that handles it.', 'owner: registrar'],
  by: ['How such a person is answered: letter, phone, visit, email, page.', 'by: [letter]'],
} as const satisfies Record<string, About>

export const aboutJoint = {
  with: ['Controllers of the policy, and recipients.', 'with: [kvarnen, platform]'],
  purposes: ['What you do together. All of it when nothing is said.', 'purposes: [orders]'],
  essence: ['Who does what, in a sentence (Art 26(2)).', 'essence: { sv: de visar varorna och vi levererar dem, en: they show the goods and we deliver them }'],
  contact: ['Where to turn.', 'contact: dataskydd@kvarnen.example'],
} as const satisfies Record<string, About>

export const aboutSecrecy = {
  law: ['The provision.', 'law: "OSL 25:1"'],
  label: ['What it is about.', 'label: { sv: elevhälsa, en: pupil health }'],
  data: ['The data.', 'data: [health]'],
} as const satisfies Record<string, About>

export const aboutSchedule = {
  'decided-by': ['Who decided. Without it, and the day, nothing is disposed of.', 'decided-by: { sv: bildningsnämnden, en: the board of education }'],
  reference: ['The number of the decision.', 'reference: BUN 2026-14'],
  on: ['The day it was decided.', 'on: 2026-02-03'],
  law: ['The law it rests on.', 'law: "AL 10"'],
  series: ['Every series with how long; the keys are those of How long.', 'series: { letters: { for: 2 years, after: last-activity }, minutes: { for-ever: true } }'],
} as const satisfies Record<string, About>

export const aboutSeriesLabel = {
  label: ['What the series is called.', 'label: { sv: brev, en: letters }'],
} as const satisfies Record<string, About>
