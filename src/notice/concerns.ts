import type { Policy, Purpose } from '../policy/model/index.ts'
import type { PolicyPromise } from '../policy/promises/index.ts'
import type { Block, Concern, Section } from './document.ts'

/** The relations whose purposes these are; null where one of them is about everybody or nothing is known of it. */
export function peopleOf(policy: Policy, purposes: readonly string[]): Concern {
  const people = new Set<string>()
  for (const name of purposes) {
    const purpose = policy.purposes.get(name)
    if (purpose === undefined || purpose.people.length === 0) return null
    for (const person of purpose.people) people.add(person)
  }
  return people.size === 0 ? null : [...people]
}

/** Whom a promise is made to. */
export function promisedTo(policy: Policy, promise: PolicyPromise): Concern {
  const site = policy.sites.find((one) => one.at === promise.at)
  if (site !== undefined) return site.people.length === 0 ? null : site.people
  const terms = policy.rights.find((one) => one.at === promise.at)
  if (terms !== undefined && promise.kind === 'request.within') return terms.people.length === 0 ? null : terms.people
  const recipient = [...policy.recipients.values()].find((one) => one.at === promise.at)
  if (recipient !== undefined) return peopleOf(policy, recipient.purposes)
  return promise.about === null ? null : peopleOf(policy, promise.about)
}

/** Whether something is about one of those who are reading; with nobody chosen everything is. */
export function concerns(what: Concern | undefined, as: readonly string[]): boolean {
  return as.length === 0 || what === undefined || what === null || what.length === 0 || what.some((name) => as.includes(name))
}

/** Purposes that concern somebody who stands in these relations. */
export function purposesFor(policy: Policy, people: readonly string[]): Purpose[] {
  return [...policy.purposes.values()].filter((purpose) => concerns(purpose.people, people))
}

/** Whether anything of a block is left for those who are reading. */
export function blockConcerns(block: Block, as: readonly string[]): boolean {
  switch (block.kind) {
    case 'text':
    case 'heading':
      return concerns(block.for, as)
    case 'facts':
    case 'table':
      return block.rows.some((_, at) => concerns(block.for?.[at], as))
    case 'list':
      return block.items.some((_, at) => concerns(block.for?.[at], as))
    case 'entries':
      return block.entries.some((entry) => concerns(entry.for, as))
    case 'promises':
      return block.promises.some((promise) => concerns(promise.for, as))
  }
}

export function sectionConcerns(section: Section, as: readonly string[]): boolean {
  return section.blocks.some((block) => blockConcerns(block, as))
}

/** Two concerns together: everybody where one of them is everybody. */
export function together(all: readonly Concern[]): Concern {
  return all.some((one) => one === null) ? null : [...new Set(all.flatMap((one) => one ?? []))]
}

/** Only what is for those who read, for forms that cannot hide the rest, such as Markdown. */
export function narrowed(blocks: readonly Block[], as: readonly string[]): Block[] {
  if (as.length === 0) return [...blocks]
  return blocks.flatMap((block): Block[] => {
    if (!blockConcerns(block, as)) return []
    const keep = <T>(rows: readonly T[], of: readonly Concern[] | undefined): T[] => rows.filter((_, at) => concerns(of?.[at], as))
    switch (block.kind) {
      case 'facts':
        return [{ kind: 'facts', rows: keep(block.rows, block.for) }]
      case 'table':
        return [{ kind: 'table', head: block.head, rows: keep(block.rows, block.for), ...(block.page === undefined ? {} : { page: block.page }) }]
      case 'list':
        return [{ kind: 'list', items: keep(block.items, block.for) }]
      case 'entries':
        return [{ kind: 'entries', entries: block.entries.filter((entry) => concerns(entry.for, as)) }]
      case 'promises':
        return [{ kind: 'promises', promises: block.promises.filter((promise) => concerns(promise.for, as)) }]
      case 'text':
      case 'heading':
        return [block]
    }
  })
}
