import { byKind, country, day, flag, keys, list, mapped, named, openWord, period, place, said, share, string, text, whole, within, word } from '../form/index.ts'
import type { Read } from '../form/index.ts'
import { intakeForm, joint, protectedIdentity, schedule, secrecy, staff } from './inside.ts'
import { consent, ground, purpose } from './purpose.ts'

export const rights = ['access', 'rectification', 'erasure', 'restriction', 'portability', 'objection', 'withdrawal', 'complaint'] as const
export const dataClasses = [
  'ordinary', 'contact', 'national-id', 'financial', 'card', 'location', 'device', 'communication', 'free-text', 'criminal',
  'health', 'religion', 'ethnic-origin', 'political-opinion', 'philosophical-belief', 'trade-union', 'genetic', 'biometric', 'sex-life', 'sexual-orientation', 'special',
] as const

export const controller = keys({
  name: string,
  country,
  region: place,
  authority: string,
  contact: string,
  address: string,
  registration: string,
  officer: string,
  zone: string,
  'fiscal-year': byKind({ scalar: mapped(string, (first) => ({ first, changes: [] as readonly { readonly from: string; readonly year: string; readonly firstEnds: string | null }[] })), map: mapped(keys({
    year: string,
    changes: list(keys({ from: day, year: string, 'first-ends': day }, { needs: ['from', 'year'] })),
  }, { needs: ['year'] }), (written) => ({
    first: written.year ?? '',
    changes: (written.changes ?? []).map((change) => ({ from: change.from ?? '', year: change.year ?? '', firstEnds: change['first-ends'] ?? null })),
  })) }),
  public: flag,
}, { needs: ['name', 'country'] })

const site = keys({
  host: string,
  role: word('controller', 'processor', 'joint'),
  controller: openWord('winlas'),
  for: string,
  people: list(openWord('customer-contact')),
  data: list(openWord('name')),
  agreement: string,
}, { needs: ['host', 'role'] })

const relationKeys = keys({ label: said, sv: string, en: string, no: string, nb: string, follows: openWord('customer'), child: flag })

const dataItem = keys({
  label: said,
  class: word(...dataClasses),
  identifies: word('person', 'weak'),
  collected: word('given', 'automatically', 'source'),
  source: text,
  mandatory: flag,
  because: text,
  describes: openWord('anonymous', 'pseudonymous'),
})

const agreement = keys({ signed: day, expires: day, points: list(word('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h')) })

const recipient = keys({
  label: said,
  kind: openWord('processor', 'controller', 'joint', 'group', 'authority', 'provider'),
  country,
  agreement,
  safeguard: openWord('adequacy', 'scc', 'bcr', 'code', 'certification', 'derogation'),
  assessment: day,
  purposes: list(openWord('support')),
  data: list(openWord('name')),
  ground: string,
  form: text,
  when: text,
  keeps: period,
  never: list(openWord('marketing', 'profiling', 'sale', 'own-purposes', 'ai-training')),
}, { needs: ['kind'] })

const hold = keys({
  law: string,
  label: said,
  kind: word('bookkeeping', 'period'),
  for: period,
  after: openWord('rejection', 'relation-end', 'booking'),
  data: list(openWord('name')),
  bound: word('floor', 'ceiling'),
  in: list(place),
}, { needs: ['law'] })

const request = keys({
  within,
  for: list(openWord('customer-contact')),
  by: list(openWord('email', 'page', 'letter')),
  only: list(string),
  except: list(openWord('legal-obligation', 'claims', 'expression', 'public-health', 'archive')),
  free: flag,
  form: openWord('writing', 'signature'),
})

const cookie = keys({ provider: string, category: openWord('necessary', 'preferences', 'statistics', 'marketing'), lifetime: byKind({ scalar: mapped(string, (words) => words) }), link: string, purpose: text })

const never = byKind({
  scalar: mapped(text, (words) => ({ text: words })),
  map: mapped(keys({ sv: string, en: string, no: string, nb: string, text }), (written) => ({
    text: written.text ?? { sv: written.sv ?? written.en ?? '', en: written.en ?? written.sv ?? '', no: written.no ?? written.nb ?? written.sv ?? written.en ?? '' },
  })),
})

const measure = keys({ label: said, kind: word('physical', 'technical', 'administrative'), owner: openWord('it-lead'), review: day })

/** The whole of policy.yaml. */
export const policy = keys({
  lofte: whole(1, 1),
  title: text,
  introduction: text,
  controllers: named(controller),
  effective: day,
  languages: list(word('sv', 'en', 'no', 'nb')),
  authority: byKind({ scalar: string, map: mapped(keys({ name: string }, { needs: ['name'] }), (written) => written.name ?? '') }),
  'accepted-by': list(openWord('use', 'visit', 'signature')),
  'changes-told': period,
  appeal: text,
  laws: list(string),
  'only-grounds': list(ground),
  rights: list(word(...rights)),
  sites: list(site),
  people: named(byKind({ scalar: mapped(text, (words) => ({ label: { text: words, given: null } })), map: relationKeys })),
  data: named(dataItem),
  purposes: named(purpose),
  holds: named(hold),
  recipients: byKind({ scalar: mapped(word('none'), () => 'none' as const), map: named(recipient) }),
  forms: named(intakeForm),
  staff: named(staff),
  joint: named(joint),
  secrecy: named(secrecy),
  schedule,
  'protected-identity': protectedIdentity,
  requests: named(request),
  cookies: keys({ page: string, consent, describes: openWord('anonymous', 'not-personal'), list: named(cookie, { free: true }) }),
  never: named(never),
  measures: named(measure),
  'automated-decisions': byKind({ scalar: mapped(text, (words) => (words.en === 'none' ? ('none' as const) : words)), map: text }),
  breach: keys({ 'people-told': word('risk', 'high-risk') }),
  backups: keys({ kept: period }, { needs: ['kept'] }),
  brake: keys({ share, people: whole(1, 100_000_000) }),
  events: named(text),
  place: openWord('EEA', 'SE'),
  calendar: keys({ country, eves: word('working', 'holiday') }),
  accepted: list(keys({ rule: string, path: string, because: string, by: string, on: day }, { needs: ['rule', 'because', 'by', 'on'] })),
}, { needs: ['lofte', 'controllers', 'effective', 'purposes'] })

export type PolicySaid = Read<typeof policy>
