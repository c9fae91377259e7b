import { knownAnchors } from '../../model/index.ts'
import type { EndRule } from '../../model/index.ts'
import type { PolicySaid } from '../definition/policy.ts'
import type { Source } from '../source/source.ts'
import { Names } from './names.ts'

/** Laws that the language knows how to count by; others are declared under `holds`. */
export const builtInHolds: ReadonlySet<string> = new Set(['se-bookkeeping'])

type Some = ReadonlyMap<string, unknown> | ReadonlySet<string>

/** The names that a file declares, for looking up what refers to them. */
export class Declared {
  readonly everyController: readonly string[]
  readonly #names: Names
  readonly #people: Some
  readonly #data: Some
  readonly #said: PolicySaid
  readonly #recipients: ReadonlyMap<string, unknown>
  readonly #anchors: ReadonlySet<string>
  readonly #laws: ReadonlySet<string>

  constructor(source: Source, said: PolicySaid, people: Some, data: Some) {
    this.#names = new Names(source)
    this.#said = said
    this.#people = people
    this.#data = data
    this.#recipients = said.recipients === undefined || said.recipients === 'none' ? new Map() : said.recipients
    this.everyController = [...(said.controllers?.keys() ?? [])]
    this.#anchors = new Set([...knownAnchors, 'withdrawal', ...(said.events?.keys() ?? [])])
    this.#laws = new Set([...builtInHolds, ...(said.holds?.keys() ?? [])])
  }

  people(said: readonly string[] | undefined, path: string): readonly string[] {
    return this.#names.all(said, this.#people, 'declared people', path)
  }

  data(said: readonly string[] | undefined, path: string): readonly string[] {
    return this.#names.all(said, this.#data, 'declared data', path)
  }

  controllers(said: readonly string[] | undefined, path: string): readonly string[] {
    return this.#names.all(said, new Set(this.everyController), 'declared controllers', path)
  }

  purposes(said: readonly string[] | undefined, path: string): readonly string[] {
    return this.#names.all(said, this.#said.purposes ?? new Set<string>(), 'declared purposes', path)
  }

  series(said: string, path: string): string | null {
    return this.#names.one(said, this.#said.schedule?.series ?? new Map<string, unknown>(), 'series of the schedule', path)
  }

  /** Controllers and recipients alike. */
  parties(said: readonly string[] | undefined, path: string): readonly string[] {
    return this.#names.all(said, new Set([...this.everyController, ...this.#recipients.keys()]), 'declared controllers and recipients', path)
  }

  recipients(said: readonly string[] | undefined, path: string): readonly string[] {
    return this.#names.all(said, this.#recipients, 'declared recipients', path)
  }

  /** Anchors and laws inside a rule. */
  rule(rule: EndRule | null, path: string): void {
    if (rule === null) return
    if (rule.kind === 'after') this.#names.all([rule.anchor, ...rule.or], this.#anchors, 'known events', `${path}.after`)
    else if (rule.kind === 'until') this.#names.one(rule.event, this.#anchors, 'known events', `${path}.until`)
    else if (rule.kind === 'law') this.#names.one(rule.law, this.#laws, 'declared holds', `${path}.law`)
    else if (rule.kind === 'first-of' || rule.kind === 'last-of') for (const one of rule.rules) this.rule(one, `${path}.${rule.kind}`)
  }
}
