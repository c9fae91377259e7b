import type { Lang } from './lang.ts'

const names = {
  sv: new Intl.DisplayNames('sv', { type: 'region' }),
  en: new Intl.DisplayNames('en', { type: 'region' }),
  no: new Intl.DisplayNames('nb', { type: 'region' }),
}

/** A country as one writes it; a code that nobody knows stands as it is. */
export function countryName(code: string, lang: Lang): string {
  try {
    return names[lang].of(code) ?? code
  } catch {
    return code
  }
}
