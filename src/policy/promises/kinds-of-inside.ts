import { citationList } from '../law/index.ts'
import type { Policy } from '../model/index.ts'
import { inEach, listText, say, verbatim } from '../text/index.ts'
import type { Text } from '../text/index.ts'
import { dataList, purposeList } from './condition-text.ts'
import { kind } from './kind.ts'
import { inside, sentence } from './sentence.ts'
import { besides, together } from './verdict.ts'
import { waysText } from './ways-text.ts'
import type { Comparison, Verdict } from './verdict.ts'

/** What is in one list of names and not in the other, as a reason. */
function differ(names: readonly string[], key: 'diff.more-data' | 'diff.less-data', verdict: Verdict): Comparison | null {
  return names.length === 0 ? null : { verdict, why: say(key, { names: names.join(', ') }) }
}

export const onlyDeclaredFields = kind('intake.only-declared-fields', {
  law: ['GDPR 5(1)(c)', 'GDPR 25(2)'], section: 'what',
  *made(policy: Policy) {
    for (const form of policy.forms.values()) {
      const fields = [...form.fields.keys()]
      const mandatory = fields.filter((data) => form.fields.get(data) === 'mandatory')
      if (fields.length > 0) yield { at: form.at, terms: { form: form.name, purposes: form.purposes, fields, mandatory, label: inside(form.label), asks: dataList(policy, fields), needs: mandatory.length === 0 ? null : dataList(policy, mandatory) } }
    }
  },
  about: (terms) => terms.purposes,
  says(terms) {
    const said = say('promises.form', { form: terms.label, fields: terms.asks })
    if (terms.needs === null) return say('promises.form-none', { sentence: said })
    return terms.mandatory.length === terms.fields.length ? said : say('promises.form-some', { sentence: said, mandatory: terms.needs })
  },
  later: 'forms',
  compare: (before, after) => together([
    differ(besides(after.fields, before.fields), 'diff.more-data', 'weaker'),
    differ(besides(before.fields, after.fields), 'diff.less-data', 'stronger'),
    named(besides(after.mandatory, before.mandatory).filter((data) => before.fields.includes(data)), 'diff.now-mandatory', 'weaker'),
    named(besides(before.mandatory, after.mandatory).filter((data) => after.fields.includes(data)), 'diff.now-voluntary', 'stronger'),
  ]),
})

function named(names: readonly string[], key: 'diff.now-mandatory' | 'diff.now-voluntary', verdict: Verdict): Comparison | null {
  return names.length === 0 ? null : { verdict, why: say(key, { names: names.join(', ') }) }
}

export const needToKnow = kind('access.need-to-know', {
  law: ['GDPR 25(2)', 'GDPR 32(1)(b)'], section: 'security', internal: true,
  *made(policy: Policy) {
    for (const role of policy.staff.values()) {
      if (role.purposes.length === 0) continue
      const sees = role.data.length > 0 ? role.data : [...new Set(role.purposes.flatMap((name) => policy.purposes.get(name)?.data ?? []))]
      yield { at: role.at, terms: { role: role.name, purposes: role.purposes, data: sees, label: inside(role.label), forWhat: purposeList(policy, role.purposes), what: role.data.length === 0 ? null : dataList(policy, role.data) } }
    }
  },
  about: (terms) => terms.purposes,
  says: (terms) => (terms.what === null ? say('promises.need-to-know-all', { role: terms.label, purposes: terms.forWhat }) : say('promises.need-to-know', { role: terms.label, data: terms.what, purposes: terms.forWhat })),
  later: 'access',
  compare: (before, after) => together([
    differ(besides(after.data, before.data), 'diff.more-data', 'weaker'),
    differ(besides(before.data, after.data), 'diff.less-data', 'stronger'),
    differ(besides(after.purposes, before.purposes), 'diff.more-data', 'weaker'),
    differ(besides(before.purposes, after.purposes), 'diff.less-data', 'stronger'),
  ]),
})

export const protectedIdentity = kind('identity.protected', {
  law: ['GDPR 5(1)(f)', 'GDPR 32'], section: 'security',
  *made(policy: Policy) {
    const hidden = policy.protectedIdentity
    if (hidden === null || hidden.hides.length === 0) return
    yield { at: hidden.at, terms: { hides: hidden.hides, by: hidden.by, owner: hidden.owner, data: dataList(policy, hidden.hides), ways: waysText(hidden.by) } }
  },
  says: (terms) => (terms.ways === null ? say('promises.protected', { data: terms.data }) : say('promises.protected-by', { data: terms.data, ways: terms.ways })),
  later: 'access',
  compare: (before, after) => together([
    differ(besides(before.hides, after.hides), 'diff.less-data', 'weaker'),
    differ(besides(after.hides, before.hides), 'diff.more-data', 'stronger'),
    before.owner === after.owner ? null : { verdict: 'other', why: say('diff.owner') },
  ]),
})

export const jointControllers = kind('joint.any-of-us', {
  law: ['GDPR 26(1)', 'GDPR 26(3)'], section: 'who',
  *made(policy: Policy) {
    for (const joint of policy.joint.values()) {
      const names = joint.with.map((name) => policy.controllers.get(name)?.title ?? policy.recipients.get(name)?.label ?? name)
      yield { at: joint.at, terms: { with: joint.with, purposes: joint.purposes, names: listText(names.map((name) => (typeof name === 'string' ? verbatim(name) : name))), forWhat: joint.purposes.length === 0 ? say('promises.all-we-do') : purposeList(policy, joint.purposes), essence: joint.essence } }
    }
  },
  about: (terms) => (terms.purposes.length === 0 ? null : terms.purposes),
  says(terms) {
    const said = say('promises.joint', { purposes: terms.forWhat, names: terms.names })
    return terms.essence === null ? said : inEach((lang) => `${said[lang]} ${ended(sentence(terms.essence as Text)[lang])}`)
  },
  later: 'requests',
})

function ended(words: string): string {
  return /[.!?]$/.test(words) ? words : `${words}.`
}

export const secrecyObserved = kind('secrecy.observed', {
  law: ['OSL 8:1'], section: 'who-gets',
  *made(policy: Policy) {
    for (const one of policy.secrecy.values()) yield { at: one.at, law: [one.law], terms: { law: one.law, data: one.data, what: dataList(policy, one.data) } }
  },
  says: (terms) => sentence(say('promises.secrecy', { data: terms.what, law: inEach((lang) => citationList([terms.law], lang)) })),
  later: 'disclosures',
  compare: (before, after) => together([
    differ(besides(before.data, after.data), 'diff.less-data', 'weaker'),
    differ(besides(after.data, before.data), 'diff.more-data', 'stronger'),
    before.law === after.law ? null : { verdict: 'other', why: say('diff.changed') },
  ]),
})
