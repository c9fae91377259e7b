import { parseArgs } from 'node:util'
import { problem } from '../platform/index.ts'
import type { Policy } from '../policy/model/index.ts'
import { promisesOf } from '../policy/promises/index.ts'
import { lang as langOf } from '../policy/text/index.ts'
import type { Lang } from '../policy/text/index.ts'
import { audit, confirmDeviation, marksOn, statuses, turnOffMarks, turnOnMarks, watch } from '../status/index.ts'
import type { StandingNow, State } from '../status/index.ts'
import type { Deps, Installation } from './deps.ts'
import type { Io } from './io.ts'

const usage = `usage: lofte status POLICY [--audit] [--lang sv|en|no] [--json]
       lofte status POLICY --confirm ID
       lofte status POLICY --turn-on ID|all
       lofte status POLICY --turn-off ID`

/** `lofte status`: how each promise stands, and the owner's part in what the public sees. Exit status 1 where one deviates. */
export async function run(argv: readonly string[], io: Io, deps: Pick<Deps, 'open'>): Promise<number> {
  const asked = understood(argv)
  await using installation = await deps.open({ policy: asked.policy, attach: true })
  const json = asked.json || io.json
  if (asked.confirm !== null) return await confirm(installation, io, asked.confirm, json)
  if (asked.turnOn.length > 0 || asked.turnOff.length > 0) return await turn(installation, io, asked, json)
  if (asked.audit) {
    await watch(installation.work(), { kind: 'command' })
    await audit(installation.work(), { kind: 'command' }, { open: (system) => installation.openSession(system, 'observe') })
  }
  return await show(installation, io, asked.lang, json)
}

interface Asked {
  readonly policy: string
  readonly audit: boolean
  readonly confirm: string | null
  readonly turnOn: readonly string[]
  readonly turnOff: readonly string[]
  readonly lang: Lang
  readonly json: boolean
}

function understood(argv: readonly string[]): Asked {
  try {
    const options = { audit: { type: 'boolean' }, confirm: { type: 'string' }, 'turn-on': { type: 'string', multiple: true }, 'turn-off': { type: 'string', multiple: true }, lang: { type: 'string' }, json: { type: 'boolean' } } as const
    const { values, positionals } = parseArgs({ args: [...argv], allowPositionals: true, options })
    const [policy] = positionals
    const lang = values.lang === undefined ? 'en' : langOf(values.lang)
    if (policy === undefined || positionals.length !== 1) throw new TypeError('one policy')
    if (lang === null) throw new TypeError('language')
    return { policy, audit: values.audit ?? false, confirm: values.confirm ?? null, turnOn: values['turn-on'] ?? [], turnOff: values['turn-off'] ?? [], lang, json: values.json ?? false }
  } catch (error) {
    if (error instanceof TypeError) throw problem('usage.options', { attempted: 'Name one policy: policy.yaml or its folder, and options that are known.', next: usage })
    throw error
  }
}

async function confirm(installation: Installation, io: Io, promise: string, json: boolean): Promise<number> {
  await confirmDeviation(installation.work(), { kind: 'role', name: 'owner' }, promise)
  io.out(json ? `${JSON.stringify({ confirmed: promise })}\n` : `Confirmed: ${promise}\nThe public reads it as not kept from now on, until an audit finds it kept again.\n`)
  return 0
}

async function turn(installation: Installation, io: Io, asked: Asked, json: boolean): Promise<number> {
  const work = installation.work()
  const owner = { kind: 'role', name: 'owner' } as const
  const off = asked.turnOff.length === 0 ? 0 : await turnOffMarks(work, owner, asked.turnOff)
  const on = asked.turnOn.length === 0 ? { turned: 0, internal: [] } : await turnOnMarks(work, owner, asked.turnOn.includes('all') ? 'all' : asked.turnOn)
  if (json) {
    io.out(`${JSON.stringify({ turnedOn: on.turned, turnedOff: off, internal: on.internal })}\n`)
    return 0
  }
  if (asked.turnOn.length > 0) io.out(`${on.turned} ${on.turned === 1 ? 'mark is' : 'marks are'} on now that ${on.turned === 1 ? 'was' : 'were'} not before.\n`)
  if (asked.turnOff.length > 0) io.out(`${off} ${off === 1 ? 'mark is' : 'marks are'} off.\n`)
  if (on.internal.length > 0) io.out(`Left off, since they tell of security or access; turn them on by name if you want:\n${on.internal.map((id) => `   ${id}\n`).join('')}`)
  return 0
}

