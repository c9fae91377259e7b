import { personsOf } from '../../people/index.ts'
import type { Work } from '../../work/index.ts'
import { freeTextClasses } from '../access/redact.ts'
import { actedFor } from '../case.ts'
import { inReach, type Located } from '../locate.ts'
import { keepFound } from '../store-found.ts'

/**
 * What others' rows say of the person in their texts: searched for what the person is identified by, listed for a human before there
 * is a final answer, and never changed (decide.md 7). The person's own rows are decided on as rows.
 */
export async function searchTexts(work: Work, { of, identifiers, sessions }: Located): Promise<void> {
  const mine = new Set<string>(actedFor(of))
  for (const [name, session] of sessions) {
    const system = work.policy.systems.get(name)
    if (system === undefined || session.mention === undefined) continue
    for (const table of system.tables.values()) {
      const texts = table.fields.filter((field) => freeTextClasses.has(work.policy.data.get(field.data)?.class ?? '') && field.ref.via === null).map((field) => field.ref)
      if (texts.length === 0 || !inReach(system, table.name, of.scope.controller)) continue
      for await (const refs of session.mention(identifiers, table.name, texts)) {
        const whose = await personsOf(work.db, refs.map((ref) => ({ system: name, ...ref })))
        const others = whose.filter(({ personIds }) => personIds.length === 0 || personIds.some((id) => !mine.has(id)))
        await keepFound(work.db, of.id, others.map(({ ref }) => ({ ref, how: 'mentioned' })))
      }
    }
  }
}
