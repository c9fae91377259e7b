import { parseArgs } from 'node:util'
import { decideChanged } from '../decisions/index.ts'
import { mustNotBeBehind } from '../evidence/index.ts'
import { log, personal, problem, idFrom } from '../platform/index.ts'
import { isDay, parseCitation, toDay, type Day } from '../policy/law/index.ts'
import type { Anchor } from '../policy/model/index.ts'
import { lang as langOf, type Lang } from '../policy/text/index.ts'
import {
  announceLift, answerAccess, answerErasure, caseRights, closeByHand, dateForRequest, endingRights, extendRequest, identifyRequest, liftRestriction, listCases, openRequest, readCase, refusalLetter, refuseRequest,
  restrictionWhys, settleRequest, writeAnswer,
  type CaseId, type GivenIdentifier, type Identified, type RequestCase, type RequestScope,
} from '../requests/index.ts'
import type { Actor } from '../work/index.ts'
import type { Deps, Installation } from './deps.ts'
import type { Io } from './io.ts'
import { readStandardInput } from './read-standard-input.ts'
import { accessInWords, caseInWords, caseJson, closedInWords, erasureInWords, liftInWords, listInWords, refusedInWords } from './request-in-words.ts'

const usage = `usage: lofte request open --right ${caseRights.join('|')} --email ADDRESS|- [--phone NUMBER] [--national-id NUMBER] [--customer-number NUMBER]
         [--received DAY] [--identified-by ROLE:HOW | --not-identified] [--controller C] [--relation R] [--purpose P] [--data D]…
       lofte request list [--all]
       lofte request show ID
       lofte request identify ID --identified-by ROLE:HOW [--also N]…
       lofte request fulfil ID [--out FOLDER] [--lang sv|en|no] [--yes]
       lofte request decide ID SUBJECT --uphold|--reject --grounds TEXT|- --role ROLE
       lofte request decide ID --date RELATION.ANCHOR=DAY
       lofte request extend ID --grounds TEXT|-
       lofte request refuse ID --law CITATION --grounds TEXT|- [--role ROLE] [--out FOLDER]
       lofte request close ID --grant --role ROLE --grounds TEXT|- [--field SYSTEM.TABLE.FIELD]… [--because ${restrictionWhys.join('|')}] [--out FOLDER]
       lofte request close ID --refuse --law CITATION --role ROLE --grounds TEXT|- [--out FOLDER]
       lofte request lift ID --role ROLE --grounds TEXT|- [--out FOLDER]   writes the letter; then, once the person has it:
       lofte request lift ID --role ROLE --told DAY
       All take --policy POLICY (policy.yaml where none is named) and --json. A - is read from standard input: it stays out of the shell's history.`

const options = {
  right: { type: 'string' }, email: { type: 'string', multiple: true }, phone: { type: 'string', multiple: true }, 'national-id': { type: 'string', multiple: true },
  'customer-number': { type: 'string', multiple: true }, received: { type: 'string' }, 'identified-by': { type: 'string' }, 'not-identified': { type: 'boolean' },
  controller: { type: 'string' }, relation: { type: 'string' }, purpose: { type: 'string' }, data: { type: 'string', multiple: true }, also: { type: 'string', multiple: true },
  out: { type: 'string' }, lang: { type: 'string' }, yes: { type: 'boolean' }, uphold: { type: 'boolean' }, reject: { type: 'boolean' }, grounds: { type: 'string' }, role: { type: 'string' },
  date: { type: 'string' }, grant: { type: 'boolean' }, refuse: { type: 'boolean' }, field: { type: 'string', multiple: true }, because: { type: 'string' }, told: { type: 'string' }, law: { type: 'string' }, all: { type: 'boolean' }, policy: { type: 'string' }, json: { type: 'boolean' },
} as const

type Values = ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>['values']

interface Asked {
  readonly values: Values
  readonly rest: readonly string[]
  readonly json: boolean
  readonly stdin: () => Promise<string>
}

type Sub = (asked: Asked, io: Io, on: Installation) => Promise<number>

const by: Actor = { kind: 'command' }

/** `lofte request`: exit status 0, or 1 while something waits for a human or a system. What identifies people is never written out. */
export async function run(argv: readonly string[], io: Io, deps: Pick<Deps, 'open'>, stdin: () => Promise<string> = readStandardInput): Promise<number> {
  const { values, positionals } = understood(argv)
  const [name = '', ...rest] = positionals
  const sub = Object.hasOwn(subs, name) ? subs[name] : undefined
  if (sub === undefined) throw wrong('Say what to do with which request.')
  await using installation = await deps.open({ policy: values.policy ?? 'policy.yaml', attach: true })
  return await sub({ values, rest, json: io.json || values.json === true, stdin }, io, installation)
}

