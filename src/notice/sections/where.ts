import { isEea } from '../../policy/law/index.ts'
import type { Policy } from '../../policy/model/index.ts'
import { countryName, say, sayList } from '../../policy/text/index.ts'
import type { Lang } from '../../policy/text/index.ts'
import { together } from '../concerns.ts'
import type { Block } from '../document.ts'
import { concernOf } from './who-gets.ts'

/** Whether anything leaves the EEA (Art 13(1)(f)). A policy that promises a place says it by that promise. */
export function where(policy: Policy, lang: Lang): Block[] {
  const recipients = [...policy.recipients.values()]
  const outside = recipients.filter(({ country }) => country !== null && !isEea(country))
  if (outside.length > 0) {
    const countries = [...new Set(outside.map(({ country }) => countryName(country ?? '', lang)))]
    return [{ kind: 'text', text: say('notice.outside', { countries: sayList(countries, lang) })[lang], for: together(outside.map((recipient) => concernOf(policy, recipient))) }]
  }
  const said = policy.place !== null || recipients.length === 0 || recipients.some(({ country }) => country === null)
  return said ? [] : [{ kind: 'text', text: say('notice.inside')[lang] }]
}
