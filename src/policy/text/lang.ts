/** The languages of the product. Norwegian is bokmål. */
export type Lang = 'sv' | 'en' | 'no'

export const languages: readonly Lang[] = ['sv', 'en', 'no']

/** Every sentence exists in every language: a missing one is a compile error, never an empty place on a page. */
export type Text = Readonly<Record<Lang, string>>

const tags: Readonly<Record<string, Lang>> = { sv: 'sv', en: 'en', no: 'no', nb: 'no' }

/** The language of a tag such as `sv`, `en-GB`, `nb_NO`; null for one that we do not write. */
export function lang(tag: string): Lang | null {
  const primary = tag.trim().toLowerCase().split(/[-_]/, 1)[0] ?? ''
  return Object.hasOwn(tags, primary) ? (tags[primary] ?? null) : null
}

export function text(said: Text): Text {
  return Object.freeze({ sv: said.sv, en: said.en, no: said.no })
}

/** A text made by the same rule in each language. */
export function inEach(say: (lang: Lang) => string): Text {
  return Object.freeze({ sv: say('sv'), en: say('en'), no: say('no') })
}

/** The same words in every language: names, codes, addresses. */
export function verbatim(words: string): Text {
  return inEach(() => words)
}
