import { letter } from '../messages/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { Policy } from '../policy/model/index.ts'
import { dayText, listText, say, text, verbatim } from '../policy/text/index.ts'
import type { Text } from '../policy/text/index.ts'

export interface LetterTerms {
  readonly controller: string
  readonly purposes: readonly string[]
  readonly removeOn: Day
  /** The page with the button; null where the rule cannot be renewed by a link. */
  readonly link: string | null
}

/** Nothing about the person stands in it but what it is about: a letter may be read by the wrong eyes. */
export function reminderLetter(policy: Policy, terms: LetterTerms): ReturnType<typeof letter> {
  const organisation = organisationOf(policy, terms.controller)
  const contact = policy.controllers.get(terms.controller)?.contact ?? null
  const paragraphs: Text[] = [
    say('retention.greeting'),
    say('retention.what-goes', { organisation, purposes: purposesText(policy, terms.purposes) }),
    say('retention.when', { day: spoken(terms.removeOn) }),
    terms.link === null ? say('retention.keep-by-use') : say('retention.keep', { link: terms.link }),
    say('retention.nothing-to-do'),
    ...(contact === null ? [] : [say('retention.contact', { contact })]),
    verbatim(organisation),
  ]
  return letter(policy.languages, say('retention.subject', { organisation }), paragraphs)
}

export function organisationOf(policy: Policy, controller: string): string {
  return policy.controllers.get(controller)?.title ?? controller
}

export function purposesText(policy: Policy, purposes: readonly string[]): Text {
  return listText(purposes.map((name) => policy.purposes.get(name)?.label ?? verbatim(name)))
}

/** In Swedish and Norwegian a day in running text has its article. */
export function spoken(day: Day): Text {
  const said = dayText(day)
  return text({ sv: `den ${said.sv}`, en: said.en, no: `den ${said.no}` })
}
