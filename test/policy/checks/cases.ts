import type { Written } from './lawful.ts'

/** What is changed in the lawful policy; paths that begin with `systems:` change the systems file. */
export type Changes = Readonly<Record<string, Written[string]>>

/** For each check a policy that violates it, and a near miss that is lawful. */
export interface Case { readonly bad: Changes; readonly fine: Changes }

const referee = { 'people.referee': { follows: 'customer' }, 'purposes.reference': { people: ['referee'], data: ['name'], ground: 'consent', consent: { 'given-by': 'choice', 'withdrawn-by': ['link'] }, keep: { for: '6 months', after: 'creation' } } }
const diet = { 'purposes.orders.data': ['name', 'email', 'order-history', 'diet'] }
const employee = { 'people.employee': {}, 'purposes.photos': { people: ['employee'], data: ['photo'], ground: 'consent', consent: { 'given-by': 'choice', 'withdrawn-by': ['page'] }, keep: { for: '1 year', after: 'relation-end' } } }
const bought = { people: ['prospect'], data: ['name', 'email'], marketing: true, channels: { post: 'objection' }, sources: ['an address broker'], told: 'first-contact', keep: { for: '3 months', after: 'first-use' } }
const abroad = (more: Written): Written => ({ kind: 'processor', agreement: { signed: '2025-01-10' }, ...more })
const balanced = { ground: 'legitimate-interest', balancing: { interest: 'a', necessity: 'b', outcome: 'c', decided: '2026-01-01' } }

const club: Changes = { 'data.interest': {}, 'purposes.tips': { people: ['customer'], data: ['interest'], ground: 'consent', consent: { 'given-by': 'choice', 'withdrawn-by': ['link'] }, keep: { for: '1 year', after: 'creation' } }, 'forms.basket': { purposes: ['orders'], asks: ['tips'], fields: {} } }

function credit(changes: Written): Changes {
  const automated: Written = { logic: 'income against debts', consequences: 'no credit is given', 'permitted-by': 'contract', human: 'credit-lead', ...changes }
  return { 'purposes.orders.automated': Object.fromEntries(Object.entries(automated).filter(([, value]) => value !== undefined)), 'automated-decisions': 'whether credit is given' }
}

/** The same shop as an authority whose only own purpose is letters. */
function office(keep: Written[string], schedule: Written): Changes {
  const series: Written = { ...schedule, law: 'AL 10', series: { letters: { for: '2 years', after: 'creation' } } }
  return {
    'controllers.shop.public': true, 'controllers.shop.officer': 'dso@kvarnen.example', appeal: 'the administrative court', schedule: series,
    purposes: { letters: { people: ['customer'], data: ['name', 'email', 'order-history', 'last-sign-in'], ground: 'public-task', law: 'TF 2:1', keep } },
    'systems:shop.tables.customer.purposes': ['letters'], 'systems:shop.tables.customer.consents': undefined, 'systems:shop.tables.orders.purposes': ['letters'], 'systems:shop.tables.voucher.purposes': ['letters'],
  }
}

