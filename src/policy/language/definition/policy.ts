import { byKind, country, day, flag, keys, list, mapped, named, openWord, period, place, said, share, string, text, whole, within, word } from '../form/index.ts'
import type { Read } from '../form/index.ts'
import { intakeForm, joint, protectedIdentity, schedule, secrecy, staff } from './inside.ts'
import { consent, ground, purpose } from './purpose.ts'

import {
  aboutAccepted, aboutAgreement, aboutAuthority, aboutBackups, aboutBrake, aboutBreach, aboutCalendar, aboutController, aboutCookie, aboutCookies, aboutData, aboutFiscalChange, aboutFiscalYear, aboutHold, aboutMeasure, aboutNever,
  aboutEvent, aboutPeople, aboutPolicy, aboutRecipient, aboutRequest, aboutSite,
} from './about/policy.ts'

export const rights = ['access', 'rectification', 'erasure', 'restriction', 'portability', 'objection', 'withdrawal', 'complaint'] as const
export const dataClasses = [
  'ordinary', 'contact', 'national-id', 'financial', 'card', 'location', 'device', 'communication', 'free-text', 'criminal',
  'health', 'religion', 'ethnic-origin', 'political-opinion', 'philosophical-belief', 'trade-union', 'genetic', 'biometric', 'sex-life', 'sexual-orientation', 'special',
] as const

export const fiscalChange = keys({ from: day, year: string, 'first-ends': day }, { needs: ['from', 'year'], about: aboutFiscalChange })
export const fiscalYear = keys({ year: string, changes: list(fiscalChange) }, { needs: ['year'], about: aboutFiscalYear })

export const controller = keys({
  name: string,
  country,
  region: place,
  authority: string,
  contact: string,
  address: string,
  registration: string,
  officer: string,
  representative: string,
  zone: string,
  'fiscal-year': byKind({ scalar: mapped(string, (first) => ({ first, changes: [] as readonly { readonly from: string; readonly year: string; readonly firstEnds: string | null }[] })), map: mapped(fiscalYear, (written) => ({
    first: written.year ?? '',
    changes: (written.changes ?? []).map((change) => ({ from: change.from ?? '', year: change.year ?? '', firstEnds: change['first-ends'] ?? null })),
  })) }),
  public: flag,
}, { needs: ['name', 'country'], about: aboutController })

export const site = keys({
  host: string,
  role: word('controller', 'processor', 'joint'),
  controller: openWord('winlas'),
  for: string,
  people: list(openWord('customer-contact')),
  data: list(openWord('name')),
  agreement: string,
}, { needs: ['host', 'role'], about: aboutSite })

export const relationKeys = keys({ label: said, sv: string, en: string, no: string, nb: string, follows: openWord('customer'), child: flag }, { about: aboutPeople })

/** Words, or words with what is said of the event. */
export const eventKeys = keys({ label: text, sv: string, en: string, no: string, nb: string, ahead: flag }, { about: aboutEvent })

export const dataItem = keys({
  label: said,
  class: word(...dataClasses),
  identifies: word('person', 'weak'),
  collected: word('given', 'automatically', 'source', 'made'),
  source: text,
  mandatory: flag,
  because: text,
  describes: openWord('anonymous', 'pseudonymous'),
}, { about: aboutData })

export const agreement = keys({ signed: day, expires: day, points: list(word('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h')) }, { about: aboutAgreement })

export const recipient = keys({
  label: said,
  kind: word('processor', 'controller', 'joint', 'group', 'authority', 'provider'),
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
}, { needs: ['kind'], about: aboutRecipient })

export const hold = keys({
  law: string,
  label: said,
  kind: word('bookkeeping', 'period'),
  for: period,
  after: openWord('rejection', 'relation-end', 'booking'),
  data: list(openWord('name')),
  bound: word('floor', 'ceiling'),
  in: list(place),
}, { needs: ['law'], about: aboutHold })

export const request = keys({
  within,
  for: list(openWord('customer-contact')),
  by: list(openWord('email', 'page', 'letter')),
  only: list(string),
  except: list(openWord('legal-obligation', 'claims', 'expression', 'public-health', 'archive')),
  free: flag,
  form: openWord('writing', 'signature'),
}, { about: aboutRequest })

export const cookie = keys({ provider: string, category: openWord('necessary', 'preferences', 'statistics', 'marketing'), lifetime: byKind({ scalar: mapped(string, (words) => words) }), link: string, purpose: text }, { about: aboutCookie })

export const neverKeys = keys({ sv: string, en: string, no: string, nb: string, text }, { about: aboutNever })
const never = byKind({
  scalar: mapped(text, (words) => ({ text: words })),
  map: mapped(neverKeys, (written) => ({
    text: written.text ?? { sv: written.sv ?? written.en ?? '', en: written.en ?? written.sv ?? '', no: written.no ?? written.nb ?? written.sv ?? written.en ?? '' },
  })),
})

export const measure = keys({ label: said, kind: word('physical', 'technical', 'administrative'), owner: openWord('it-lead'), review: day }, { about: aboutMeasure })

export const authority = keys({ name: string }, { needs: ['name'], about: aboutAuthority })
export const cookies = keys({ page: string, consent, describes: openWord('anonymous', 'not-personal'), list: named(cookie, { free: true }) }, { about: aboutCookies })
export const breach = keys({ 'people-told': word('risk', 'high-risk') }, { about: aboutBreach })
export const backups = keys({ kept: period }, { needs: ['kept'], about: aboutBackups })
export const brake = keys({ share, people: whole(1, 100_000_000) }, { about: aboutBrake })
export const calendar = keys({ country, eves: word('working', 'holiday') }, { about: aboutCalendar })
export const accepted = keys({ rule: string, path: string, because: string, by: string, on: day }, { needs: ['rule', 'because', 'by', 'on'], about: aboutAccepted })

/** The whole of policy.yaml. */
export const policy = keys({
  lofte: whole(1, 1),
  title: text,
  introduction: text,
  controllers: named(controller),
  effective: day,
  languages: list(word('sv', 'en', 'no', 'nb')),
  authority: byKind({ scalar: string, map: mapped(authority, (written) => written.name ?? '') }),
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
  cookies,
  never: named(never),
  measures: named(measure),
  'automated-decisions': byKind({ scalar: mapped(text, (words) => (words.en === 'none' ? ('none' as const) : words)), map: text }),
  breach,
  backups,
  brake,
  events: named(byKind({
    scalar: mapped(text, (words) => ({ text: words, ahead: false })),
    map: mapped(eventKeys, (said, at, node) => {
      const spoken = said.en ?? said.sv ?? said.no ?? said.nb
      if (said.label === undefined && spoken === undefined) {
        at.source.report('language.wrong-value', node, at.path, 'The event has no words.', 'Write { sv: …, en: … }.')
        return undefined
      }
      return { text: said.label ?? { sv: said.sv ?? said.no ?? said.nb ?? spoken ?? '', en: spoken ?? '', no: said.no ?? said.nb ?? said.sv ?? spoken ?? '' }, ahead: said.ahead ?? false }
    }),
  })),
  place: openWord('EEA', 'SE'),
  calendar,
  accepted: list(accepted),
}, { needs: ['lofte', 'controllers', 'effective', 'purposes'], about: aboutPolicy })

export type PolicySaid = Read<typeof policy>