const subs: Readonly<Record<string, Sub>> = {
  async open({ values, rest, json, stdin }, io, on) {
    if (rest.length > 0) throw wrong('What identifies the person is given by an option, such as --email.')
    const right = caseRights.find((one) => one === values.right)
    if (right === undefined) throw wrong(`Say which right: --right ${caseRights.join(', ')}.`)
    const work = on.work()
    const [controller] = work.policy.controllers.values()
    const received = values.received === undefined ? toDay(work.now, controller?.zone ?? 'Europe/Stockholm') : dayOf(values.received)
    const made = await openRequest(work, by, { hash: on.hash, right, identifiers: await identifiersOf(values, stdin), received, identified: identifiedOf(values), scope: scopeOf(values) })
    return told(made, io, json)
  },

  async list({ values, json }, io, on) {
    const work = on.work()
    const cases = await listCases(work.db, values.all === true)
    io.out(json ? `${JSON.stringify(cases.map(caseJson))}\n` : listInWords(cases, toDay(work.now, 'Europe/Stockholm')))
    return 0
  },

  async show({ rest, json }, io, on) {
    const id = idOf(rest)
    const of = await readCase(on.work().db, id)
    if (of === null) throw problem('requests.not-found', { attempted: 'There is no request of that id.', on: id, next: 'lofte request list shows the open ones.' })
    return told(of, io, json)
  },

  async identify({ values, rest, json }, io, on) {
    const identified = identifiedOf(values)
    if (values['identified-by'] === undefined || identified === null) throw wrong('Say who made sure, and how: --identified-by ROLE:HOW.')
    const also = (values.also ?? []).map(Number)
    if (!also.every((n) => Number.isInteger(n) && n > 0)) throw wrong('--also takes the number of a person in the list of lofte request show.')
    return told(await identifyRequest(on.work(), by, { id: idOf(rest), identified, also }), io, json)
  },

  async fulfil({ values, rest, json }, io, on) {
    const id = idOf(rest)
    const lang = languageOf(values, on)
    const work = on.work()
    const of = await readCase(work.db, id)
    if (of === null) throw problem('requests.not-found', { attempted: 'There is no request of that id.', on: id, next: 'lofte request list shows the open ones.' })
    if (values.yes === true) await mustNotBeBehind(work.db, on.sinks)
    const reach = { hash: on.hash, open: on.openSession.bind(on) }
    const out = values.out ?? '.'
    if (of.right === 'access' || of.right === 'portability') {
      const answer = await answerAccess(work, by, { id, reach, out, lang })
      log.info('request.answered', { request: id, state: answer.outcome, rows: answer.rows })
      io.out(json ? `${JSON.stringify(answer)}\n` : accessInWords(answer))
      return 0
    }
    if (!endingRights.includes(of.right)) throw problem('requests.by-hand', { attempted: `A request for ${of.right} is carried out by hand.`, on: id, next: `Do it, then close the case: lofte request close ${id} --grant --role ROLE --grounds TEXT` })
    const answer = await answerErasure(work, by, { id, reach, lang, carryOut: values.yes === true, out })
    io.out(json ? `${JSON.stringify(answer)}\n` : erasureInWords(answer))
    return answer.outcome === 'waiting' || answer.outcome === 'undecided' ? 1 : 0
  },

  async decide({ values, rest, json, stdin }, io, on) {
    const [, subject, ...more] = rest
    const id = idOf(rest.slice(0, 1))
    if (more.length > 0) throw wrong('One subject at a time.')
    if (values.date !== undefined) return told(await dateForRequest(on.work(), by, { id, ...dateTerms(values.date) }), io, json)
    if (subject === undefined) throw wrong('Say what is decided, as lofte request fulfil lists it: objection:PURPOSE, data:SYSTEM.TABLE.FIELD …')
    if ((values.uphold === true) === (values.reject === true)) throw wrong('Decide one way: --uphold or --reject.')
    if (values.role === undefined) throw wrong('Say in which role it is decided: --role privacy-lead.')
    return told(await settleRequest(on.work(), by, { id, subject, outcome: values.uphold === true ? 'uphold' : 'reject', grounds: await words(values, stdin), role: values.role }), io, json)
  },

  async extend({ values, rest, json, stdin }, io, on) {
    return told(await extendRequest(on.work(), by, { id: idOf(rest), reason: await words(values, stdin) }), io, json)
  },

  async refuse({ values, rest, json, stdin }, io, on) {
    const law = parseCitation(values.law ?? '')
    if (law === null) throw wrong('Say by which law: --law "GDPR 12(5)".')
    const lang = languageOf(values, on)
    const reason = await words(values, stdin)
    const work = on.work()
    const of = await refuseRequest(work, by, { id: idOf(rest), law, reason, ...(values.role !== undefined && { role: values.role }) })
    await decideChanged(work)
    const text = refusalLetter({ policy: work.policy, lang, received: of.received, law, words: reason.trim() })
    const files = values.out === undefined ? [] : await writeAnswer(values.out, 'refusal', of.token, text, null)
    io.out(json ? `${JSON.stringify({ ...caseJson(of), letter: text, files })}\n` : refusedInWords(of, text, files))
    return 0
  },

  async close(asked, io, on) {
    const { values, rest, json, stdin } = asked
    if ((values.grant === true) === (values.refuse === true)) throw wrong('Say how it ends: --grant or --refuse.')
    if (values.role === undefined) throw wrong('Say in which role it is closed: --role privacy-lead.')
    if (values.refuse === true) return subs['refuse']!(asked, io, on)
    const why = restrictionWhys.find((one) => one === values.because)
    if (values.because !== undefined && why === undefined) throw wrong(`--because takes ${restrictionWhys.join(', ')}.`)
    const answer = await closeByHand(on.work(), by, {
      id: idOf(rest), role: values.role, grounds: await words(values, stdin), fields: (values.field ?? []).map(fieldAt), ...(why !== undefined && { why }), lang: languageOf(values, on), out: values.out ?? '.',
    })
    io.out(json ? `${JSON.stringify(answer)}\n` : closedInWords(answer))
    return 0
  },

  async lift({ values, rest, json, stdin }, io, on) {
    const id = idOf(rest)
    if (values.role === undefined) throw wrong('Say in which role: --role privacy-lead.')
    if (values.told !== undefined) return told(await liftRestriction(on.work(), by, { id, role: values.role, told: dayOf(values.told) }), io, json)
    const announced = await announceLift(on.work(), by, { id, role: values.role, grounds: await words(values, stdin), lang: languageOf(values, on), out: values.out ?? '.' })
    io.out(json ? `${JSON.stringify(announced)}\n` : liftInWords(announced))
    return 0
  },
}

