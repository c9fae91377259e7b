import type { Policy, Purpose, RulePath } from '../model/index.ts'
import { conditionCode, groundsCode } from '../promises/index.ts'
import { listText, say, verbatim } from '../text/index.ts'
import type { Text } from '../text/index.ts'
import type { Pair } from './pair-purposes.ts'
import { groundsText, recipientsOf, whenText } from './reading.ts'

/** A difference in what data is used for, or where it goes; the promises apart. */
export interface ProcessingChange {
  readonly what:
    | 'purpose-added' | 'purpose-dropped' | 'purpose-renamed' | 'ground' | 'data' | 'less-data' | 'people' | 'fewer-people'
    | 'recipient' | 'fewer-recipients' | 'channel' | 'profiling' | 'controller' | 'recipient-country' | 'condition' | 'handed-over' | 'automated' | 'role'
  readonly purpose: string | null
  readonly at: RulePath
  readonly file: string
  readonly line: number
  readonly text: Text
  /** Whom it concerns: relations. */
  readonly people: readonly string[]
  /** What came or went: names of data, relations, recipients or channels. */
  readonly names: readonly string[]
}

export function* compareProcessing(before: Policy, after: Policy, pairs: readonly Pair[]): Iterable<ProcessingChange> {
  for (const pair of pairs) {
    if (pair.before === null && pair.after !== null) yield change(after, pair.after, 'purpose-added', say('diff.purpose-added', { label: pair.after.label }), pair.after.data)
    else if (pair.before !== null && pair.after === null) yield change(before, pair.before, 'purpose-dropped', say('diff.purpose-dropped', { label: pair.before.label }), pair.before.data)
    else if (pair.before !== null && pair.after !== null) yield* comparePurpose(before, after, pair.before, pair.after)
  }
  yield* compareCountries(before, after)
}

function* comparePurpose(before: Policy, after: Policy, was: Purpose, is: Purpose): Iterable<ProcessingChange> {
  const label = is.label
  if (was.name !== is.name) yield change(after, is, 'purpose-renamed', say('diff.purpose-renamed', { before: was.name, after: is.name }), [])
  if (groundsCode(was.grounds) !== groundsCode(is.grounds)) yield change(after, is, 'ground', say('diff.purpose-ground', { label, before: groundsText(before, was), after: groundsText(after, is) }), [])
  if (conditionCode(was.when) !== conditionCode(is.when)) yield change(after, is, 'condition', say('diff.purpose-when', { label, before: whenText(before, was.when), after: whenText(after, is.when) }), [])
  if (was.role !== is.role) yield change(after, is, 'role', say('diff.purpose-role', { label, before: was.role, after: is.role }), [])
  if (is.handOver !== null && was.handOver?.to !== is.handOver.to) yield change(after, is, 'handed-over', say('diff.purpose-handed-over', { label, names: after.recipients.get(is.handOver.to)?.label ?? is.handOver.to }), [is.handOver.to])
  if (was.automated === null && is.automated !== null) yield change(after, is, 'automated', say('diff.purpose-automated', { label }), [])
  const data = difference(was.data, is.data)
  const dataText = (names: readonly string[], policy: Policy): Text => listText(names.map((name) => policy.data.get(name)?.label ?? verbatim(name)))
  if (data.more.length > 0) yield change(after, is, 'data', say('diff.purpose-data', { label, names: dataText(data.more, after) }), data.more)
  if (data.less.length > 0) yield change(after, is, 'less-data', say('diff.purpose-less-data', { label, names: dataText(data.less, before) }), data.less)
  const people = difference(was.people, is.people)
  const peopleText = (names: readonly string[], policy: Policy): Text => listText(names.map((name) => policy.people.get(name)?.label ?? verbatim(name)))
  if (people.more.length > 0) yield { ...change(after, is, 'people', say('diff.purpose-people', { label, names: peopleText(people.more, after) }), people.more), people: people.more }
  if (people.less.length > 0) yield { ...change(after, is, 'fewer-people', say('diff.purpose-fewer-people', { label, names: peopleText(people.less, before) }), people.less), people: people.less }
  const recipients = difference(recipientsOf(before, was), recipientsOf(after, is))
  const recipientText = (names: readonly string[], policy: Policy): Text => listText(names.map((name) => policy.recipients.get(name)?.label ?? verbatim(name)))
  if (recipients.more.length > 0) yield change(after, is, 'recipient', say('diff.purpose-recipient', { label, names: recipientText(recipients.more, after) }), recipients.more)
  if (recipients.less.length > 0) yield change(after, is, 'fewer-recipients', say('diff.purpose-less-recipient', { label, names: recipientText(recipients.less, before) }), recipients.less)
  const channels = difference([...was.channels.keys()], [...is.channels.keys()])
  if (channels.more.length > 0) yield change(after, is, 'channel', say('diff.purpose-channel', { label, names: channels.more.join(', ') }), channels.more)
  if (!was.profiling && is.profiling) yield change(after, is, 'profiling', say('diff.purpose-profiling', { label }), [])
  const controllers = difference(was.controllers, is.controllers)
  if (controllers.more.length > 0) yield change(after, is, 'controller', say('diff.purpose-controller', { label, names: controllers.more.map((name) => after.controllers.get(name)?.title ?? name).join(', ') }), controllers.more)
}

/** A recipient that has moved: what carried the transfer there says nothing of the new place (Art 44). */
function* compareCountries(before: Policy, after: Policy): Iterable<ProcessingChange> {
  for (const is of after.recipients.values()) {
    const was = before.recipients.get(is.name)
    if (was === undefined || was.country === is.country) continue
    const concerned = [...after.purposes.values()].filter((purpose) => recipientsOf(after, purpose).includes(is.name))
    const { file, line } = after.places.of(is.at)
    const said = (country: string | null): Text => (country === null ? say('diff.unsaid') : verbatim(country))
    yield {
      what: 'recipient-country', purpose: null, at: is.at, file, line, names: [is.name], people: [...new Set(concerned.flatMap((purpose) => purpose.people))],
      text: say('diff.recipient-country', { label: is.label, before: said(was.country), after: said(is.country) }),
    }
  }
}

function change(policy: Policy, purpose: Purpose, what: ProcessingChange['what'], text: Text, names: readonly string[]): ProcessingChange {
  const { file, line } = policy.places.of(purpose.at)
  return { what, purpose: purpose.name, at: purpose.at, file, line, text, people: purpose.people, names }
}

function difference(before: readonly string[], after: readonly string[]): { readonly more: readonly string[]; readonly less: readonly string[] } {
  return { more: after.filter((one) => !before.includes(one)), less: before.filter((one) => !after.includes(one)) }
}
