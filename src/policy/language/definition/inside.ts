import { byKind, day, keys, list, mapped, named, openWord, said, string, text, word } from '../form/index.ts'
import { aboutForm, aboutJoint, aboutProtected, aboutSchedule, aboutSecrecy, aboutSeriesLabel, aboutStaff } from './about/inside.ts'
import { aboutKeep } from './about/keep.ts'
import { keepKeys } from './keep.ts'

const fields = byKind({
  map: named(word('mandatory', 'voluntary')),
  seq: mapped(list(openWord('name', 'email')), (names): ReadonlyMap<string, 'mandatory' | 'voluntary'> => new Map(names.map((name) => [name, 'voluntary']))),
})

/** A form where data is given. */
export const intakeForm = keys({
  label: said,
  place: string,
  purposes: list(openWord('support')),
  people: list(openWord('customer-contact')),
  fields,
  asks: list(openWord('news')),
}, { needs: ['purposes', 'fields'], about: aboutForm })

/** A role inside and what it sees. */
export const staff = keys({ label: said, purposes: list(openWord('support')), data: list(openWord('name')) }, { needs: ['purposes'], about: aboutStaff })

export const protectedIdentity = keys({ hides: list(openWord('address', 'phone')), owner: openWord('registrar'), by: list(openWord('letter', 'phone')) }, { needs: ['hides'], about: aboutProtected })

export const joint = keys({ with: list(openWord('winlas')), purposes: list(openWord('support')), essence: text, contact: string }, { needs: ['with'], about: aboutJoint })

export const secrecy = keys({ law: string, label: said, data: list(openWord('health')) }, { needs: ['law', 'data'], about: aboutSecrecy })

/** A series is a rule for how long, with a name that people know it by. */
export const series = keys({ label: said, ...keepKeys }, { wants: 'a series with how long, such as { for: 10 years, after: relation-end }', about: { ...aboutSeriesLabel, ...aboutKeep } })

export const schedule = keys({
  'decided-by': text,
  reference: string,
  on: day,
  law: string,
  series: named(series),
}, { needs: ['series'], about: aboutSchedule })
