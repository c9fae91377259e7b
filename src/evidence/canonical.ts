/**
 * One value, one sequence of bytes: JSON in the manner of RFC 8785 (keys by UTF-16 code unit, no white space,
 * numbers as ECMAScript prints them). What is hashed is kept as these bytes: `jsonb` reorders keys and
 * rewrites numbers, so a hash over it cannot be checked later.
 */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined }

export function canonicalText(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    // -0 prints as 0 and NaN as null: two values, one text. The first is harmless, the second a lie.
    if (!Number.isFinite(value)) throw new TypeError('canonical JSON has no number that is not finite')
    return JSON.stringify(value)
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new TypeError('canonical JSON has no lone surrogate')
    return JSON.stringify(value)
  }
  if (isList(value)) return `[${value.map(canonicalText).join(',')}]`
  if (typeof value !== 'object') throw new TypeError(`canonical JSON has no ${typeof value}`)
  const members: string[] = []
  for (const key of Object.keys(value).sort()) {
    const member = value[key]
    if (member !== undefined) members.push(`${canonicalText(key)}:${canonicalText(member)}`)
  }
  return `{${members.join(',')}}`
}

export function canonicalBytes(value: Json): Buffer {
  return Buffer.from(canonicalText(value), 'utf8')
}

/** Reads bytes that must be in canonical form; undefined when they are not, whatever else they may be. */
export function readCanonical(bytes: Uint8Array): Json | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    const value = JSON.parse(text) as Json
    return canonicalText(value) === text ? value : undefined
  } catch {
    return undefined
  }
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}
