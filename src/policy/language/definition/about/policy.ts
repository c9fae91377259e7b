import type { About } from '../../form/index.ts'

export const aboutPolicy = {
  lofte: ['The version of the language. Always 1, and always first.', 'lofte: 1'],
  title: ['The heading of the notice. Without it the notice is called what notices are called in each language.', 'title: { sv: Så tar vi hand om dina uppgifter, en: How we take care of your data }'],
  introduction: ['Your own words at the top of the notice, before anything else.', 'introduction: { sv: Här står vad vi har om dig och varför., en: This is what we have about you and why. }'],
  controllers: ['The organisations that decide and answer, each under a name of your own. At least one (Art 4(7), 13(1)(a)).', 'controllers: { kvarnen: { name: Kvarnen AB, country: SE } }'],
  effective: ['The day from which this version holds.', 'effective: 2027-01-01'],
  languages: ['The languages of the notice. Swedish and English when nothing is said.', 'languages: [sv, en, "no"]'],
  authority: ['The supervisory authority that people can complain to. A controller elsewhere may have one of its own (Art 13(2)(d)).', 'authority: IMY'],
  'accepted-by': ['By what act the policy says that readers accept it. A notice informs and asks for nothing, so this is mostly written to transcribe an old text; the checks judge it.', 'accepted-by: [visit]'],
  'changes-told': ['How long before a change takes effect people are told of it.', 'changes-told: 30 days'],
  appeal: ['Where a decision about somebody’s rights can be appealed, of bodies whose decisions can be.', 'appeal: { sv: förvaltningsrätten, en: the administrative court }'],
  laws: ['Laws that the policy says it follows. A repealed one is found.', 'laws: [GDPR, DSL]'],
  'only-grounds': ['The grounds that the policy says it never goes beyond. A purpose with another ground contradicts it.', 'only-grounds: [contract, legal-obligation, consent, legitimate-interest]'],
  rights: ['The rights that the notice names. Leave it out, and all that the law gives for your grounds are named.', 'rights: [access, rectification, erasure, restriction, portability, objection, withdrawal, complaint]'],
  sites: ['Your addresses, and in which role you are there: one host may be yours for some people and another’s for others.', 'sites: [{ host: kvarnen.example, role: controller, people: [customer] }]'],
  people: ['Whom the data is about, by how they stand to you. Common words (customer, applicant, employee, pupil, patient …) need no declaration.', 'people: { subscriber: { sv: prenumerant, en: subscriber } }'],
  data: ['The kinds of data. Common ones (name, email, phone, address …) need no declaration; say here what is special about them.', 'data: { shoe-size: { label: { sv: skostorlek, en: shoe size } } }'],
  purposes: ['What data is used for. The heart of the policy: whose, which, why it is lawful, and how long.', 'purposes: { support: { people: [customer], data: [name, email], ground: contract, keep: 2 years after last-activity } }'],
  holds: ['Laws and duties that keep data although no purpose stands. Swedish bookkeeping is built in as se-bookkeeping.', 'holds: { discrimination: { law: "DL 6:4", for: 2 years, after: rejection, data: [name] } }'],
  recipients: ['Who else gets data, or handles it for you. `none` says that there really is nobody.', 'recipients: { hosting: { kind: processor, country: SE } }'],
  forms: ['Forms where data is given. A form takes what is declared here and nothing else.', 'forms: { contact: { purposes: [orders], fields: { name: mandatory, email: mandatory } } }'],
  staff: ['Roles inside, and what each may see.', 'staff: { packing: { purposes: [orders], data: [name] } }'],
  joint: ['Those who decide together with you (Art 26), and the essence of what you agreed on.', 'joint: { window: { with: [kvarnen, platform], purposes: [orders] } }'],
  secrecy: ['What is secret, by which provision: for public bodies.', 'secrecy: { pupil-health: { law: "OSL 25:1", data: [health] } }'],
  schedule: ['The decided plan of what is preserved and what is disposed of, series by series: for public bodies and archives.', 'schedule: { decided-by: the board of education, on: 2026-02-03, series: { letters: { for: 2 years, after: last-activity } } }'],
  'protected-identity': ['How you treat people whose identity is protected by an authority’s decision.', 'protected-identity: { hides: [address, phone], by: [letter] }'],
  requests: ['How people use their rights with you, and how soon you answer. What you leave out is a month, as the law says (Art 12(3)).', 'requests: { erasure: { within: 10 working days, by: [page, email] } }'],
  cookies: ['Cookies and the like: how they are asked for, and the list.', 'cookies: { page: /cookies, consent: { given-by: choice, withdrawn-by: [page] } }'],
  never: ['What you say that you never do, each under a short name. A promise, in your own words.', 'never: { sold: { sv: Vi säljer aldrig uppgifter., en: We never sell data. } }'],
  measures: ['What protects the data (Art 32), who answers for it, and when it is reviewed next.', 'measures: { backups-read: { label: { sv: säkerhetskopior läses tillbaka på prov, en: backups are read back as a test }, kind: technical, owner: it-lead, review: 2027-02-15 } }'],
  'automated-decisions': ['Whether machines decide alone about people: none, or how in your own words. Each such decision is described in its purpose too (Art 13(2)(f)).', 'automated-decisions: none'],
  breach: ['What you promise if something happens to the data (Art 33–34).', 'breach: { people-told: high-risk }'],
  backups: ['How long what has been erased remains in backups.', 'backups: { kept: 35 days }'],
  brake: ['Above how much a sweep waits for a human: a share of what is on record, and a number of people.', 'brake: { share: 10%, people: 500 }'],
  events: ['Events of your own that a time may be counted from, and your words for known ones. The words follow “two years after …”.', 'events: { warranty-end: { sv: garantin gick ut, en: the warranty ran out, ahead: true } }'],
  place: ['Where all processing takes place: EEA, or a country. A promise that is watched.', 'place: EEA'],
  calendar: ['Which holidays count for promised working days.', 'calendar: { country: SE, eves: working }'],
  accepted: ['Warnings that you have looked at and accept, with a reason. They are part of the version and shown as notes.', 'accepted: [{ rule: promise.stricter, because: we manage it, by: privacy-lead, on: 2026-11-02 }]'],
} as const satisfies Record<string, About>