function told(of: RequestCase, io: Io, json: boolean): number {
  io.out(json ? `${JSON.stringify(caseJson(of))}\n` : caseInWords(of))
  return 0
}

/** The parser's own words would repeat what was typed: an address among them. */
function understood(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options })
  } catch {
    throw wrong('An option was not understood, or lacks its value.')
  }
}

function wrong(attempted: string) {
  return problem('usage.arguments', { attempted, next: 'lofte request without more shows how.', lines: usage.split('\n').map((line) => line.trim()) })
}

async function identifiersOf(values: Values, stdin: () => Promise<string>): Promise<readonly GivenIdentifier[]> {
  const given = (['email', 'phone', 'national-id', 'customer-number'] as const).flatMap((kind) => (values[kind] ?? []).map((value) => ({ kind, value })))
  if (given.length === 0) throw wrong('Nobody can be found without an identifier: --email, --phone, --national-id or --customer-number.')
  if (given.filter(({ value }) => value === '-').length > 1) throw wrong('Only one value can be read from standard input.')
  return Promise.all(given.map(async ({ kind, value }) => ({ kind, value: personal(value === '-' ? (await stdin()).trim() : value) })))
}

/** Who writes the command has the person, or their letter, before them; another role and way can be named. */
function identifiedOf(values: Values): Identified | null {
  if (values['not-identified'] === true) return null
  const [role = '', how = '', ...more] = (values['identified-by'] ?? 'staff:command-line').split(':')
  if (role === '' || how === '' || more.length > 0) throw wrong('Who made sure, and how, is written ROLE:HOW, such as support:known-address.')
  return { role, how }
}

function scopeOf(values: Values): RequestScope {
  return {
    ...(values.controller !== undefined && { controller: values.controller }), ...(values.relation !== undefined && { relation: values.relation }),
    ...(values.purpose !== undefined && { purpose: values.purpose }), ...(values.data !== undefined && { data: values.data }),
  }
}

function idOf(rest: readonly string[]): CaseId {
  const id = idFrom<'request'>(rest[0] ?? '')
  if (id === null || rest.length > 1) throw wrong('Name one request by its id, as lofte request list shows it.')
  return id
}

function dayOf(written: string): Day {
  if (!isDay(written)) throw wrong('A day is written as 2026-11-20.')
  return written
}

function fieldAt(written: string): { system: string; table: string; field: string } {
  const [system = '', table = '', ...field] = written.split('.')
  if (system === '' || table === '' || field.join('.') === '') throw wrong('A field is named as SYSTEM.TABLE.FIELD.')
  return { system, table, field: field.join('.') }
}

function dateTerms(written: string): { relation: string; anchor: Anchor; day: Day } {
  const found = /^([a-z0-9-]+)\.([a-z0-9-]+)=(\d{4}-\d{2}-\d{2})$/.exec(written)
  if (found === null) throw wrong('A date is set as RELATION.ANCHOR=DAY, such as customer-contact.last-activity=2024-03-01.')
  return { relation: found[1]!, anchor: found[2]!, day: dayOf(found[3]!) }
}

function languageOf(values: Values, on: Installation): Lang {
  const lang = values.lang === undefined ? (on.work().policy.languages[0] ?? 'sv') : langOf(values.lang)
  if (lang === null) throw wrong('The languages are sv, en and no.')
  return lang
}

async function words(values: Values, stdin: () => Promise<string>): Promise<string> {
  if (values.grounds === undefined) throw wrong('It needs its reasons: --grounds TEXT, or --grounds - to read them.')
  return values.grounds === '-' ? stdin() : values.grounds
}
