import type { About } from '../../form/index.ts'

export const aboutPurpose = {
  label: ['What it is called in the notice: a noun that fits after “data for”.', 'label: { sv: kundtjänst, en: customer service }'],
  why: ['Why you do it, as a sentence to the reader.', 'why: { sv: Vi behöver kunna svara när du frågar., en: We have to be able to answer when you ask. }'],
  kind: ['What sort of purpose it is, where the law asks: service, security, analytics, recruitment, accounting, research, statistics, archive, suppression …', 'kind: service'],
  owner: ['The role that answers for it.', 'owner: support-lead'],
  controllers: ['Whose purpose it is, where there are several controllers. All of them when nothing is said.', 'controllers: [kvarnen]'],
  people: ['Whose data.', 'people: [customer]'],
  data: ['Which data.', 'data: [name, email]'],
  role: ['processor: you do it for somebody else, who decides what for and how long.', 'role: processor'],
  for: ['For whom, where you are a processor.', 'for: { sv: våra kunder, en: our customers }'],
  when: ['When the purpose holds, where it is not for everybody it names. See When.', 'when: { from-age: 16 }'],
  ground: ['What makes it lawful (Art 6(1)): consent, contract, legal-obligation, vital-interests, public-task or legitimate-interest.', 'ground: contract'],
  grounds: ['Several grounds, each with when it is the one.', 'grounds: [{ ground: contract, when: { people: customer } }, { ground: consent, when: { data: diet } }]'],
  party: ['Who the other party of the contract is, or who says yes: person, guardian. A contract with somebody’s employer carries nothing.', 'party: person'],
  law: ['The law that obliges you, or lays down the task.', 'law: "BFL 7:2"'],
  balancing: ['The weighing behind a legitimate interest (Art 6(1)(f)).', 'balancing: { interest: { sv: att kunna svara, en: to be able to answer }, decided: 2026-01-15 }'],
  consent: ['How the yes is asked for and taken back (Art 7).', 'consent: { given-by: choice, withdrawn-by: [link, page] }'],
  conditions: ['For data of a special kind, the condition of Art 9(2) or 10 that permits it, one for each.', 'conditions: { diet: explicit-consent }'],
  marketing: ['It is marketing: an objection ends it at once (Art 21(3)).', 'marketing: true'],
  profiling: ['People are sorted or foreseen by their data.', 'profiling: true'],
  channels: ['For marketing, what each channel rests on: consent, existing-customer (an offer of the same kind after a sale), or objection.', 'channels: { email: consent, post: objection }'],
  keep: ['How long. In one line, or in full; see How long.', 'keep: 2 years after last-activity'],
  objection: ['What an objection does: uphold ends it at once; decide leaves it to a human.', 'objection: uphold'],
  sources: ['From whom the data comes, where not from the person. `public: true`: anybody can read there.', 'sources: [{ sv: folkbokföringen, en: the population register, public: true }]'],
  told: ['When those are told whose data came from others: collection, first-contact, disclosure, or a time of a month at most; or why they are not (Art 14).', 'told: first-contact'],
  'hand-over': ['Somebody else takes over on a day.', 'hand-over: { to: heir, on: 2027-03-01, told: 2 months }'],
  automated: ['A machine decides alone about people (Art 22).', 'automated: { logic: { sv: inkomst mot skulder, en: income against debts }, consequences: { sv: kredit nekas, en: credit is refused }, permitted-by: contract, human: credit-lead }'],
  safeguards: ['What protects people in research, statistics and archives (Art 89): pseudonymised, aggregated, minimised, kept-apart, ethics-review, no-decisions.', 'safeguards: [pseudonymised, aggregated]'],
  recipients: ['Who gets the data for this purpose.', 'recipients: [carrier]'],
  aggregate: ['Only totals leave it, in which nobody is seen.', 'aggregate: true'],
  'only-for': ['A promise that this data is used for nothing else.', 'only-for: true'],
  mandatory: ['For data that has to be given, what follows if it is not (Art 13(2)(e)).', 'mandatory: { email: { sv: Utan adress når vi dig inte., en: Without an address we cannot reach you. } }'],
} as const satisfies Record<string, About>

export const aboutGround = {
  ground: ['One of the six.', 'ground: consent'],
  when: ['When it is this one. See When.', 'when: { data: diet }'],
  party: ['As for the purpose.', 'party: guardian'],
  law: ['As for the purpose.', 'law: "BFL 7:2"'],
  balancing: ['As for the purpose.', 'balancing: { interest: { sv: att kunna svara, en: to be able to answer } }'],
  consent: ['As for the purpose.', 'consent: { given-by: choice, withdrawn-by: [link] }'],
} as const satisfies Record<string, About>

