import { parseArgs } from 'node:util'
import { problem } from '../problems/index.ts'
import { findingJson, isPublishable, renderFinding } from '../policy/language/index.ts'
import type { Finding, Severity, Sources } from '../policy/language/index.ts'
import type { Policy } from '../policy/model/index.ts'
import { promisesOf } from '../policy/promises/index.ts'
import { lang } from '../policy/text/index.ts'
import type { Lang } from '../policy/text/index.ts'
import type { Io } from './io.ts'
import { linesOf, onlyArgument, readPolicy } from './read-policy.ts'

const usage = 'usage: lofte check POLICY [--lang sv|en|no] [--json]'

/** `lofte check`: parses a policy and checks it against the law. Exit status 1 where something stops it from being published. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const { argument, json, language } = understood(argv)
  const { sources, policy, findings } = await readPolicy(argument)
  if (json || io.json) io.out(`${JSON.stringify(asJson(findings, language), null, 2)}\n`)
  else io.out(inWords(sources, policy, findings, language))
  return isPublishable(findings) ? 0 : 1
}

function understood(argv: readonly string[]): { argument: string; json: boolean; language: Lang } {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options: { json: { type: 'boolean' }, lang: { type: 'string' } }, allowPositionals: true })
    const language = values.lang === undefined ? 'en' : lang(values.lang)
    if (language === null) throw new TypeError('language')
    return { argument: onlyArgument(positionals, usage), json: values.json ?? false, language }
  } catch (error) {
    if (error instanceof TypeError) throw problem('usage.options', { attempted: 'An option is not known, or lacks its value.', next: usage })
    throw error
  }
}

function asJson(findings: readonly Finding[], language: Lang): unknown {
  const of = (severity: Severity): unknown => findings.filter((finding) => finding.severity === severity).map((finding) => findingJson(finding, language))
  return { errors: of('error'), warnings: of('warning'), notes: of('note') }
}

function inWords(sources: Sources, policy: Policy | null, findings: readonly Finding[], language: Lang): string {
  const lines = linesOf(sources)
  const said = findings.map((finding) => `${renderFinding(finding, lines(finding), language)}\n\n`).join('')
  return `${said}${summary(sources, policy, findings)}\n`
}

/** `1 error, 1 warning in 118 lines · 38 promises · not publishable` */
function summary(sources: Sources, policy: Policy | null, findings: readonly Finding[]): string {
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length
  const said = [counted(count('error'), 'error'), counted(count('warning'), 'warning'), counted(count('note'), 'note')].filter((words) => !words.startsWith('0 '))
  const lines = [sources.policy.text, sources.systems?.text ?? ''].reduce((sum, text) => sum + (text === '' ? 0 : text.trimEnd().split('\n').length), 0)
  return [
    `${said.length === 0 ? 'nothing to remark' : said.join(', ')} in ${counted(lines, 'line')}`,
    ...(policy === null ? [] : [counted(promisesOf(policy).length, 'promise')]),
    isPublishable(findings) ? 'publishable' : 'not publishable',
  ].join(' · ')
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
