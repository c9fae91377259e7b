import { byKind, keys, list, mapped, openWord, place, string, text, whole } from '../form/index.ts'
import type { Read } from '../form/index.ts'
import { aboutWhen } from './about/purpose.ts'

export const whenKeys = keys({
  people: list(openWord('customer')),
  data: list(openWord('diet')),
  controller: list(openWord('winlas')),
  in: list(place),
  'from-age': whole(0, 120),
  'under-age': whole(0, 120),
  words: text,
  sv: string, en: string, no: string, nb: string,
}, { wants: 'a condition such as { people: customer } or words of your own', about: aboutWhen })

/** `when:`, as something code can tell or in words alone. */
export const when = byKind({ scalar: mapped(text, (words): Read<typeof whenKeys> => ({ words })), map: whenKeys })

export type WhenSaid = Read<typeof when>