export const aboutController = {
  name: ['The legal name.', 'name: Kvarnen AB'],
  country: ['Where it is established, by the two letters of the country. Gives the authority, the time zone and the holidays.', 'country: SE'],
  region: ['A part of the country with law or an authority of its own, such as AX for Åland.', 'region: SE-I'],
  authority: ['Its supervisory authority, where it is another than that of the policy.', 'authority: Datatilsynet'],
  contact: ['How people reach it: an address that a role reads, never a person’s own.', 'contact: dataskydd@kvarnen.example'],
  address: ['The postal address.', 'address: "Storgatan 1, 999 99 Exempelstad"'],
  registration: ['The number it is registered under.', 'registration: 559999-0100'],
  officer: ['How to reach the data protection officer (Art 37): a role’s address, never a name.', 'officer: dso@kvarnen.example'],
  representative: ['Who represents it within the EEA, and how to reach them, where it is established outside (Art 27).', 'representative: "Nordbo AB, data@nordbo.example"'],
  zone: ['The time zone whose days count, where the country has several.', 'zone: Europe/Stockholm'],
  'fiscal-year': ['The first and the last day of the fiscal year, which bookkeeping counts by; with the changes there have been.', 'fiscal-year: 01-01..12-31'],
  public: ['A public body: records are kept unless a disposal has been decided, and a legitimate interest carries none of its tasks.', 'public: true'],
} as const satisfies Record<string, About>

export const aboutEvent = {
  label: ['The words in each language.', 'label: { sv: läsåret slutade, en: the school year ended }'],
  sv: ['The words in Swedish; the languages may stand directly under the name.', 'sv: läsåret slutade'],
  en: ['The words in English.', 'en: the school year ended'],
  no: ['The words in Norwegian.', '"no": skoleåret tok slutt'],
  nb: ['The same as no.', 'nb: skoleåret tok slutt'],
  ahead: ['Its day is known beforehand, as the end of a school year or of a warranty. Without this a date in the future counts as a mistake, and the row as undated.', 'ahead: true'],
} as const satisfies Record<string, About>

export const aboutFiscalYear = {
  year: ['The first fiscal year known.', 'year: 01-01..12-31'],
  changes: ['Later fiscal years, each with the day it holds from.', 'changes: [{ from: 2024-05-01, year: 05-01..04-30 }]'],
} as const satisfies Record<string, About>

export const aboutFiscalChange = {
  from: ['The first day of the first year of the new kind.', 'from: 2024-05-01'],
  year: ['Its first and last day.', 'year: 05-01..04-30'],
  'first-ends': ['When the first such year ends, where it is shorter or longer.', 'first-ends: 2025-04-30'],
} as const satisfies Record<string, About>

