const special = /[\\"]/

/**
 * An array as PostgreSQL reads one, for a parameter that the statement casts (`::text[]`, `::uuid[]`). The driver's own way looks
 * at every letter of every value; a batch crosses with thousands of keys, several times.
 */
export function listOf(values: readonly (string | null)[]): string {
  let text = '{'
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (i > 0) text += ','
    text += value === null ? 'NULL' : `"${special.test(value) ? value.replace(/[\\"]/g, '\\$&') : value}"`
  }
  return `${text}}`
}

/** Whole numbers and UUIDs: nothing in them needs to be escaped. */
export function plainList(values: readonly (number | string)[]): string {
  return `{${values.join(',')}}`
}
