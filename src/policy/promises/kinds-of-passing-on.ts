import { isEea } from '../law/index.ts'
import { rulePath } from '../model/index.ts'
import type { Policy, Recipient } from '../model/index.ts'
import { dayText, inEach, listText, say, verbatim } from '../text/index.ts'
import type { Text } from '../text/index.ts'
import { kind } from './kind.ts'
import { inside, peopleLabels, sentence } from './sentence.ts'
import { together } from './verdict.ts'
import type { Comparison } from './verdict.ts'

export const onlyNamed = kind('disclosure.only-named', {
  law: ['GDPR 13(1)(e)'], section: 'who-gets',
  *made(policy: Policy) {
    if (policy.recipients.size > 0) yield { at: rulePath('recipients'), terms: { recipients: [...policy.recipients.keys()], labels: [...policy.recipients.values()].map((one) => inside(one.label)) } }
  },
  says: () => say('promises.only-named'),
  later: 'disclosures',
  compare: (before, after) => together([namedOnlyIn(after, before, 'diff.more-recipients', 'weaker'), namedOnlyIn(before, after, 'diff.fewer-recipients', 'stronger')]),
})

interface Named { readonly recipients: readonly string[]; readonly labels: readonly Text[] }

function namedOnlyIn(here: Named, there: Named, key: 'diff.more-recipients' | 'diff.fewer-recipients', verdict: 'weaker' | 'stronger'): Comparison | null {
  const names = here.labels.filter((_, i) => !there.recipients.includes(here.recipients[i] ?? ''))
  return names.length === 0 ? null : { verdict, why: say(key, { names: listText(names) }) }
}

export const agreementInForce = kind('processor.agreement-in-force', {
  law: ['GDPR 28(3)'], section: 'who-gets',
  *made(policy: Policy) {
    for (const recipient of policy.recipients.values()) {
      if (recipient.kind === 'processor') yield { at: recipient.at, terms: agreementTerms(recipient) }
    }
  },
  says: (terms) => say('promises.agreement', { label: terms.label }),
  keptBy: ['agreement-watch'], shownBy: ['agreements-in-force'],
  compare(before, after) {
    if (before.signed !== null && after.signed === null) return { verdict: 'weaker', why: say('diff.agreement-gone') }
    if (before.signed === after.signed && before.expires === after.expires) return together([])
    const said = (day: string | null): Text => (day === null ? say('diff.no-day') : dayText(day))
    return { verdict: 'other', why: say('diff.agreement-day', { before: said(before.expires), after: said(after.expires) }) }
  },
})

function agreementTerms(recipient: Recipient): { readonly [more: string]: unknown; readonly recipient: string; readonly label: Text; readonly signed: string | null; readonly expires: string | null } {
  return { recipient: recipient.name, label: inside(recipient.label), signed: recipient.agreement?.signed ?? null, expires: recipient.agreement?.expires ?? null }
}

export const placeEea = kind('place.eea', {
  law: ['GDPR 44'], section: 'where',
  *made(policy: Policy) {
    if (policy.place !== null) yield { at: policy.place.at, terms: { area: policy.place.area, country: countryText(policy.place.area) } }
  },
  says: (terms) => (terms.area === 'EEA' ? say('promises.eea') : say('promises.country', { country: terms.country })),
  keptBy: ['place-watch'], shownBy: ['places'],
  compare(before, after) {
    const why = say('diff.area', { before: areaText(before), after: areaText(after) })
    const [was, is] = [before.area === 'EEA', after.area === 'EEA']
    if (is && isEea(before.area)) return { verdict: 'weaker', why }
    return { verdict: was && isEea(after.area) ? 'stronger' : before.area === after.area ? 'same' : 'other', why }
  },
})

function areaText(terms: { readonly area: string; readonly country: Text }): Text {
  return terms.area === 'EEA' ? verbatim('EEA') : terms.country
}

/** The runtime knows every country's name in every language; we keep no list of our own. */
function countryText(code: string): Text {
  return inEach((lang) => {
    try {
      return new Intl.DisplayNames(lang === 'no' ? 'nb' : lang, { type: 'region' }).of(code) ?? code
    } catch {
      return code
    }
  })
}

export const roleByAddress = kind('role.by-address', {
  law: ['GDPR 28(3)(a)', 'GDPR 29'], section: 'who', permits: true,
  *made(policy: Policy) {
    for (const site of policy.sites) {
      if (site.role !== 'processor') continue
      const people = peopleLabels(policy, site.people)
      yield { at: site.at, terms: { host: site.host, people: people.length === 0 ? verbatim('') : inside(listText(people, 'or')), for: site.for } }
    }
  },
  says: (terms) => say('promises.as-processor', { people: terms.people, host: terms.host }),
  keptBy: ['instruction-only'], shownBy: ['processor-untouched'],
})

export const neverDone = kind('never.done', {
  law: ['GDPR 5(1)(a)'], section: 'who-gets',
  *made(policy: Policy) {
    for (const one of policy.never) yield { at: one.at, terms: { what: one.what, text: one.text } }
  },
  says: (terms) => sentence(terms.text),
  later: 'disclosures',
  // Its words are the promise.
  compare: () => ({ verdict: 'other', why: say('diff.reworded') }),
})