export const cases: Readonly<Record<string, Case>> = {
  'retention.no-start': { bad: { 'purposes.orders.keep': { for: 'P3Y', then: 'erase' } }, fine: { 'purposes.orders.keep': { for: 'P3Y', after: 'creation' } } },
  'consent.notice-accepted': { bad: { 'accepted-by': ['visit'] }, fine: { 'accepted-by': ['acknowledgement'] } },
  'consent.implied': { bad: { 'purposes.news.consent.given-by': 'giving-data' }, fine: { 'purposes.news.consent.given-by': 'signature' } },
  'consent.bundled': { bad: { 'purposes.news.consent.together-with': ['terms'] }, fine: { 'purposes.news.consent.together-with': [] } },
  'consent.not-separate': { bad: { 'purposes.news.consent.given-by': 'submit' }, fine: { 'purposes.news.consent.given-by': 'form' } },
  'consent.withdrawal-harder': { bad: { 'purposes.news.consent.withdrawn-by': ['letter'] }, fine: { 'purposes.news.consent.withdrawn-by': ['letter', 'account'] } },
  'consent.conditional': { bad: { 'purposes.news.consent.required-for': 'the guide' }, fine: { 'purposes.news.why': 'the guide comes with it, and without it' } },
  'consent.detriment': { bad: { 'purposes.news.consent.detriment': 'orders take longer' }, fine: { 'purposes.news.consent.expires': '2 years' } },
  'consent.employee': { bad: employee, fine: { ...employee, 'purposes.photos.ground': 'legitimate-interest', 'purposes.photos.balancing': { interest: 'a', necessity: 'b', outcome: 'c', decided: '2026-01-01' }, 'purposes.photos.consent': undefined } },
  'purpose.no-ground': { bad: { 'purposes.orders.ground': undefined }, fine: { 'purposes.news.ground': undefined } },
  'purpose.no-people': { bad: { 'purposes.orders.people': [] }, fine: { 'purposes.orders.people': ['customer', 'prospect'] } },
  'purpose.no-data': { bad: { 'purposes.orders.data': [] }, fine: { 'purposes.orders.data': ['name', 'email', 'order-history'] } },
  'ground.contract-third-party': { bad: { 'purposes.orders.party': 'employer' }, fine: { 'purposes.orders.party': 'guardian' } },
  'ground.contract-not-necessary': { bad: { 'purposes.orders.kind': 'improvement' }, fine: { 'purposes.orders.kind': 'service' } },
  'ground.no-balancing': { bad: { 'purposes.service.balancing': undefined }, fine: { 'purposes.service.ground': 'contract', 'purposes.service.balancing': undefined } },
  'ground.balancing-incomplete': { bad: { 'purposes.service.balancing.outcome': undefined }, fine: { 'purposes.service.balancing.review': '2027-01-15' } },
  'ground.public-body': { bad: { 'controllers.shop.public': true, 'controllers.shop.officer': 'dso@kvarnen.example' }, fine: { 'controllers.shop.public': true, 'controllers.shop.officer': 'dso@kvarnen.example', 'purposes.service.ground': 'public-task', 'purposes.service.law': 'SkolL 26:3' } },
  'ground.no-law': { bad: { 'purposes.orders.ground': 'legal-obligation' }, fine: { 'purposes.accounts.law': undefined } },
  'ground.wrong-law': { bad: { 'purposes.orders.kind': 'recruitment', 'purposes.orders.ground': 'legal-obligation', 'purposes.orders.law': 'LAS 25' }, fine: { 'purposes.orders.ground': 'legal-obligation', 'purposes.orders.kind': 'recruitment', 'purposes.orders.law': 'DL 6:4' } },
  'law.repealed': { bad: { laws: ['PUL'] }, fine: { laws: ['DSL'] } },
  'ground.contradiction': { bad: { 'only-grounds': ['contract', 'legal-obligation', 'consent'] }, fine: { 'only-grounds': ['contract', 'legal-obligation', 'consent', 'legitimate-interest'] } },
  'special-category.no-condition': { bad: diet, fine: { ...diet, 'purposes.orders.conditions': { diet: 'explicit-consent' } } },
  'special-category.unspecified': { bad: { 'data.sensitive': { class: 'special' } }, fine: { 'data.sensitive': { class: 'health' } } },
  'criminal.no-authority': { bad: { 'data.record': { class: 'criminal' }, 'purposes.orders.data': ['name', 'email', 'order-history', 'record'] }, fine: { 'data.record': { class: 'criminal' }, 'purposes.orders.data': ['name', 'email', 'order-history', 'record'], 'purposes.orders.conditions': { record: { condition: 'law', law: 'DSL 3:9' } } } },
  'national-id.no-justification': { bad: { 'purposes.orders.data': ['name', 'email', 'order-history', 'identity-number'] }, fine: { 'data.identity-number': { because: 'a credit check has to find the right person' }, 'purposes.orders.data': ['name', 'email', 'order-history', 'identity-number'] } },
  'data.card-number': { bad: { 'purposes.orders.data': ['name', 'email', 'order-history', 'card-number'] }, fine: { 'purposes.orders.data': ['name', 'email', 'order-history', 'payment'] } },
  'data.anonymous-claim': { bad: { 'data.device-id': { describes: 'anonymous' } }, fine: { 'data.device-id': { describes: 'pseudonymous' } } },
  'data.mandatory-unexplained': { bad: { 'data.email': { mandatory: true } }, fine: { 'data.email': { mandatory: true }, 'purposes.orders.mandatory': { email: 'without an address nothing can be confirmed' } } },
  'data.mandatory-unsaid': { bad: { 'purposes.orders.mandatory': undefined }, fine: { 'purposes.orders.mandatory': undefined, 'data.email': { mandatory: false } } },
  'art14.no-source': { bad: { 'data.credit-score': { collected: 'source' }, 'purposes.orders.data': ['name', 'email', 'order-history', 'credit-score'], 'purposes.orders.told': 'first-contact' }, fine: { 'data.credit-score': { collected: 'source' }, 'purposes.orders.data': ['name', 'email', 'order-history', 'credit-score'], 'purposes.orders.told': 'first-contact', 'purposes.orders.sources': ['a credit bureau'] } },
  'art14.not-told': { bad: referee, fine: { ...referee, 'purposes.reference.told': 'first-contact' } },
  'purpose.only-for-contradicted': { bad: { 'purposes.orders.only-for': true }, fine: { 'purposes.quiz': { people: ['prospect'], data: ['interest'], ground: 'consent', consent: { 'given-by': 'choice', 'withdrawn-by': ['link'] }, 'only-for': true, keep: { for: '1 month', after: 'creation' } } } },
  'retention.missing': { bad: { 'purposes.orders.keep': undefined }, fine: { 'purposes.orders.keep': '3 years after creation' } },
  'retention.vague': { bad: { 'purposes.orders.keep': 'as long as we need it' }, fine: { 'purposes.orders.keep': { criterion: 'as long as the guarantee of the goods runs', 'review-on': '2027-12-01' } } },
  'retention.law-unquantified': { bad: { 'purposes.accounts.keep': 'as long as the law on bookkeeping says' }, fine: { 'purposes.accounts.keep': { law: 'se-bookkeeping' } } },
  'retention.criterion-open': { bad: { 'purposes.orders.keep': { criterion: 'as long as it pays' } }, fine: { 'purposes.orders.keep': { criterion: 'as long as the guarantee runs', review: { every: '1 year', owner: 'shop-lead' } } } },
  'retention.reminder-vague': { bad: { 'purposes.service.keep.remind': 'well ahead' }, fine: { 'purposes.service.keep.remind': 'två veckor' } },
  'retention.activity-undefined': { bad: { 'purposes.chat': { people: ['prospect'], data: ['name'], ...balanced, keep: { for: '1 year', after: 'last-activity' } } }, fine: { 'purposes.chat': { people: ['prospect'], data: ['name'], ...balanced, keep: { for: '1 year', after: 'last-activity' } }, 'events.last-activity': 'you last wrote to us' } },
  'retention.contradicting': { bad: { 'purposes.service.keep.at-most': '1 year after last-activity' }, fine: { 'purposes.service.keep.at-most': '1 year after relation-end' } },
  'retention.no-cap': { bad: { 'purposes.news.keep.at-most': undefined }, fine: { 'purposes.news.keep': { until: 'agreement-end' } } },
  'retention.for-ever': { bad: { 'purposes.orders.keep': { 'for-ever': true } }, fine: { 'purposes.orders.keep': { 'for-ever': true, law: 'AL 3' } } },
  'retention.fiscal-year-missing': { bad: { 'controllers.shop.fiscal-year': undefined }, fine: { 'controllers.shop.fiscal-year': '09-01..08-31' } },
  'marketing.opt-out-by-mail': { bad: { 'purposes.offers': { people: ['prospect'], data: ['email'], ...balanced, marketing: true, channels: { sms: 'objection' }, keep: { for: '1 year', after: 'creation' } } }, fine: { 'purposes.offers': { people: ['prospect'], data: ['address'], ...balanced, marketing: true, channels: { post: 'objection' }, keep: { for: '1 year', after: 'creation' } } } },
  'marketing.no-channel': { bad: { 'purposes.news.channels': undefined, 'purposes.news.ground': 'consent' }, fine: { 'purposes.news.channels': { post: 'objection', email: 'existing-customer' } } },
  'marketing.objection-narrowed': { bad: { 'requests.objection.only': ['messages'] }, fine: { 'requests.objection.by': ['page', 'phone'] } },
  'marketing.no-suppression': { bad: { 'purposes.offers': bought }, fine: { 'purposes.offers': bought, 'purposes.stop': { kind: 'suppression', people: ['prospect'], data: ['email'], ...balanced, keep: { for: '5 years', after: 'creation' } } } },
  'recipients.missing': { bad: { recipients: undefined, 'systems:shop.recipient': undefined }, fine: { recipients: 'none', 'systems:shop.recipient': undefined } },
  'recipients.contradiction': { bad: { never: { 'passed-on': 'Your data never leaves us.' } }, fine: { never: { sold: 'Your data is never sold.' } } },
  'processor.no-agreement': { bad: { 'recipients.mail': { kind: 'processor', country: 'SE' } }, fine: { 'recipients.tax': { kind: 'authority', country: 'SE' } } },
  'processor.agreement-expired': { bad: { 'recipients.hosting.agreement.expires': '2026-11-30' }, fine: { 'recipients.hosting.agreement.expires': '2026-12-01' } },
  'processor.points-missing': { bad: { 'recipients.hosting.agreement.points': ['a', 'b', 'c', 'd', 'e', 'f', 'g'] }, fine: { 'recipients.hosting.agreement.points': undefined } },
  'sites.no-agreement': { bad: { sites: [{ host: 'help.kvarnen.example', role: 'processor', for: 'shops' }] }, fine: { sites: [{ host: 'help.kvarnen.example', role: 'controller' }] } },
  'transfer.no-safeguard': { bad: { 'recipients.chat': abroad({ country: 'IN' }) }, fine: { 'recipients.chat': abroad({ country: 'CH' }) } },
  'transfer.no-assessment': { bad: { 'recipients.chat': abroad({ country: 'IN', safeguard: 'scc' }) }, fine: { 'recipients.chat': abroad({ country: 'IN', safeguard: 'scc', assessment: '2026-05-01' }) } },
  'transfer.no-country': { bad: { 'recipients.hosting.country': undefined }, fine: { 'recipients.hosting.country': 'IS' } },
  'place.unknown-area': { bad: { place: 'Europe' }, fine: { place: 'EEA' } },
  'place.contradicted': { bad: { place: 'EEA', 'systems:shop.country': 'GB' }, fine: { place: 'EEA', 'systems:shop.country': 'NO' } },
  'rights.missing': { bad: { rights: ['access', 'rectification', 'erasure', 'restriction', 'portability', 'objection', 'complaint'] }, fine: { rights: ['access', 'rectification', 'erasure', 'restriction', 'portability', 'objection', 'withdrawal', 'complaint'] } },
  'rights.erasure-narrowed': { bad: { 'requests.erasure.only': ['unlawful'] }, fine: { 'requests.erasure.by': ['page'] } },
  'rights.erasure-barred': { bad: { 'requests.erasure.except': ['claims', 'own-interest'] }, fine: { 'requests.erasure.except': ['claims', 'legal-obligation'] } },
  'rights.rectification-narrowed': { bad: { 'requests.rectification.only': ['what you gave us'] }, fine: { 'requests.rectification.for': ['customer'] } },
  'rights.form-required': { bad: { 'requests.access.form': 'signature' }, fine: { 'requests.access.by': ['letter', 'phone'] } },
  'rights.not-free': { bad: { 'requests.access.free': false }, fine: { 'requests.access.free': true } },
  'rights.too-late': { bad: { 'requests.access.within': '6 weeks' }, fine: { 'requests.access.within': '30 days' } },
  'promise.stricter': { bad: { 'requests.erasure.within': '3 working days' }, fine: { 'requests.erasure.within': '1 month' } },
  'authority.missing': { bad: { authority: undefined }, fine: { authority: 'Integritetsskyddsmyndigheten' } },
  'authority.obsolete': { bad: { authority: 'Datainspektionen' }, fine: { authority: 'IMY' } },
  'authority.wrong': { bad: { authority: 'CNIL' }, fine: { authority: 'Datatilsynet', 'controllers.shop.country': 'NO' } },
  'controller.identity': { bad: { 'controllers.shop.registration': undefined }, fine: { 'controllers.shop.zone': 'Europe/Stockholm' } },
  'controller.representative-missing': { bad: { 'controllers.shop.country': 'CH' }, fine: { 'controllers.shop.country': 'CH', 'controllers.shop.representative': 'Nordbo AB, data@nordbo.example' } },
  'controller.officer-missing': { bad: { 'controllers.shop.public': true, 'purposes.service.ground': 'public-task', 'purposes.service.law': 'SkolL 26:3' }, fine: { 'controllers.shop.public': false } },
  'breach.stricter': { bad: { 'breach.people-told': 'risk' }, fine: { 'breach.people-told': 'high-risk' } },
  'automated.not-said': { bad: { 'automated-decisions': undefined }, fine: { 'automated-decisions': 'Orders above a sum are stopped by a machine; a person looks at them when asked.' } },
  'cookies.no-consent': { bad: { 'cookies.consent': undefined }, fine: { 'cookies.consent': undefined, 'cookies.list.visits': undefined } },
  'cookies.unlisted': { bad: { cookies: { page: '/cookies' } }, fine: { cookies: undefined } },
  'cookies.no-lifetime': { bad: { 'cookies.list.visits.lifetime': undefined }, fine: { 'cookies.list.visits.lifetime': '1 day' } },
  'cookies.not-personal': { bad: { 'cookies.describes': 'not-personal' }, fine: { 'cookies.page': '/cookies' } },
  'cookies.browser-only': { bad: { 'cookies.consent.withdrawn-by': ['browser'] }, fine: { 'cookies.consent.withdrawn-by': ['browser', 'banner'] } },
  'children.no-guardian': { bad: { 'people.pupil': { child: true }, 'purposes.club': { people: ['pupil'], data: ['name'], ground: 'consent', consent: { 'given-by': 'choice', 'withdrawn-by': ['link'] }, keep: { for: '1 year', after: 'creation' } } }, fine: { 'people.pupil': { child: true }, 'purposes.club': { people: ['pupil'], data: ['name'], ground: 'consent', party: 'guardian', consent: { 'given-by': 'choice', 'withdrawn-by': ['link'] }, keep: { for: '1 year', after: 'creation' } } } },
  'art14.too-late': { bad: { ...referee, 'purposes.reference.told': '6 weeks' }, fine: { ...referee, 'purposes.reference.told': '30 days' } },
  'art14.exception-unexplained': {
    bad: { ...referee, 'purposes.reference.told': { exception: 'disproportionate', because: 'there are thousands' } },
    fine: { ...referee, 'purposes.reference.told': { exception: 'disproportionate', because: 'there are thousands', published: 'https://kvarnen.example/registers' } },
  },
  'forms.field-unexplained': { bad: { 'forms.basket': { purposes: ['orders'], fields: { name: 'mandatory', phone: 'voluntary' } }, 'data.phone': {} }, fine: { 'forms.basket': { purposes: ['orders'], fields: { name: 'mandatory', email: 'voluntary' } } } },
  'forms.consent-mandatory': { bad: { ...club, 'forms.basket.fields': { name: 'mandatory', interest: 'mandatory' } }, fine: { ...club, 'forms.basket.fields': { name: 'mandatory', interest: 'voluntary' } } },
  'staff.sees-too-much': { bad: { 'staff.packing': { purposes: ['orders'], data: ['name', 'last-sign-in'] } }, fine: { 'staff.packing': { purposes: ['orders', 'service'], data: ['name', 'last-sign-in'] } } },
  'joint.no-arrangement': {
    bad: { 'recipients.platform': { kind: 'joint', country: 'SE' } },
    fine: { 'recipients.platform': { kind: 'joint', country: 'SE' }, 'joint.shop-window': { with: ['shop', 'platform'], purposes: ['orders'], essence: 'they show the goods, we deliver them' } },
  },
  'research.no-safeguards': { bad: { 'purposes.service.kind': 'statistics' }, fine: { 'purposes.service.kind': 'statistics', 'purposes.service.safeguards': ['aggregated'] } },
  'automated.no-permission': { bad: credit({ 'permitted-by': undefined }), fine: credit({}) },
  'automated.no-logic': { bad: credit({ logic: undefined }), fine: credit({ 'permitted-by': 'explicit-consent' }) },
  'automated.contradicted': { bad: { ...credit({}), 'automated-decisions': 'none' }, fine: credit({}) },
  'retention.normally-open': { bad: { 'purposes.orders.keep': 'normally 2 years after creation' }, fine: { 'purposes.orders.keep': { for: 'normalt 2 år', after: 'creation', 'at-most': '3 years after creation' } } },
  'public.no-disposal': { bad: office('2 years after creation', { 'decided-by': 'the board', on: '2026-03-01' }), fine: office({ series: 'letters' }, { 'decided-by': 'the board', on: '2026-03-01' }) },
  'schedule.no-decision': { bad: office({ series: 'letters' }, {}), fine: office({ series: 'letters' }, { 'decided-by': 'the board', on: '2026-03-01', reference: 'KS 2026-14' }) },
  'processor.own-ground': {
    bad: { 'purposes.packing': { role: 'processor', for: 'other shops', people: ['customer'], data: ['name'], ground: 'contract' } },
    fine: { 'purposes.packing': { role: 'processor', for: 'other shops', people: ['customer'], data: ['name'] } },
  },
  'processor.for-whom': { bad: { 'purposes.packing': { role: 'processor', people: ['customer'], data: ['name'] } }, fine: { 'purposes.packing': { role: 'processor', for: 'other shops', people: ['customer'], data: ['name'] } } },
  'hand-over.not-told': {
    bad: { 'recipients.heir': { kind: 'controller', country: 'SE' }, 'purposes.orders.hand-over': { to: 'heir', on: '2027-03-01' } },
    fine: { 'recipients.heir': { kind: 'controller', country: 'SE' }, 'purposes.orders.hand-over': { to: 'heir', on: '2027-03-01', told: '2 months' } },
  },
  'ground.several': {
    bad: { 'purposes.orders.ground': undefined, 'purposes.orders.grounds': [{ ground: 'contract', when: { people: 'customer' } }, { ground: 'legal-obligation', law: 'BFL 7:2' }] },
    fine: { 'purposes.orders.ground': undefined, 'purposes.orders.grounds': [{ ground: 'contract', when: { people: 'customer' } }, { ground: 'legal-obligation', law: 'BFL 7:2', when: 'what the accounts need' }] },
  },
  'systems.no-birth': { bad: { 'purposes.orders.when': { 'from-age': 16 } }, fine: { 'purposes.orders.when': { 'from-age': 16 }, 'systems:shop.tables.customer.dates': { birth: 'born_on' } } },
  'appeal.missing': { bad: { ...office({ series: 'letters' }, { 'decided-by': 'the board', on: '2026-03-01' }), appeal: undefined }, fine: office({ series: 'letters' }, { 'decided-by': 'the board', on: '2026-03-01' }) },
  'systems.unexplained': { bad: { 'systems:shop.tables.orders.purposes': ['service'] }, fine: { 'systems:shop.tables.orders.purposes': ['orders', 'service'] } },
  'systems.no-date': { bad: { 'systems:shop.tables.customer.created': undefined, 'systems:shop.tables.orders.created': undefined }, fine: { 'systems:shop.tables.customer.created': undefined } },
  'systems.no-consents': { bad: { 'systems:shop.tables.customer.consents': undefined }, fine: { 'systems:shop.tables.customer.consents': { 'purpose-column': 'purpose', given: 'given_on' } } },
  'systems.nobody': { bad: { 'systems:shop.tables.customer.person': undefined }, fine: { 'systems:shop.tables.customer.person': { phone: 'mobile' } } },
  'systems.no-country': { bad: { 'systems:shop.country': undefined }, fine: { 'systems:shop.country': 'DE' } },
  'systems.record-without-booking': { bad: { 'systems:shop.tables.voucher.booked': undefined }, fine: { 'systems:shop.tables.voucher.booked': undefined, 'systems:shop.tables.voucher.issued': 'issued_on' } },
}