export const aboutSite = {
  host: ['The address.', 'host: kvarnen.example'],
  role: ['What you are there: controller, processor for somebody else, or joint with somebody.', 'role: processor'],
  controller: ['Which of your controllers, where there are several.', 'controller: kvarnen'],
  for: ['For whom, where you are a processor.', 'for: shops'],
  people: ['About whom it is so.', 'people: [customer]'],
  data: ['For which data it is so, where it differs.', 'data: [name]'],
  agreement: ['That there is an agreement, or where it is kept. Work for others and together with others needs one.', 'agreement: required'],
} as const satisfies Record<string, About>

export const aboutPeople = {
  label: ['What they are called, in each language.', 'label: { sv: kund, en: customer }'],
  sv: ['The label in Swedish; the languages may stand directly under the name.', 'sv: kund'],
  en: ['The label in English.', 'en: customer'],
  no: ['The label in Norwegian.', '"no": kunde'],
  nb: ['The same as no.', 'nb: kunde'],
  follows: ['They are on record through somebody else: a referee through an applicant. They have to be told (Art 14).', 'follows: customer'],
  child: ['They are children, for whom a guardian says yes (Art 8).', 'child: true'],
} as const satisfies Record<string, About>

export const aboutData = {
  label: ['What it is called, in each language.', 'label: { sv: skostorlek, en: shoe size }'],
  class: ['Its sort. Health, religion, trade-union and the like (Art 9), criminal (Art 10) and national-id are guarded; special alone is not enough.', 'class: health'],
  identifies: ['It finds a person: by itself (person), or only as a hint (weak).', 'identifies: person'],
  collected: ['How it comes in: the person gives it, it is recorded (automatically), it comes from others (source), or you make it yourselves (made): grades, decisions, notes.', 'collected: made'],
  source: ['From whom it comes, where not from the person.', 'source: { sv: ett adressregister, en: a register of addresses }'],
  mandatory: ['It has to be given. What follows otherwise is said in the purpose.', 'mandatory: true'],
  because: ['Why it is needed: for identity numbers the law asks for a reason (DSL 3:10).', 'because: { sv: vi måste veta att det är rätt person, en: we have to know that it is the right person }'],
  describes: ['What the policy claims of it. A claim that identifiers are anonymous is found.', 'describes: pseudonymous'],
} as const satisfies Record<string, About>

export const aboutRecipient = {
  label: ['What it is called in the notice.', 'label: { sv: fraktbolaget, en: the carrier }'],
  kind: ['What it is: processor (does what you tell it), controller (decides itself), joint, group, authority, provider.', 'kind: processor'],
  country: ['Where it is, by two letters.', 'country: SE'],
  agreement: ['The processing agreement (Art 28(3)).', 'agreement: { signed: 2026-01-10, expires: 2029-01-10 }'],
  safeguard: ['What protects the data outside the EEA: adequacy, scc, bcr and so on (Art 45–46).', 'safeguard: scc'],
  assessment: ['The day on which the law of the place was assessed (C-311/18).', 'assessment: 2026-03-01'],
  purposes: ['For which purposes it gets data.', 'purposes: [orders]'],
  data: ['Which data it gets. Nothing else is passed on.', 'data: [name, address]'],
  ground: ['On what ground it is passed on, to one who decides itself.', 'ground: contract'],
  form: ['In what form it gets it.', 'form: { sv: en adressetikett, en: an address label }'],
  when: ['On what occasion.', 'when: { sv: när du har beställt, en: when you have ordered }'],
  keeps: ['How long it may keep what it got.', 'keeps: 6 months'],
  never: ['What it may not use it for: marketing, profiling, sale, own-purposes, ai-training, or one of your purposes.', 'never: [marketing, sale]'],
} as const satisfies Record<string, About>

export const aboutAgreement = {
  signed: ['The day it was signed.', 'signed: 2026-01-10'],
  expires: ['The last day it is in force. It is watched.', 'expires: 2029-01-10'],
  points: ['Which of the points of Art 28(3) it covers. Leave it out if you have not looked.', 'points: [a, b, c, d, e, f, g, h]'],
} as const satisfies Record<string, About>

export const aboutHold = {
  law: ['Act and place: BFL 7:2, DL 6:4, GDPR 17(3)(e), or any act by its number: SFS 2008:567 6:4.', 'law: "DL 6:4"'],
  label: ['What it is called.', 'label: { sv: diskrimineringsanspråk, en: discrimination claims }'],
  kind: ['period for a time of its own; bookkeeping for Swedish accounting records.', 'kind: period'],
  for: ['How long.', 'for: 2 years'],
  after: ['What it is counted from.', 'after: rejection'],
  data: ['Which data it keeps. None named: whole accounting records.', 'data: [name, email]'],
  bound: ['floor: it is kept at least so long. ceiling: at most.', 'bound: floor'],
  in: ['In which countries or regions it is law, where you are in several.', 'in: [SE]'],
} as const satisfies Record<string, About>

