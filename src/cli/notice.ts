import { parseArgs } from 'node:util'
import { composeCookies, composeJobAdvert, composeNotice, composeShort, itemsOf, noticeJson, purposesAsked, renderBareLeaf, renderHtml, renderLeafMarkdown, renderMarkdown, renderStats, statsOf } from '../notice/index.ts'
import type { Leaf } from '../notice/index.ts'
import { lang as langOf } from '../policy/text/index.ts'
import type { Lang } from '../policy/text/index.ts'
import type { Policy } from '../policy/model/index.ts'
import { misused } from './misused.ts'
import { policyFor } from './read-policy.ts'
import type { Io } from './io.ts'

const usage = `usage: lofte notice POLICY [--lang sv|en|no] [--format html|md|json] [--as RELATION]…
       lofte notice POLICY --layer short [--purpose PURPOSE]… [--place ADDRESS]… [--url WHERE-THE-WHOLE-NOTICE-IS]
       lofte notice POLICY --layer cookies|job-advert [--url WHERE-THE-WHOLE-NOTICE-IS]
       lofte notice POLICY --stats [--json]`

/** `lofte notice`: the notice or a layer of it on standard output, as a page that stands alone, as Markdown or as data; or how it reads. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const asked = understood(argv)
  if (typeof asked === 'string') return misused(io, asked, usage)
  const policy = await policyFor(asked.policy, io)
  if (policy === null) return 1
  const written = rendered(policy, asked, asked.lang ?? policy.languages[0] ?? 'sv')
  if (written === null) return misused(io, lacking(policy, asked), usage)
  io.out(written)
  return 0
}

const layers = ['full', 'short', 'cookies', 'job-advert'] as const

interface Asked {
  readonly policy: string
  readonly lang: Lang | null
  readonly format: 'html' | 'md' | 'json'
  readonly layer: (typeof layers)[number]
  readonly purposes: readonly string[]
  readonly places: readonly string[]
  readonly as: readonly string[]
  readonly url: string | null
  readonly stats: boolean
}

function understood(argv: readonly string[]): Asked | string {
  let parsed
  try {
    parsed = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        lang: { type: 'string' }, format: { type: 'string' }, json: { type: 'boolean' }, layer: { type: 'string' }, purpose: { type: 'string', multiple: true },
        place: { type: 'string', multiple: true }, as: { type: 'string', multiple: true }, url: { type: 'string' }, stats: { type: 'boolean' },
      },
    })
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
  const layer = layers.find((one) => one === (values.layer ?? 'full'))
  if (layer === undefined) return `The layers are ${layers.join(', ')}.`
  if (layer !== 'short' && (values.purpose !== undefined || values.place !== undefined)) return 'A purpose or a place is asked for with --layer short.'
  const url = values.url ?? null
  if (url !== null && (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))) return 'The address of the whole notice begins with https:// or http://.'
  return { policy, lang, format, layer, purposes: values.purpose ?? [], places: values.place ?? [], as: values.as ?? [], url, stats: values.stats === true }
}

/** Null where the policy has nothing of what is asked for. */
function rendered(policy: Policy, asked: Asked, lang: Lang): string | null {
  if (asked.as.some((name) => !policy.people.has(name))) return null
  if (asked.layer !== 'full') {
    const leaf = leafOf(policy, asked, lang)
    return leaf === null ? null : renderedLeaf(leaf, asked)
  }
  const document = composeNotice(policy, lang)
  const items = itemsOf(policy, document)
  if (asked.stats) {
    const stats = statsOf(document, items)
    return asked.format === 'json' ? json(stats) : renderStats(stats)
  }
  switch (asked.format) {
    case 'json':
      return json(noticeJson(document, null, asked.as, items))
    case 'md':
      return renderMarkdown(document, null, asked.as)
    case 'html':
      return `${renderHtml(document, null, { links: [], promises: null, versions: null, requests: null, cookies: null, filter: null, as: asked.as, home: '#main', sheet: 'inline' })}\n`
  }
}

function leafOf(policy: Policy, asked: Asked, lang: Lang): Leaf | null {
  if (asked.layer === 'cookies') return composeCookies(policy, lang)
  if (asked.layer === 'job-advert') return composeJobAdvert(policy, lang)
  const purposes = purposesAsked(policy, asked)
  return purposes === null || purposes.length === 0 ? null : composeShort(policy, lang, purposes)
}

function renderedLeaf(leaf: Leaf, asked: Asked): string {
  switch (asked.format) {
    case 'json':
      return json({ ...leaf, full: asked.url })
    case 'md':
      return renderLeafMarkdown(leaf, asked.url)
    case 'html':
      return `${renderBareLeaf(leaf, asked.url, 'inline')}\n`
  }
}

function lacking(policy: Policy, asked: Asked): string {
  if (asked.as.length > 0 && asked.layer === 'full') return `The policy knows these relations: ${[...policy.people.keys()].join(', ')}.`
  if (asked.layer === 'cookies') return 'The policy lists no cookies.'
  if (asked.layer === 'job-advert') return 'No purpose of the policy is of the kind recruitment.'
  return `The policy has these purposes: ${[...policy.purposes.keys()].join(', ')}; and these places: ${[...new Set(policy.sites.map(({ host }) => host))].join(', ')}.`
}

function json(data: object): string {
  return `${JSON.stringify(data, null, 2)}\n`
}
