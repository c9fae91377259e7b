import { authorityOf, citationText, type Citation, type Day } from '../../policy/law/index.ts'
import type { Policy } from '../../policy/model/index.ts'
import { say, sayDay, sayList } from '../../policy/text/index.ts'
import type { Lang } from '../../policy/text/index.ts'
import type { RequestCase } from '../case.ts'
import type { DataAt, ToTell } from '../recipients-to-tell.ts'

interface Terms {
  readonly policy: Policy
  readonly lang: Lang
}

export interface HandLetter extends Terms {
  readonly of: RequestCase
  readonly fields: readonly DataAt[]
  readonly since: Day
  readonly tell: readonly ToTell[]
  readonly words: string
}

/** What was done, for the person: as plain text that any mail can carry. */
export function handLetter(of: HandLetter): string {
  return letter(of, [...done(of), ...told(of)])
}

function done({ policy, lang, of, fields, since, words }: HandLetter): string[] {
  const label = (data: string): string => policy.data.get(data)?.label[lang] ?? data
  switch (of.right) {
    case 'rectification': {
      const lines = [...new Set(fields.map(({ system, table, data }) => `  ${label(data)} (${system}.${table})`))]
      return [say('requests.rectification-title')[lang], '', say('requests.rectified')[lang], ...lines]
    }
    case 'restriction': {
      const about = of.scope.data === undefined ? say('requests.restricted-all')[lang] : say('requests.restricted-data', { data: sayList(of.scope.data.map(label), lang) })[lang]
      return [say('requests.restriction-title')[lang], '', say('requests.restricted-since', { day: sayDay(since, lang) })[lang], about]
    }
    default:
      return [say('requests.complaint-title')[lang], '', say('requests.complaint-granted')[lang], '', words]
  }
}

/** Art 19: the person learns who is told. */
function told({ lang, of, tell }: HandLetter): string[] {
  if (of.right === 'complaint') return []
  return ['', tell.length === 0 ? say('requests.recipients-none-told')[lang] : say('requests.recipients-told', { recipients: sayList(tell.map((one) => one.label), lang) })[lang]]
}

/** Refused: why, by which law, and where to complain or go (Art 12(4)). */
export function refusalLetter({ policy, lang, received, law, words }: Terms & { readonly received: Day; readonly law: Citation; readonly words: string }): string {
  return letter({ policy, lang }, [say('requests.refusal-title')[lang], '', say('requests.refused', { day: sayDay(received, lang), law: citationText(law, lang) })[lang], '', words])
}

/** Before a restriction is lifted (Art 18(3)). */
export function liftLetter({ policy, lang, since, words }: Terms & { readonly since: Day; readonly words: string }): string {
  return letter({ policy, lang }, [say('requests.lift-title')[lang], '', say('requests.lift-because', { day: sayDay(since, lang) })[lang], '', words])
}

function letter({ policy, lang }: Terms, lines: readonly string[]): string {
  const authority = policy.authority?.name ?? authorityOf([...policy.controllers.values()][0]?.country ?? '')?.ownName ?? null
  return `${[...lines, ...(authority === null ? [] : ['', say('requests.if-not-content', { authority })[lang]])].join('\n')}\n`
}
