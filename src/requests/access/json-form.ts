import type { AccessRow } from './gather.ts'

/** A row in data.json. Hidden values are named under `hidden` and have no value. */
export function rowJson(row: AccessRow): string {
  const values: Record<string, string | null> = {}
  const undescribed: Record<string, string | null> = {}
  const hidden: string[] = []
  for (const [name, cell] of row.values) {
    if (cell.hidden) hidden.push(name)
    else values[name] = cell.value.reveal()
  }
  for (const [name, cell] of row.unmentioned) {
    if (cell.hidden) hidden.push(name)
    else if (cell.value.reveal() !== null) undescribed[name] = cell.value.reveal()
  }
  return JSON.stringify({
    key: row.key, tie: row.tie, explained: row.explained.no, values,
    ...(Object.keys(undescribed).length > 0 && { undescribed }), ...(hidden.length > 0 && { hidden }),
  })
}

const text = { type: 'string' } as const
const texts = { type: 'array', items: text } as const
const valuesOf = { type: 'object', additionalProperties: { type: ['string', 'null'] } } as const

/** What data.json looks like, for programs that are to read it (Art 20(1) asks for no less; Art 15(3) for a commonly used form). */
export const accessSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Answer to a request for access, version 1',
  type: 'object',
  required: ['lofte', 'request', 'answered', 'language', 'tables', 'explanations', 'article15', 'counts'],
  properties: {
    lofte: { const: 'access/1' },
    request: { type: 'object', required: ['token', 'right', 'received'], properties: { token: text, right: text, received: { ...text, format: 'date' } } },
    answered: { ...text, format: 'date' },
    language: { enum: ['sv', 'en', 'no'] },
    tables: {
      type: 'array',
      items: {
        type: 'object', required: ['system', 'table', 'rows'],
        properties: {
          system: text, table: text,
          rows: {
            type: 'array',
            items: {
              type: 'object', required: ['key', 'tie', 'explained', 'values'],
              properties: {
                key: { ...text, description: 'the key of the row in its system' },
                tie: { enum: ['own', 'shared', 'named'], description: 'yours; yours and others’; another’s that names you' },
                explained: { type: 'integer', description: 'the number of its explanation' },
                values: valuesOf, undescribed: valuesOf, hidden: texts,
              },
            },
          },
        },
      },
    },
    explanations: {
      type: 'array',
      items: {
        type: 'object', required: ['no', 'table', 'fields'],
        properties: {
          no: { type: 'integer' }, table: text,
          fields: {
            type: 'array',
            items: {
              type: 'object', required: ['field', 'what', 'why', 'ground', 'source', 'recipients', 'howLong'],
              properties: {
                field: text, data: { type: ['string', 'null'] }, what: text, class: text, purposes: texts, why: texts, ground: texts, source: text, recipients: texts,
                until: { type: ['string', 'null'], format: 'date' }, howLong: text, law: { type: ['string', 'null'] },
              },
            },
          },
        },
      },
    },
    article15: { type: 'array', items: { type: 'object', required: ['name', 'law', 'heading', 'says'], properties: { name: text, law: text, heading: text, says: texts } } },
    counts: { type: 'object', additionalProperties: { type: 'integer' } },
  },
} as const
