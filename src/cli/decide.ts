import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { fixedClock, systemClock } from '../platform/index.ts'
import { decideLocation, decidePerson, emptyFold, foldLocation } from '../policy/decide/index.ts'
import type { Decision } from '../policy/decide/index.ts'
import { defaultZone, isDay, toDay } from '../policy/law/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { Policy } from '../policy/model/index.ts'
import { decisionsInWords } from './decisions-in-words.ts'
import type { Io } from './io.ts'
import { misused } from './misused.ts'
import { policyFor, readPolicy } from './read-policy.ts'
import { readFacts } from './read-facts.ts'
import type { Facts } from './read-facts.ts'

const usage = 'usage: lofte decide POLICY FACTS [--at DAY] [--json]'

/** Larger than any what-if that a person writes; a whole register is decided by `lofte plan`. */
const most = 4_000_000

/** `lofte decide`: what would happen to invented facts, and why, without a database. Exit status 1 when policy or facts are not understood. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const asked = await understood(argv)
  if (typeof asked === 'string') return misused(io, asked, usage)
  const policy = await understoodPolicy(asked.policy, { ...io, json: asked.json || io.json })
  if (policy === null) return 1
  const { facts, findings } = readFacts(asked.facts, policy)
  if (facts === null) {
    for (const { line, column, rule, message } of findings.slice(0, 20)) io.err(`${asked.file}:${line}:${column}  error  ${rule}\n   ${message}\n`)
    return 1
  }
  const at = asked.at ?? today(policy)
  const decisions = decideAll(policy, facts, at)
  io.out(asked.json || io.json ? `${JSON.stringify(answerJson(policy, at, decisions), null, 2)}\n` : decisionsInWords(policy, at, decisions))
  return 0
}

/** A policy that may not be published yet can still be asked what it would do; one that cannot be understood cannot. */
async function understoodPolicy(argument: string, io: Io): Promise<Policy | null> {
  const { policy, findings } = await readPolicy(argument)
  if (policy === null) return policyFor(argument, io)
  const errors = findings.filter((finding) => finding.severity === 'error').length
  if (errors > 0 && !io.json) io.err(`warning  policy.not-publishable\n   ${errors === 1 ? '1 error stops' : `${errors} errors stop`} this policy from being published: lofte check ${argument}\n\n`)
  return policy
}

/** Two passes, as over a real register: first what the rows say together, then each row. */
export function decideAll(policy: Policy, facts: Facts, at: Day): readonly Decision[] {
  const fold = emptyFold()
  for (const location of facts.locations) foldLocation(policy, fold, location)
  const standing = decidePerson(policy, facts.person, at, fold)
  return facts.locations.map((location) => decideLocation(policy, standing, location, at))
}

/** The stable contract: lawyers and tests read it. */
export function answerJson(policy: Policy, at: Day, decisions: readonly Decision[]): unknown {
  return {
    at,
    locations: decisions.map(({ system, table, key, verdict, until, changesOn, waiting, fields }) => ({
      system, table, key, verdict, until, changesOn, waiting,
      fields: fields.map(({ field, data, verdict, purposes, hold, until, rule, law }) => {
        const place = rule === null ? null : policy.places.of(rule)
        return { field, data, verdict, purposes, hold, until, rule, file: place?.file ?? null, line: place?.line ?? null, law }
      }),
    })),
  }
}

interface Asked {
  readonly policy: string
  readonly facts: string
  readonly file: string
  readonly at: Day | null
  readonly json: boolean
}

async function understood(argv: readonly string[]): Promise<Asked | string> {
  let parsed
  try {
    parsed = parseArgs({ args: [...argv], allowPositionals: true, options: { at: { type: 'string' }, json: { type: 'boolean' } } })
  } catch {
    return 'An option is not known, or lacks its value.'
  }
  const { values, positionals } = parsed
  const [policy, facts] = positionals
  if (policy === undefined || facts === undefined || positionals.length !== 2) return 'Name the policy and the file with facts.'
  if (values.at !== undefined && !isDay(values.at)) return /^\d{4}-\d{2}-\d{2}$/.test(values.at) ? `There is no day ${values.at} in the calendar.` : '--at takes a day, such as 2026-11-20.'
  const found = await stat(facts).catch(() => null)
  if (found?.isFile() !== true) return `There is no file with facts at ${basename(facts)}.`
  if (found.size > most) return `${basename(facts)} is larger than 4 MB: decide answers for one person at a time.`
  return { policy, facts: new TextDecoder('utf-8').decode(await readFile(facts)), file: basename(facts), at: values.at ?? null, json: values.json ?? false }
}

/** Days are those of the controller's own zone. */
function today(policy: Policy): Day {
  const fixed = process.env['LOFTE_CLOCK']
  const clock = fixed === undefined || fixed === '' ? systemClock() : fixedClock(fixed)
  return toDay(clock.now(), [...policy.controllers.values()][0]?.zone ?? defaultZone)
}