async function show(installation: Installation, io: Io, lang: Lang, json: boolean): Promise<number> {
  const work = installation.work()
  const [standings, on] = [await statuses(work), await marksOn(work.db)]
  io.out(json ? `${JSON.stringify(asJson(work.policy, standings, on), null, 2)}\n` : inWords(work.policy, standings, on, lang))
  return [...standings.values()].some((status) => status.state === 'deviation') ? 1 : 0
}

function asJson(policy: Policy, standings: ReadonlyMap<string, StandingNow>, on: ReadonlySet<string>): unknown {
  return promisesOf(policy).map((promise) => {
    const status = standings.get(promise.id)
    const { line } = policy.places.of(promise.at)
    const base = { id: promise.id, kind: promise.kind, sentence: promise.sentence, policyPath: promise.at, line, public: on.has(promise.id) }
    if (status === undefined) return { ...base, status: null }
    const { state, because, missed, lawful, scope, sampled, age, since, measuredAt, figures } = status
    return { ...base, status: state, because, missed, lawful, scope, sampled, age, since, measuredAt, figures }
  })
}

const gravest: readonly State[] = ['deviation', 'at-risk', 'not-yet-shown', 'kept', 'no-occasion']
const words: Readonly<Record<State, string>> = { deviation: 'not kept', 'at-risk': 'at risk', 'not-yet-shown': 'not yet shown', kept: 'kept', 'no-occasion': 'no occasion' }

function inWords(policy: Policy, standings: ReadonlyMap<string, StandingNow>, on: ReadonlySet<string>, lang: Lang): string {
  const promises = promisesOf(policy).filter((promise) => standings.has(promise.id))
  const blocks = gravest.flatMap((state) =>
    promises.filter((promise) => standings.get(promise.id)?.state === state).map((promise) => {
      const status = standings.get(promise.id)
      const { file, line } = policy.places.of(promise.at)
      const figures = status === undefined ? [] : figuresOf(status)
      return `  ${words[state].padEnd(14)} ${promise.sentence[lang]}\n${' '.repeat(17)}${[...figures, `${file}:${line}`, ...(on.has(promise.id) ? [] : ['mark off'])].join(' · ')}\n${' '.repeat(17)}${promise.id}\n`
    }))
  const counts = gravest.map((state) => [words[state], [...standings.values()].filter((status) => status.state === state).length] as const).filter(([, count]) => count > 0)
  const unmarked = promisesOf(policy).length - promises.length
  return `${blocks.join('')}\n${counts.map(([word, count]) => `${count} ${word}`).join(' · ')}${unmarked > 0 ? ` · ${unmarked} with nothing yet that keeps and measures them` : ''}\n`
}

/** What it rests on, in figures: the public sees them in bands, whoever answers for the promise sees them as they are. */
function figuresOf({ because, missed, scope, sampled, age, figures }: StandingNow): readonly string[] {
  return [
    ...Object.entries(because).map(([code, count]) => `${code} ${count}`),
    ...(missed === null ? [] : [`${missed.count} of ${missed.of} missed since ${missed.since}`]),
    ...(scope === null ? [] : [`${scope.seen} of ${scope.systems} ${scope.systems === 1 ? 'system' : 'systems'}`]),
    ...(sampled === null ? [] : [`looked at ${sampled.looked} of ${sampled.of}, all within ${sampled.nights} nights`]),
    ...(figures === null || figures.measured.subjects === 0 ? [] : [`concerns ${figures.measured.subjects}`]),
    ...Object.entries(figures?.measured.done ?? {}).map(([code, count]) => `${code} ${count} in 90 days`),
    ...(age === null ? ['never audited'] : [`audited ${ageText(age)} ago`]),
  ]
}

function ageText(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} days`
}
