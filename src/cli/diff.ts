import { parseArgs } from 'node:util'
import { problem } from '../platform/index.ts'
import { comparePolicies, isWeaker } from '../policy/diff/index.ts'
import type { PolicyDiff } from '../policy/diff/index.ts'
import { findingJson, loadPolicy, renderFinding } from '../policy/language/index.ts'
import type { Sources } from '../policy/language/index.ts'
import type { Policy } from '../policy/model/index.ts'
import { lang } from '../policy/text/index.ts'
import type { Lang } from '../policy/text/index.ts'
import { readSources } from '../sources/index.ts'
import { readRevision } from '../versions/index.ts'
import type { Deps } from './deps.ts'
import { diffInWords } from './diff-in-words.ts'
import type { Io } from './io.ts'
import { linesOf, policyFor } from './read-policy.ts'
import { whoIsConcerned } from './who-is-concerned.ts'
import type { OnRecord } from './who-is-concerned.ts'

const usage = `usage: lofte diff OLD NEW [--database] [--fail-on weaker] [--lang sv|en|no] [--json]
       lofte diff --since REVISION POLICY [--database] [--fail-on weaker] [--lang sv|en|no] [--json]`

interface Asked {
  readonly old: string
  readonly since: string | null
  readonly now: string
  readonly failOn: 'weaker' | null
  readonly lang: Lang
  readonly json: boolean
  readonly database: boolean
}

/** `lofte diff`: what a later version takes and gives, whom to tell and whom to ask. Exit status 1 with `--fail-on weaker`, where somebody has less. */
export async function run(argv: readonly string[], io: Io, deps: Pick<Deps, 'open'>): Promise<number> {
  const asked = understood(argv)
  const json = asked.json || io.json
  const [before, after] = [await earlier(asked, io, json), await policyFor(asked.now, { ...io, json })]
  if (before === 'not understood' || after === null) return 1
  if (before === null) {
    io.out(json ? `${JSON.stringify(firstAsJson(after))}\n` : 'There was no policy then: every promise is new.\n')
    return 0
  }
  const diff = comparePolicies(before, after)
  const concerned = asked.database ? await onRecord(asked, deps, before, after, diff) : null
  io.out(json ? `${JSON.stringify(asJson(diff, concerned), null, 2)}\n` : diffInWords(after, diff, asked.lang, concerned))
  return asked.failOn === 'weaker' && isWeaker(diff) ? 1 : 0
}

function understood(argv: readonly string[]): Asked {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv], allowPositionals: true,
      options: { since: { type: 'string' }, 'fail-on': { type: 'string' }, lang: { type: 'string' }, json: { type: 'boolean' }, database: { type: 'boolean' } },
    })
    const language = values.lang === undefined ? 'en' : lang(values.lang)
    const failOn = values['fail-on'] ?? null
    const [first, second] = positionals
    if (language === null || first === undefined || positionals.length !== (values.since === undefined ? 2 : 1) || (failOn !== null && failOn !== 'weaker')) throw new TypeError('arguments')
    return { old: first, now: second ?? first, since: values.since ?? null, failOn, lang: language, json: values.json ?? false, database: values.database ?? false }
  } catch (error) {
    if (error instanceof TypeError) throw problem('usage.arguments', { attempted: 'The arguments were not understood.', next: usage })
    throw error
  }
}

/** The earlier version may break rules that have come since: it is read as far as it can be understood. Null: there was none. */
async function earlier(asked: Asked, io: Io, json: boolean): Promise<Policy | 'not understood' | null> {
  const sources: Sources | null = asked.since === null ? await readSources(asked.old) : await readRevision(asked.now, asked.since)
  if (sources === null) return null
  const { policy, findings } = loadPolicy(sources)
  if (policy !== null) return policy
  const errors = findings.filter((finding) => finding.severity === 'error')
  const lines = linesOf(sources)
  if (json) io.err(`${JSON.stringify({ errors: errors.map((finding) => findingJson(finding)) })}\n`)
  else for (const finding of errors) io.err(`${renderFinding(finding, lines(finding))}\n\n`)
  return 'not understood'
}

/** The database is looked into and left as it is. */
async function onRecord(asked: Asked, deps: Pick<Deps, 'open'>, before: Policy, after: Policy, diff: PolicyDiff): Promise<OnRecord> {
  await using installation = await deps.open({ policy: asked.now, attach: true })
  return await whoIsConcerned({ ...installation.work(), policy: after }, before, diff)
}

function asJson(diff: PolicyDiff, concerned: OnRecord | null): unknown {
  if (concerned === null) return { weaker: isWeaker(diff), ...diff }
  return {
    weaker: isWeaker(diff), ...diff,
    promises: diff.promises.map((one) => ({ ...one, onRecord: concerned.promises.get(one) ?? 0 })),
    processing: diff.processing.map((one) => ({ ...one, onRecord: concerned.processing.get(one) ?? 0 })),
    tell: diff.tell.map((one) => ({ ...one, onRecord: concerned.tell.get(one) ?? 0 })),
    sweep: concerned.sweep,
  }
}

function firstAsJson({ version, effective }: Policy): unknown {
  return { weaker: false, before: null, after: { version, effective }, promises: [], processing: [], tell: [], ask: [] }
}
