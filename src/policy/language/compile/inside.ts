import { parseCitation } from '../../law/index.ts'
import { rulePath } from '../../model/index.ts'
import type { IntakeForm, Policy, Secrecy } from '../../model/index.ts'
import type { PolicySaid } from '../definition/policy.ts'
import type { Source } from '../source/source.ts'
import { asWords } from '../vocabulary.ts'
import type { Declared } from './declared-names.ts'
import { nodeAt } from './places.ts'

/** What concerns the inside of the organisation: where data comes in, who sees it, and with whom it decides. */
export function insideOf(said: PolicySaid, names: Declared, source: Source): Pick<Policy, 'forms' | 'staff' | 'joint' | 'secrecy' | 'protectedIdentity'> {
  const hidden = said['protected-identity']
  return {
    forms: new Map([...(said.forms ?? [])].map(([name, one]) => [name, formOf(name, one, names)])),
    staff: new Map([...(said.staff ?? [])].map(([name, one]) => {
      const at = rulePath('staff', name)
      return [name, { name, at, label: one.label?.text ?? asWords(name), purposes: names.purposes(one.purposes, `${at}.purposes`), data: names.data(one.data, `${at}.data`) }]
    })),
    joint: new Map([...(said.joint ?? [])].map(([name, one]) => {
      const at = rulePath('joint', name)
      return [name, { name, at, with: names.parties(one.with, `${at}.with`), purposes: names.purposes(one.purposes, `${at}.purposes`), essence: one.essence ?? null, contact: one.contact ?? null }]
    })),
    secrecy: new Map([...(said.secrecy ?? [])].flatMap(([name, one]): readonly (readonly [string, Secrecy])[] => {
      const at = rulePath('secrecy', name)
      const law = parseCitation(one.law ?? '')
      if (law === null) {
        source.report('law.unknown', nodeAt(source, `${at}.law`).value, `${at}.law`, 'This is no place in a law that is understood.', 'Write act and place, such as OSL 23:1.')
        return []
      }
      return [[name, { name, at, label: one.label?.text ?? asWords(name), law, data: names.data(one.data, `${at}.data`) }]]
    })),
    protectedIdentity: hidden === undefined ? null : {
      at: rulePath('protected-identity'), hides: names.data(hidden.hides, 'protected-identity.hides'), owner: hidden.owner ?? null, by: hidden.by ?? [],
    },
  }
}

type FormSaid = NonNullable<ReturnType<NonNullable<PolicySaid['forms']>['get']>>

function formOf(name: string, said: FormSaid, names: Declared): IntakeForm {
  const at = rulePath('forms', name)
  return {
    name, at, label: said.label?.text ?? asWords(name), place: said.place ?? null, purposes: names.purposes(said.purposes, `${at}.purposes`), people: names.people(said.people, `${at}.people`),
    fields: new Map([...(said.fields ?? [])].filter(([data]) => names.data([data], `${at}.fields`).length > 0)), asks: names.purposes(said.asks, `${at}.asks`),
  }
}
