import { parseArgs } from 'node:util'
import { errorCode, hasDatabase, problem } from '../platform/index.ts'
import type { Policy } from '../policy/model/index.ts'
import { promisesOf } from '../policy/promises/index.ts'
import { lang } from '../policy/text/index.ts'
import type { Lang } from '../policy/text/index.ts'
import type { Deps } from './deps.ts'
import type { Io } from './io.ts'
import { onlyArgument, policyFor } from './read-policy.ts'

const usage = 'usage: lofte promises POLICY [--lang sv|en|no] [--json]'

/** `lofte promises`: what a policy promises, with the rule behind each sentence. */
export async function run(argv: readonly string[], io: Io, deps: Pick<Deps, 'open'> | null = null, env: Env = process.env): Promise<number> {
  const { argument, json, language } = understood(argv)
  const policy = await policyFor(argument, { ...io, json: json || io.json })
  if (policy === null) return 1
  if (!(json || io.json)) io.out(inWords(policy, language))
  else io.out(`${JSON.stringify(asJson(policy, deps !== null && hasDatabase(env) ? await standingsIn(argument, io, deps) : null), null, 2)}\n`)
  return 0
}

type Env = Readonly<Record<string, string | undefined>>
type Standings = ReadonlyMap<string, { readonly state: string }>

/** How each stands, where there is a database that knows; a list of promises needs none, and is given without it. */
async function standingsIn(argument: string, io: Io, deps: Pick<Deps, 'open'>): Promise<Standings | null> {
  try {
    await using installation = await deps.open({ policy: argument, attach: true })
    const { statuses } = await import('../status/index.ts')
    return await statuses(installation.work())
  } catch (error) {
    io.err(`note  ${errorCode(error)}\n   The database did not answer, so the promises are listed without their status.\n`)
    return null
  }
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

function asJson(policy: Policy, standings: Standings | null): unknown {
  return promisesOf(policy).map(({ id, kind, sentence, at }) => ({
    id, kind, sentence, policyPath: at, line: policy.places.of(at).line, ...(standings !== null && { status: standings.get(id)?.state ?? null }),
  }))
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
