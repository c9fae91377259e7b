import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { fixedClock, systemClock } from '../platform/index.ts'
import { lang as langOf } from '../policy/text/index.ts'
import type { Lang } from '../policy/text/index.ts'
import type { Policy } from '../policy/model/index.ts'
import { composeRegisters, registerJson, registerLinkedData, renderCsv, renderPdf, renderRegister } from '../register/index.ts'
import type { Register } from '../register/index.ts'
import { misused } from './misused.ts'
import { policyFor } from './read-policy.ts'
import type { Io } from './io.ts'

const formats = ['csv', 'html', 'pdf', 'json', 'jsonld'] as const
type Format = (typeof formats)[number]

const usage = `usage: lofte register POLICY [--format ${formats.join('|')}] [--as controller|processor]
         [--controller NAME] [--lang sv|en|no] [--out FILE]
       A register of processing (Art 30), internal: one for each controller of the policy.`

/** Where bytes go that are no text; null where a person would see them. */
export type WriteBytes = ((bytes: Uint8Array) => void) | null

/** `lofte register`: the register of processing of Art 30(1), or of 30(2), drawn from the policy. */
export async function run(argv: readonly string[], io: Io, bytes: WriteBytes): Promise<number> {
  const asked = understood(argv, io)
  if (typeof asked === 'string') return misused(io, asked, usage)
  if (asked.format === 'pdf' && asked.out === null && bytes === null) return misused(io, 'A PDF is not for a terminal.', 'Say where it goes: --out register.pdf', 'usage.register-terminal')
  const policy = await policyFor(asked.policy, io)
  if (policy === null) return 1
  if (asked.controller !== null && !policy.controllers.has(asked.controller)) return misused(io, 'The policy has no controller of that name.', `Its controllers: ${[...policy.controllers.keys()].join(', ')}.`)
  const lang = asked.lang ?? policy.languages[0] ?? 'sv'
  const made = await rendered(policy, lang, asked)
  if (asked.out !== null) return (await written(asked.out, made)) ? 0 : misused(io, 'The register cannot be written to that file.', 'Say a file in a folder that is there and that you may write to: --out register.pdf')
  if (typeof made === 'string') io.out(made)
  else bytes?.(made)
  return 0
}

interface Asked {
  readonly policy: string
  readonly format: Format
  readonly as: Register['as']
  readonly controller: string | null
  readonly lang: Lang | null
  readonly out: string | null
}

function understood(argv: readonly string[], io: Io): Asked | string {
  let parsed
  try {
    parsed = parseArgs({
      args: [...argv], allowPositionals: true,
      options: { lang: { type: 'string' }, format: { type: 'string' }, as: { type: 'string' }, controller: { type: 'string' }, out: { type: 'string' }, json: { type: 'boolean' } },
    })
  } catch {
    return 'An option is not known, or lacks its value.'
  }
  const { values, positionals } = parsed
  const [policy] = positionals
  if (policy === undefined || positionals.length !== 1) return 'Name one policy: policy.yaml or its folder.'
  const lang = values.lang === undefined ? null : langOf(values.lang)
  if (values.lang !== undefined && lang === null) return 'The languages are sv, en and no.'
  const said = values.format ?? (values.json === true || io.json ? 'json' : 'html')
  const format = formats.find((one) => one === said)
  if (format === undefined) return `The formats are ${formats.join(', ')}.`
  const as = values.as ?? 'controller'
  if (as !== 'controller' && as !== 'processor') return 'The register is kept --as controller or --as processor.'
  return { policy, format, as, lang, controller: values.controller ?? null, out: values.out ?? null }
}

async function rendered(policy: Policy, lang: Lang, asked: Asked): Promise<string | Uint8Array> {
  const mine = (name: string): boolean => asked.controller === null || asked.controller === name
  if (asked.format === 'jsonld') return `${JSON.stringify(registerLinkedData(policy, lang, asked.as, mine), null, 2)}\n`
  const registers = composeRegisters(policy, lang, asked.as).filter((register) => mine(register.name))
  switch (asked.format) {
    case 'csv':
      return renderCsv(registers)
    case 'html':
      return `${renderRegister(registers)}\n`
    case 'json':
      return `${JSON.stringify(registerJson(registers), null, 2)}\n`
    case 'pdf':
      return renderPdf(registers, now())
  }
}

async function written(file: string, made: string | Uint8Array): Promise<boolean> {
  try {
    await writeFile(file, made)
    return true
  } catch {
    return false
  }
}

function now(): Temporal.Instant {
  const fixed = process.env['LOFTE_CLOCK']
  return (fixed === undefined || fixed === '' ? systemClock() : fixedClock(fixed)).now()
}
