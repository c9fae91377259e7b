import type { Policy, Purpose } from '../model/index.ts'
import { inEach, say } from '../text/index.ts'
import type { Text } from '../text/index.ts'

/** A text as the beginning of a sentence. */
export function sentence(text: Text): Text {
  return inEach((lang) => text[lang].charAt(0).toLocaleUpperCase(lang === 'en' ? 'en' : 'sv') + text[lang].slice(1))
}

/** A label in the middle of a sentence: names like SMS keep their capitals, others begin small. */
export function inside(label: Text): Text {
  return inEach((lang) => {
    const [first = '', second = ''] = label[lang]
    return /\p{Lu}/u.test(second) ? label[lang] : first.toLocaleLowerCase('sv') + label[lang].slice(1)
  })
}

/** How the data of a purpose is spoken of: "your user profile" as it is, "data for support" otherwise. */
export function dataOf(purpose: Purpose): Text {
  return dataLabelled(inside(purpose.label))
}

export function dataLabelled(label: Text): Text {
  const general = say('promises.data-for', { label })
  return inEach((lang) => (itself[lang].test(label[lang]) ? label[lang] : general[lang]))
}

const itself = { sv: /^(din|ditt|dina) /, en: /^your /, no: /^(din|ditt|dine) | (din|ditt|dine)$/ } as const

export function peopleLabels(policy: Policy, names: readonly string[]): readonly Text[] {
  return names.flatMap((name) => policy.people.get(name)?.label ?? [])
}
