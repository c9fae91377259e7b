// What may stand in a log line, an error or a metric: everything that reads like a person is withheld. The callers
// already pass only codes, names and counts; this is the second lock on the same door.

export const withheld = '[withheld]'

const uuid = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi
const instant = /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})/g
const day = /(?<![\d-])\d{4}-\d{2}-\d{2}(?![\d-])/g
const email = /[^\s@]@[^\s@]/
// Ten or twelve digits with a separator or none, eleven in Norway, and the Finnish sign of the century.
const nationalNumber = /(?<!\d)(?:\d{2})?\d{6}[-+ A-FU-Y]?\d{3}[\dA-Z]\d?(?![\dA-Z])/i
const phone = /(?<![\w.])(?:\+|00|0)\s?\(?\d(?:[\s().-]*\d){6,}(?!\w)/

/** Does the text hold something that reads like an e-mail address, a national identity number or a phone number? */
export function looksPersonal(text: string): boolean {
  const rest = text.replace(uuid, '').replace(instant, '').replace(day, '')
  return email.test(rest) || nationalNumber.test(rest) || phone.test(rest)
}

/** The text itself, or `[withheld]` when it is too long or reads like a person. */
export function safeText(text: string, longest = 500): string {
  return text.length > longest || looksPersonal(text) ? withheld : text
}
