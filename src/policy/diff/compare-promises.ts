import { rulePath } from '../model/index.ts'
import type { Policy } from '../model/index.ts'
import { kindNamed, promisesOf } from '../promises/index.ts'
import type { PolicyPromise, Terms, Verdict } from '../promises/index.ts'
import { say } from '../text/index.ts'
import type { Text } from '../text/index.ts'
import type { Pair } from './pair-purposes.ts'

export interface PromiseSide {
  readonly id: string
  readonly sentence: Text
  readonly file: string
  readonly line: number
}

export interface PromiseChange {
  readonly id: string
  readonly kind: string
  /** `same`: the words differ and nothing else. */
  readonly change: 'added' | 'dropped' | Verdict
  readonly why: Text
  /** Whether somebody has less than was promised. A promise that goes with its purpose is not missed. */
  readonly weakens: boolean
  readonly before: PromiseSide | null
  readonly after: PromiseSide | null
  /** The purposes it is about, by their names now or, where they are gone, before; null: everything on record. */
  readonly about: readonly string[] | null
}

/** One promise in two versions; null where not even a word differs. Also for promises whose terms were frozen with a version. */
export function promiseChange(kind: string, before: { readonly terms: Terms; readonly sentence: Text }, after: { readonly terms: Terms; readonly sentence: Text }): { readonly change: Verdict; readonly why: Text } | null {
  const compared = kindNamed(kind)?.compare(before.terms, after.terms) ?? null
  if (compared !== null && compared.verdict !== 'same') return { change: compared.verdict, why: compared.why }
  const reads = before.sentence.sv === after.sentence.sv && before.sentence.en === after.sentence.en && before.sentence.no === after.sentence.no
  return reads ? null : { change: 'same', why: say('diff.reworded') }
}

export function* comparePromises(before: Policy, after: Policy, pairs: readonly Pair[]): Iterable<PromiseChange> {
  const is = new Map(promisesOf(after).map((promise) => [promise.id, promise]))
  const found = new Set<string>()
  for (const was of promisesOf(before)) {
    const now = is.get(idNow(was.id, pairs))
    if (now === undefined) {
      yield dropped(before, after, was, pairs)
      continue
    }
    found.add(now.id)
    const changed = promiseChange(was.kind, was, now)
    if (changed !== null) yield { id: now.id, kind: now.kind, ...changed, weakens: changed.change === 'weaker', before: side(before, was), after: side(after, now), about: now.about }
  }
  for (const now of promisesOf(after)) {
    if (!found.has(now.id)) yield { id: now.id, kind: now.kind, change: 'added', why: whyAdded(now, pairs), weakens: false, before: null, after: side(after, now), about: now.about }
  }
}

/** The id that a promise has now, where its purpose goes by another name. */
function idNow(id: string, pairs: readonly Pair[]): string {
  for (const { before, after } of pairs) {
    if (before === null || after === null || before.name === after.name) continue
    const [was, is] = [`:${rulePath('purposes', before.name)}`, `:${rulePath('purposes', after.name)}`]
    const at = id.indexOf(was)
    if (at >= 0 && (id.length === at + was.length || id[at + was.length] === '.')) return id.slice(0, at) + is + id.slice(at + was.length)
  }
  return id
}

function dropped(before: Policy, after: Policy, was: PolicyPromise, pairs: readonly Pair[]): PromiseChange {
  const gone = whyNotMissed(before, after, was, pairs)
  return {
    id: was.id, kind: was.kind, change: 'dropped', why: gone ?? say('diff.no-longer'), weakens: gone === null && kindNamed(was.kind)?.permits !== true,
    before: side(before, was), after: null, about: was.about,
  }
}

/** With the purpose or the recipient gone there is nothing left that the promise could be broken by. */
function whyNotMissed(before: Policy, after: Policy, was: PolicyPromise, pairs: readonly Pair[]): Text | null {
  const ended = pairs.filter((pair) => pair.after === null).flatMap((pair) => pair.before ?? [])
  const about = was.about?.map((name) => ended.find((purpose) => purpose.name === name))
  const first = about?.[0]
  if (first !== undefined && about?.every((purpose) => purpose !== undefined) === true) return say('diff.purpose-gone', { label: first.label })
  const recipient = [...before.recipients.values()].find((one) => one.at === was.at)
  return recipient !== undefined && !after.recipients.has(recipient.name) ? say('diff.recipient-gone', { label: recipient.label }) : null
}

function whyAdded(now: PolicyPromise, pairs: readonly Pair[]): Text {
  const fresh = pairs.find((pair) => pair.before === null && now.about?.includes(pair.after?.name ?? '') === true)?.after
  return fresh === undefined || fresh === null ? say('diff.new-promise') : say('diff.new-with-purpose', { label: fresh.label })
}

function side(policy: Policy, promise: PolicyPromise): PromiseSide {
  const { file, line } = policy.places.of(promise.at)
  return { id: promise.id, sentence: promise.sentence, file, line }
}
