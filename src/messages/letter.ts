import type { Lang, Text } from '../policy/text/index.ts'
import { say } from '../policy/text/index.ts'

/** One mail in every language of the policy: the first one whole, the others below it. */
export function letter(languages: readonly Lang[], subject: Text, paragraphs: readonly Text[]): { subject: string; text: string; lang: Lang } {
  const first = languages[0] ?? 'sv'
  const parts = languages.map((lang) => [...paragraphs, say('messages.automatic')].map((paragraph) => paragraph[lang]).join('\n\n'))
  const [whole = '', ...below] = parts
  const told = below.map((part, at) => `${divider}\n${say('messages.in-language')[languages[at + 1] ?? first]}\n\n${part}`)
  return { subject: subject[first], text: `${[whole, ...told].join('\n\n')}\n`, lang: first }
}

const divider = '* * *'
