import type pg from 'pg'

/** Every row of every table of the database, mapped or not, as text and in order: `"schema"."table" (…)`. */
export async function copyOf(pool: pg.Pool): Promise<readonly string[]> {
  const { rows: tables } = await pool.query<{ name: string }>(`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema' order by 1`)
  const lines: string[] = []
  for (const { name } of tables) {
    const { rows } = await pool.query<{ line: string }>(`select t::text as line from only ${name} t order by t::text collate "C"`)
    for (const { line } of rows) lines.push(`${name} ${line}`)
  }
  return lines
}

/** What stands in only one of two copies: `- ` gone, `+ ` come. Lines that are there twice count twice. */
export function differences(before: readonly string[], after: readonly string[]): readonly string[] {
  const gone = minus(before, after).map((line) => `- ${line}`)
  const come = minus(after, before).map((line) => `+ ${line}`)
  return [...gone, ...come].sort((a, b) => (a.slice(2) < b.slice(2) ? -1 : 1))
}

function minus(some: readonly string[], others: readonly string[]): readonly string[] {
  const left = new Map<string, number>()
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1)
  return some.filter((line) => {
    const count = left.get(line) ?? 0
    if (count > 0) left.set(line, count - 1)
    return count === 0
  })
}