export const aboutBalancing = {
  interest: ['What you want, as a noun or “to …”. It is read in the notice.', 'interest: { sv: att kunna svara, en: to be able to answer }'],
  necessity: ['Why less would not do.', 'necessity: { sv: utan adress når vi ingen, en: without an address we reach nobody }'],
  outcome: ['How it weighs against what it means to people.', 'outcome: { sv: uppgifterna är få, en: the data is little }'],
  decided: ['The day it was decided.', 'decided: 2026-01-15'],
  review: ['When it is looked at again.', 'review: 2028-01-15'],
} as const satisfies Record<string, About>

export const aboutConsent = {
  'given-by': ['By what act: choice, form, signature. A visit or the giving of data is none.', 'given-by: choice'],
  'withdrawn-by': ['How it is taken back: as easily as it was given.', 'withdrawn-by: [link, page]'],
  'required-for': ['What is refused without it. Then it is not free, so the checks object.', 'required-for: the guide'],
  expires: ['After how long it is asked for anew.', 'expires: 2 years'],
  detriment: ['What somebody loses who takes it back. Then it is not free, so the checks object.', 'detriment: { sv: svaren dröjer, en: answers take longer }'],
  'together-with': ['What else is accepted by the same act: terms, notice, service. A consent stands alone, so the checks object.', 'together-with: []'],
} as const satisfies Record<string, About>

export const aboutCondition = {
  condition: ['explicit-consent, employment-law, vital-interests, association (Art 9(2)(d): a union, a church, a party about its own), made-public, claims, substantial-public-interest, health-care, public-health, archive-research; for criminal data official-authority or law.', 'condition: health-care'],
  law: ['The law behind it.', 'law: "PDL 2:4"'],
} as const satisfies Record<string, About>

export const aboutTold = {
  exception: ['Why they are not told (Art 14(5)): already-known, impossible, disproportionate, by-law, secrecy.', 'exception: disproportionate'],
  because: ['The reason in this case.', 'because: { sv: registret har två miljoner namn, en: the register has two million names }'],
  published: ['Where the information stands for everybody instead.', 'published: https://kvarnen.example/registers'],
} as const satisfies Record<string, About>

export const aboutSource = {
  text: ['From whom, in each language.', 'text: { sv: folkbokföringen, en: the population register }'],
  sv: ['The same in Swedish; the languages may stand directly here.', 'sv: folkbokföringen'],
  en: ['In English.', 'en: the population register'],
  no: ['In Norwegian.', '"no": folkeregisteret'],
  nb: ['The same as no.', 'nb: folkeregisteret'],
  public: ['Anybody can read there (Art 14(2)(f)).', 'public: true'],
} as const satisfies Record<string, About>

export const aboutHandOver = {
  to: ['The recipient that takes over.', 'to: heir'],
  on: ['The day. From then on, what still lies with you waits for a human who sees that it has arrived.', 'on: 2027-03-01'],
  told: ['How long ahead people are told.', 'told: 2 months'],
} as const satisfies Record<string, About>

export const aboutAutomated = {
  logic: ['How the machine reaches its decision.', 'logic: { sv: inkomst mot skulder, en: income against debts }'],
  consequences: ['What it may lead to.', 'consequences: { sv: kredit nekas, en: credit is refused }'],
  'permitted-by': ['What permits it: contract, law, or explicit-consent.', 'permitted-by: contract'],
  law: ['Which law.', 'law: "SFS 2018:218 3:1"'],
  human: ['The role that looks at it when somebody asks.', 'human: credit-lead'],
} as const satisfies Record<string, About>

export const aboutWhen = {
  people: ['If the person is one of these.', 'people: [customer]'],
  data: ['Where it concerns this data.', 'data: [diet]'],
  controller: ['With this controller.', 'controller: kvarnen'],
  in: ['Where the controller is in one of these countries or regions: another law on Åland than in Finland.', 'in: [SE, AX]'],
  'from-age': ['From the birthday on which the person turns so old. Needs a date of birth in a system.', 'from-age: 13'],
  'under-age': ['Until the day before that birthday.', 'under-age: 13'],
  words: ['What no program can tell, as words that follow “contract, …”. In doubt data stays and a human is asked.', 'words: { sv: om du har skrivit avtal, en: if you have signed an agreement }'],
  sv: ['The same in Swedish; the languages may stand directly under when.', 'sv: om du har skrivit avtal'],
  en: ['In English.', 'en: if you have signed an agreement'],
  no: ['In Norwegian.', '"no": hvis du har skrevet avtale'],
  nb: ['The same as no.', 'nb: hvis du har skrevet avtale'],
} as const satisfies Record<string, About>
