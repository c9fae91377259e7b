import { lang, languages } from '../../text/index.ts'
import type { Lang, Text } from '../../text/index.ts'
import { byKind, mapped, named } from './collections.ts'
import type { Form } from './form.ts'
import { string } from './values.ts'

/** A text as written, with the languages that were given; the others borrow from the nearest one. */
export interface Said { readonly text: Text; readonly given: ReadonlySet<Lang> | null }

export const said: Form<Said> = byKind({
  scalar: mapped(string, (words): Said => ({ text: { sv: words, en: words, no: words }, given: null })),
  map: mapped(named(string, { wants: 'a text per language, such as { sv: …, en: … }' }), (per, at, node): Said | undefined => {
    const words = new Map<Lang, string>()
    for (const [tag, value] of per) {
      const known = lang(tag)
      if (known === null) {
        at.source.report('language.unknown-language', node, at.path, `\`${tag}\` is not a language that is written here.`, `Known: ${languages.join(', ')}.`)
        return undefined
      }
      words.set(known, value)
    }
    const any = words.get('en') ?? words.get('sv') ?? words.get('no')
    if (any === undefined) {
      at.source.report('language.wrong-value', node, at.path, 'The text is empty.', 'Write { sv: …, en: … }.')
      return undefined
    }
    // Swedes and Norwegians read each other's languages before English.
    const sv = words.get('sv') ?? words.get('no') ?? any
    const no = words.get('no') ?? words.get('sv') ?? any
    return { text: Object.freeze({ sv, en: words.get('en') ?? any, no }), given: new Set(words.keys()) }
  }),
})

export const text: Form<Text> = mapped(said, (value) => value.text)
