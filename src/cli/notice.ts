import { parseArgs } from 'node:util'
import { composeNotice, noticeJson, renderHtml, renderMarkdown } from '../notice/index.ts'
import { lang as langOf } from '../policy/text/index.ts'
import type { Lang } from '../policy/text/index.ts'
import type { Policy } from '../policy/model/index.ts'
import { misused } from './misused.ts'
import { policyFor } from './read-policy.ts'
import type { Io } from './io.ts'

const usage = 'usage: lofte notice POLICY [--lang sv|en|no] [--format html|md|json]'

/** `lofte notice`: the whole notice on standard output, as a page that stands alone, as Markdown or as data. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const asked = understood(argv)
  if (typeof asked === 'string') return misused(io, asked, usage)
  const policy = await policyFor(asked.policy, io)
  if (policy === null) return 1
  const lang = asked.lang ?? policy.languages[0] ?? 'sv'
  io.out(rendered(policy, lang, asked.format))
  return 0
}

interface Asked {
  readonly policy: string
  readonly lang: Lang | null
  readonly format: 'html' | 'md' | 'json'
}

function understood(argv: readonly string[]): Asked | string {
  let parsed
  try {
    parsed = parseArgs({ args: [...argv], allowPositionals: true, options: { lang: { type: 'string' }, format: { type: 'string' }, json: { type: 'boolean' } } })
  } catch {
    return 'An option is not known, or lacks its value.'
  }
  const { values, positionals } = parsed
  const [policy] = positionals
  if (policy === undefined || positionals.length !== 1) return 'Name one policy: policy.yaml or its folder.'
  const lang = values.lang === undefined ? null : langOf(values.lang)
  if (values.lang !== undefined && lang === null) return 'The languages are sv, en and no.'
  const format = values.json === true ? 'json' : (values.format ?? 'html')
  if (format !== 'html' && format !== 'md' && format !== 'json') return 'The formats are html, md and json.'
  return { policy, lang, format }
}

function rendered(policy: Policy, lang: Lang, format: Asked['format']): string {
  const document = composeNotice(policy, lang)
  switch (format) {
    case 'json':
      return `${JSON.stringify(noticeJson(document, null), null, 2)}\n`
    case 'md':
      return renderMarkdown(document, null)
    case 'html':
      return `${renderHtml(document, null, { links: [], promises: null, versions: null, requests: null, home: '#main', sheet: 'inline' })}\n`
  }
}