export const aboutRequest = {
  within: ['How soon you answer, where that is sooner than the law’s month. Working days or ordinary ones.', 'within: 10 working days'],
  for: ['For whom the time holds. Others get the law’s.', 'for: [customer]'],
  by: ['How it can be asked for: page, email, letter, phone, visit.', 'by: [page, email]'],
  only: ['What the policy narrows the right to. The law narrows none, so the checks object.', 'only: []'],
  except: ['What the policy takes out of the right to erasure. Art 17(3) is all there is: legal-obligation, claims, expression, public-health, archive.', 'except: [legal-obligation, claims]'],
  free: ['That it costs nothing. It never does the first time (Art 12(5)).', 'free: true'],
  form: ['A form that the policy demands of the request. The law knows none, so the checks object.', 'form: signature'],
} as const satisfies Record<string, About>

export const aboutCookies = {
  page: ['Where your page about cookies is.', 'page: /cookies'],
  consent: ['How they are asked for.', 'consent: { given-by: choice, withdrawn-by: [page] }'],
  describes: ['What the policy claims of cookies. That they are not personal data is found.', 'describes: personal'],
  list: ['Every cookie, by its name.', 'list: { basket: { provider: Kvarnen, category: necessary, lifetime: session } }'],
} as const satisfies Record<string, About>

export const aboutCookie = {
  provider: ['Who sets it.', 'provider: Kvarnen'],
  category: ['necessary, preferences, statistics or marketing. All but the first wait for a yes.', 'category: statistics'],
  lifetime: ['How long it stays: session, or a time.', 'lifetime: 3 months'],
  link: ['The provider’s own information.', 'link: https://counter.example/privacy'],
  purpose: ['What it is for, in plain words.', 'purpose: { sv: räknar besök, en: counts visits }'],
} as const satisfies Record<string, About>

export const aboutMeasure = {
  label: ['What is done, as a short sentence without a capital.', 'label: { sv: säkerhetskopior krypteras, en: backups are encrypted }'],
  kind: ['physical, technical or administrative.', 'kind: technical'],
  owner: ['The role that answers for it.', 'owner: it-lead'],
  review: ['The day by which it is reviewed. It is watched.', 'review: 2027-02-15'],
} as const satisfies Record<string, About>

export const aboutBreach = {
  'people-told': ['From what risk people are told: the law says high-risk, a promise may say risk.', 'people-told: high-risk'],
} as const satisfies Record<string, About>

export const aboutBackups = {
  kept: ['How long a backup lies.', 'kept: 35 days'],
} as const satisfies Record<string, About>

export const aboutBrake = {
  share: ['The share of the people on record.', 'share: 10%'],
  people: ['The number of people.', 'people: 500'],
} as const satisfies Record<string, About>

export const aboutCalendar = {
  country: ['Whose holidays: SE or NO.', 'country: SE'],
  eves: ['Whether Midsummer Eve, Christmas Eve and New Year’s Eve are working days. They are, unless you say holiday; the earlier day is the safer promise.', 'eves: holiday'],
} as const satisfies Record<string, About>

export const aboutAccepted = {
  rule: ['The rule of the warning, as lofte check writes it.', 'rule: transfer.no-country'],
  path: ['Where; left out: wherever it is raised.', 'path: recipients.hosting'],
  because: ['Why.', 'because: the supplier has been asked'],
  by: ['The role that decided.', 'by: privacy-lead'],
  on: ['The day.', 'on: 2026-11-02'],
} as const satisfies Record<string, About>

export const aboutAuthority = { name: ['Its name.', 'name: IMY'] } as const satisfies Record<string, About>

export const aboutNever = {
  sv: ['The sentence in Swedish.', 'sv: Vi säljer aldrig uppgifter.'],
  en: ['The sentence in English.', 'en: We never sell data.'],
  no: ['The sentence in Norwegian.', '"no": Vi selger aldri opplysninger.'],
  nb: ['The same as no.', 'nb: Vi selger aldri opplysninger.'],
  text: ['All languages in one.', 'text: { sv: Vi säljer aldrig uppgifter., en: We never sell data. }'],
} as const satisfies Record<string, About>
