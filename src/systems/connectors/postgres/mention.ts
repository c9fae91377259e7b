import type { ColumnRef } from '../../../policy/model/index.ts'
import { keyText, normalise } from '../../index.ts'
import type { Identifier, Ref } from '../../index.ts'
import { explain } from './explain.ts'
import { asText, spellingsOf, type FindTerms } from './find.ts'
import { quoteColumn } from './quote.ts'
import { Items } from './scan/items.ts'

const batch = 1000

/**
 * Rows whose texts name one of the identifiers. Addresses as they stand between other words, numbers by their digits however they are
 * grouped: a human reads the row, so a digit too many is no harm, and no text leaves the database for this.
 */
export async function* findMentions(terms: FindTerms, identifiers: readonly Identifier[], table: string, fields: readonly ColumnRef[]): AsyncGenerator<readonly Ref[]> {
  const known = terms.catalogue.tables.get(table)
  const addresses = [...new Set(identifiers.flatMap((one) => (one.kind === 'email' ? spellingsOf('email', one.value.reveal()).map((text) => text.toLowerCase()) : [])))]
  const digits = [...new Set(identifiers.flatMap((one) => digitsOf(one)))]
  if (known === undefined || fields.length === 0 || addresses.length + digits.length === 0) return
  const items = new Items(known, terms.catalogue)
  for (const name of known.mapped.key) items.add(`${quoteColumn('t', name)}::text`)
  const conditions = fields.flatMap((ref) => {
    const { item } = items.text(ref)
    return [
      `EXISTS (SELECT FROM unnest($1::text[]) AS a(v) WHERE position(a.v IN lower(${item})) > 0 AND lower(${item}) ~ ('(^|[^[:alnum:]._+-])' || regexp_replace(a.v, '([^[:alnum:]@])', '\\\\\\1', 'g') || '($|[^[:alnum:]_-])'))`,
      `EXISTS (SELECT FROM unnest($2::text[]) AS d(v) WHERE position(d.v IN regexp_replace(${item}, '[^0-9]', '', 'g')) > 0)`,
    ]
  })
  const client = await terms.pool.connect().catch((error: unknown) => Promise.reject(explain(error, terms.catalogue.shape.system, null)))
  let ended = false
  try {
    await client.query('BEGIN READ ONLY')
    await client.query(`DECLARE mentioned NO SCROLL CURSOR FOR SELECT ${items.list.join(', ')} FROM ${items.from(known.sql)} WHERE ${conditions.join(' OR ')}`, [addresses, digits])
    for (;;) {
      terms.signal.throwIfAborted()
      const { rows } = await client.query<(string | null)[]>({ text: `FETCH ${batch} FROM mentioned`, rowMode: 'array', types: asText })
      const refs = rows.flatMap((row): Ref[] => {
        if (row.includes(null)) return []
        const key = keyText(row as string[])
        return [{ table, key: known.keySealed ? terms.hash.sealKey(known.mapped.controller, key) : key }]
      })
      if (refs.length > 0) yield refs
      if (rows.length < batch) break
    }
    await client.query('COMMIT')
    ended = true
  } catch (error) {
    throw explain(error, terms.catalogue.shape.system, null)
  } finally {
    client.release(!ended)
  }
}

/** The digits that all spellings of a number end with: without the country's code and what is dialled before it. */
function digitsOf({ kind, value }: Identifier): readonly string[] {
  const raw = value.reveal()
  if (kind === 'phone') {
    // The countries that our own numbers are from; a code of two digits is what they have.
    const number = ['SE', 'NO'].map((country) => normalise('phone', raw, { country, year: 0 })).find((one) => one !== null)
    const last = (number ?? raw).replace(/\D/g, '').replace(/^(?:46|47|45|358)(?=\d{8})/, '')
    return last.length >= 7 ? [last] : []
  }
  if (kind !== 'national-id') return []
  const last = raw.replace(/\D/g, '').slice(-10)
  return last.length >= 9 ? [last] : []
}
