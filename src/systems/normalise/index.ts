import type { IdentifierKind } from '../../policy/model/index.ts'
import { email } from './email.ts'
import { nationalId } from './national-id.ts'
import { phone } from './phone.ts'
import { folded } from './text.ts'

export { phoneSpellings } from './phone.ts'
export { nationalIdSpellings } from './national-id.ts'
export { nameWords } from './name.ts'
export { folded } from './text.ts'

export interface NormaliseTerms {
  /** ISO 3166-1: where a number without a country code is from. */
  readonly country: string
  /** The year it is, for identity numbers without a century. */
  readonly year: number
}

/**
 * One spelling for everything that means the same identifier; null when nothing usable remains (an address of 10 kB, a phone
 * number of letters). The same value again gives the same answer, so what is stored can be normalised anew.
 */
export function normalise(kind: IdentifierKind, raw: string, terms: NormaliseTerms): string | null {
  switch (kind) {
    case 'email':
      return email(raw)
    case 'phone':
      return phone(raw, terms.country)
    case 'national-id':
      return nationalId(raw, terms.country, terms.year)
    default:
      return folded(raw)
  }
}
