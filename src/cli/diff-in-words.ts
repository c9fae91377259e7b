import type { PolicyDiff, PromiseChange } from '../policy/diff/index.ts'
import { citationShort, parseCitation } from '../policy/law/index.ts'
import type { Policy } from '../policy/model/index.ts'
import { say, sayDay, sayNumber } from '../policy/text/index.ts'
import type { Lang } from '../policy/text/index.ts'
import { aligned, placeOf } from './plan-in-words.ts'
import type { OnRecord } from './who-is-concerned.ts'

const order = ['weaker', 'dropped', 'other', 'added', 'stronger', 'same'] as const

/** What takes something first, what gives something last. */
export function diffInWords(after: Policy, diff: PolicyDiff, lang: Lang, concerned: OnRecord | null = null): string {
  const title = [...after.controllers.values()].map((controller) => controller.title).join(', ')
  const head = `${say('diff.title', { title, after: sayDay(diff.after.effective, lang), before: sayDay(diff.before.effective, lang) })[lang]}\n`
  if (diff.promises.length === 0 && diff.processing.length === 0) return `${head}\n${say('diff.nothing')[lang]}\n`
  const parts = [...order.map((change) => promisesSaid(diff.promises.filter((one) => one.change === change), lang, concerned)), processingSaid(diff, lang, concerned), tellSaid(diff, lang, concerned), askSaid(diff, lang), sweepSaid(after, concerned, lang)]
  return `${head}${parts.filter((part) => part !== '').map((part) => `\n${part}`).join('')}\n${summary(diff, lang)}\n`
}

function promisesSaid(changes: readonly PromiseChange[], lang: Lang, concerned: OnRecord | null): string {
  const [first] = changes
  if (first === undefined) return ''
  const lines = changes.map((change) => {
    const { id, why, before, after } = change
    const place = after ?? before
    const was = before !== null && after !== null && before.sentence[lang] !== after.sentence[lang] ? `\n     ${say('pages.was', { sentence: before.sentence })[lang]}` : ''
    return `   ${place?.sentence[lang] ?? id}${was}\n     ${why[lang]}  ${place?.file ?? ''}:${place?.line ?? 0}  ${id}${peopleSaid(concerned?.promises.get(change), lang)}\n`
  })
  return `${say(`diff.${first.change}`)[lang]}\n${lines.join('')}`
}

function processingSaid({ processing }: PolicyDiff, lang: Lang, concerned: OnRecord | null): string {
  if (processing.length === 0) return ''
  return `${say('diff.processing')[lang]}\n${processing.map((one) => `   ${one.text[lang]}  ${one.file}:${one.line}${peopleSaid(concerned?.processing.get(one), lang)}\n`).join('')}`
}

function tellSaid({ tell }: PolicyDiff, lang: Lang, concerned: OnRecord | null): string {
  if (tell.length === 0) return ''
  const lines = tell.map((one) => `   ${one.label[lang]}, ${say('diff.tell-by', { day: sayDay(one.by, lang) })[lang]}  ${lawSaid(one.law, lang)}${peopleSaid(concerned?.tell.get(one), lang)}\n${one.because.map((why) => `     ${why[lang]}\n`).join('')}`)
  return `${say('diff.tell')[lang]}\n${lines.join('')}`
}

function askSaid({ ask }: PolicyDiff, lang: Lang): string {
  if (ask.length === 0) return ''
  return `${say('diff.ask')[lang]}\n${ask.map((one) => `   ${one.text[lang]}  ${one.law.map((law) => lawSaid(law, lang)).join(', ')}\n`).join('')}`
}

/** What the first sweep under the later version would take, by rule and table. */
function sweepSaid(policy: Policy, concerned: OnRecord | null, lang: Lang): string {
  if (concerned === null) return ''
  const { at, rows, people, totals } = concerned.sweep
  const head = say('diff.sweep', { day: sayDay(at, lang), rows, people })[lang]
  const lines = totals.map((one) => [sayNumber(one.rows, lang).padStart(5), one.verb, `${one.system}.${one.table}`, one.rule ?? '', place(policy, one.rule)])
  return `${head}\n${aligned(lines)}`
}

function place(policy: Policy, rule: string | null): string {
  const found = placeOf(policy, rule)
  return found === null ? '' : `${found.file}:${found.line}`
}

function peopleSaid(people: number | undefined, lang: Lang): string {
  return people === undefined ? '' : `  ${say('diff.people', { people })[lang]}`
}

function lawSaid(law: string, lang: Lang): string {
  const parsed = parseCitation(law)
  return parsed === null ? law : citationShort(parsed, lang)
}

/** `2 weaker, 1 dropped, 3 added` */
function summary({ promises }: PolicyDiff, lang: Lang): string {
  return order.flatMap((change) => {
    const count = promises.filter((one) => one.change === change).length
    return count === 0 ? [] : [`${count} ${say(`diff.${change}`)[lang].toLocaleLowerCase('sv')}`]
  }).join(', ')
}
