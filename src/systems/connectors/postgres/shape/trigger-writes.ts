import type { TriggerRow } from './read-catalogue.ts'

/** Where a trigger may write that we cannot read: its target counts as no mapped table. */
export const elsewhere = '*'

const targets = [
  /\binsert\s+into\s+(?:only\s+)?([\w".$]+)/gi,
  /\bdelete\s+from\s+(?:only\s+)?([\w".$]+)/gi,
  /\bmerge\s+into\s+(?:only\s+)?([\w".$]+)/gi,
  /\btruncate\s+(?:table\s+)?(?:only\s+)?([\w".$]+)/gi,
  /\bcopy\s+([\w".$]+)\s*(?:\([^)]*\))?\s+from\b/gi,
  /\bupdate\s+(?:only\s+)?([\w".$]+)(?:\s+(?:as\s+)?[\w"]+)?\s+set\b/gi,
]

/**
 * The tables that a trigger's function writes to, from its source. What cannot be told from reading (dynamic SQL, another
 * language, a call of a function that could do anything) counts as writing elsewhere: when in doubt the deletion is refused.
 */
export function triggerWrites(trigger: TriggerRow, resolve: (name: string) => string | null, functions: ReadonlySet<string>): string[] {
  if (trigger.ownedBySystem) return []
  if (trigger.language !== 'plpgsql' && trigger.language !== 'sql') return [elsewhere]
  const source = withoutTexts(trigger.source)
  const found = new Set<string>()
  if (/\bexecute\b/i.test(source) || /\b(dblink|pg_notify_write|lo_\w+)\s*\(/i.test(source)) found.add(elsewhere)
  for (const pattern of targets) {
    for (const match of source.matchAll(pattern)) found.add(resolve(match[1]!) ?? elsewhere)
  }
  for (const match of source.matchAll(/(?:(?:"[^"]+"|\w+)\s*\.\s*)?("[^"]+"|\w+)\s*\(/g)) {
    if (functions.has(match[1]!.replaceAll('"', '').toLowerCase())) {
      // `INSERT INTO history (a, b)` is no call of a function that happens to be called history.
      const before = source.slice(0, match.index)
      if (!/\b(into|table|update|from|join)\s+(only\s+)?$/i.test(before)) found.add(elsewhere)
    }
  }
  return [...found].sort()
}

/** Without comments and text constants, in which words mean nothing. */
function withoutTexts(source: string): string {
  return source
    .replace(/--[^\n]*/g, ' ')
    .replace(/\/\*[\s\S]*?\*\//g, ' ')
    .replace(/'(?:[^']|'')*'/g, "''")
}

const insert = 4
const remove = 8
const update = 16
const truncate = 32

export function triggerEvents(type: number): string[] {
  const events: string[] = []
  if (type & insert) events.push('insert')
  if (type & update) events.push('update')
  if (type & remove) events.push('delete')
  if (type & truncate) events.push('truncate')
  return events
}
