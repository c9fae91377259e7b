import { rulePath } from '../model/index.ts'
import type { Policy, Recipient } from '../model/index.ts'
import { inEach, listText, say, verbatim } from '../text/index.ts'
import type { Text } from '../text/index.ts'
import { kind } from './kind.ts'
import { inside, peopleLabels, sentence } from './sentence.ts'

export const onlyNamed = kind('disclosure.only-named', {
  law: ['GDPR 13(1)(e)'], section: 'who-gets',
  *made(policy: Policy) {
    if (policy.recipients.size > 0) yield { at: rulePath('recipients'), terms: { recipients: [...policy.recipients.keys()] } }
  },
  says: () => say('promises.only-named'),
  later: 'disclosures',
})

export const agreementInForce = kind('processor.agreement-in-force', {
  law: ['GDPR 28(3)'], section: 'who-gets',
  *made(policy: Policy) {
    for (const recipient of policy.recipients.values()) {
      if (recipient.kind === 'processor') yield { at: recipient.at, terms: agreementTerms(recipient) }
    }
  },
  says: (terms) => say('promises.agreement', { label: terms.label }),
  keptBy: ['agreement-watch'], shownBy: ['agreements-in-force'],
})

function agreementTerms(recipient: Recipient): { readonly recipient: string; readonly label: Text; readonly signed: string | null; readonly expires: string | null } {
  return { recipient: recipient.name, label: inside(recipient.label), signed: recipient.agreement?.signed ?? null, expires: recipient.agreement?.expires ?? null }
}

export const placeEea = kind('place.eea', {
  law: ['GDPR 44'], section: 'where',
  *made(policy: Policy) {
    if (policy.place !== null) yield { at: policy.place.at, terms: { area: policy.place.area, country: countryText(policy.place.area) } }
  },
  says: (terms) => (terms.area === 'EEA' ? say('promises.eea') : say('promises.country', { country: terms.country })),
  keptBy: ['place-watch'], shownBy: ['places'],
})

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
  law: ['GDPR 28(3)(a)', 'GDPR 29'], section: 'who',
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
})
