/** An identifier as SQL writes it, whatever it contains: `"Order"`, `"a""b"`. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** `"schema"."table"`. */
export function quoteTable(schema: string, relation: string): string {
  return `${quoteName(schema)}.${quoteName(relation)}`
}

/** `t."column"`. */
export function quoteColumn(alias: string, column: string): string {
  return `${alias}.${quoteName(column)}`
}

/**
 * A text constant. COPY takes no parameters, so what the policy itself says (a zone, a JSON path, the value of a `when`) is
 * written in. Values about people are never written into SQL: they go as parameters.
 */
export function literal(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`
  return text.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted
}

/** A whole number written into SQL; anything else is a fault in our own code. */
export function whole(value: number | bigint | string): string {
  const text = String(value)
  if (!/^-?\d{1,20}$/.test(text)) throw new RangeError('not a whole number')
  return text
}
