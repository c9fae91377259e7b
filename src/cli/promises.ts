import { parseArgs } from 'node:util'
import { problem } from '../platform/index.ts'
import type { Policy } from '../policy/model/index.ts'
import { promisesOf } from '../policy/promises/index.ts'
import { lang } from '../policy/text/index.ts'
import type { Lang } from '../policy/text/index.ts'
import type { Io } from './io.ts'
import { onlyArgument, policyFor } from './read-policy.ts'

const usage = 'usage: lofte promises POLICY [--lang sv|en|no] [--json]'

/** `lofte promises`: what a policy promises, with the rule behind each sentence. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const { argument, json, language } = understood(argv)
  const policy = await policyFor(argument, { ...io, json: json || io.json })
  if (policy === null) return 1
  io.out(json || io.json ? `${JSON.stringify(asJson(policy), null, 2)}\n` : inWords(policy, language))
  return 0
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

function asJson(policy: Policy): unknown {
  return promisesOf(policy).map(({ id, kind, sentence, at }) => ({ id, kind, sentence, policyPath: at, line: policy.places.of(at).line }))
}

function inWords(policy: Policy, language: Lang): string {
  const promises = promisesOf(policy)
  const lines = promises.map((promise) => {
    const { file, line } = policy.places.of(promise.at)
    return `${promise.sentence[language]}\n   ${promise.id}  ${file}:${line}${promise.later === null ? '' : '  not marked yet'}\n`
  })
  const marked = promises.filter((promise) => promise.later === null).length
  return `${lines.join('\n')}\n${promises.length} promises · ${marked} with something that keeps and measures them\n`
}
