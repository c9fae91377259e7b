import type { Lang } from '../text/index.ts'
import { actFacts, acts, anyAct, isAct } from './acts.ts'
import type { Act, Numbering } from './acts.ts'
import type { Day } from './day.ts'

/** A place in the law in its short form: `GDPR 5(1)(e)`, `BFL 7:2`, `MFL 19`. Written out by `citationText`. */
export type Citation = `${Act} ${string}`

/** A citation in its parts; `number` only for the acts that are named by their number. */
export interface CitationParts { readonly act: Act; readonly number: string | null; readonly provision: string }

const provisions: Readonly<Record<Numbering, RegExp>> = {
  articles: /^(?:rec \d{1,3}|\d{1,3}[a-z]?(?:\(\d{1,2}\))?(?:\([a-z]\))?(?:-\d{1,3})?)$/,
  chapters: /^(?:\d{1,2}[a-z]?:\d{1,3}[a-z]?(?:-\d{1,3}[a-z]?)?|\d{1,2}[a-z]?:)$/,
  sections: /^\d{1,3}(?:-\d{1,3})?[a-z]?$/,
  number: /^(?:[CT]-)?\d{1,4}\/\d{2,4}$/,
}

/**
 * The citation that a text writes, in its canonical short form, or null. Takes what people write as well:
 * `GDPR Art 5.1 e`, `Bokföringslagen 7 kap. 2 §`, `Marknadsföringslagen (2008:486) 19 §`, `personopplysningsloven § 5`.
 */
export function parseCitation(written: string): Citation | null {
  if (written.length > 160) return null
  const said = written.normalize('NFC').replace(/[\s\u00a0]+/g, ' ').trim()
  const found = actAtStart(said)
  if (found === null) return null
  const { act } = found
  let rest = found.rest
  let number = ''
  if (act === 'SFS' || act === 'LOV' || act === 'EU') {
    const [first = '', ...others] = rest.split(' ')
    if (!anyAct[act].test(first)) return null
    number = `${first} `
    rest = others.join(' ')
  }
  const numbering = actFacts(act).numbering
  // An act of the collection may have sections only: `SFS 1990:782 6`.
  const tried: readonly Numbering[] = act === 'SFS' ? ['chapters', 'sections'] : [numbering]
  for (const as of tried) {
    const provision = canonical(rest, as)
    if (provisions[as].test(provision) && exists(act, provision)) return `${act} ${number}${provision}` as Citation
  }
  return null
}

/** Several in one text; what follows the first may leave the act out: `GDPR 5(1)(e), 13(2)(a)`. Null when one is not understood. */
export function parseCitations(written: string): readonly Citation[] | null {
  const result: Citation[] = []
  for (const part of written.split(/[,;] ?/)) {
    const before = result.at(-1)
    const one = parseCitation(part) ?? (before === undefined ? null : parseCitation(`${citationParts(before).act} ${part}`))
    if (one === null) return null
    result.push(one)
  }
  return result
}

/** A citation that the program itself writes: one that does not parse is a mistake. */
export function cite(written: Citation): Citation {
  const parsed = parseCitation(written)
  if (parsed === null) throw new RangeError(`not a citation: ${written.slice(0, 60)}`)
  return parsed
}

export function citationParts(of: Citation): CitationParts {
  const [act = '', ...rest] = of.split(' ')
  if (!isAct(act)) throw new RangeError(`not a citation: ${of.slice(0, 60)}`)
  const own = act === 'SFS' || act === 'LOV' || act === 'EU'
  return { act, number: own ? (rest[0] ?? '') : actFacts(act).number, provision: (own ? rest.slice(1) : rest).join(' ') }
}

/** The first day the cited act was no longer in force; null while it is. */
export function repealedOn(of: Citation): Day | null {
  return actFacts(citationParts(of).act).repealed
}

/** Written out in full: `Bokföringslagen (1999:1078) 7 kap. 2 §`, `GDPR Art 5(1)(e)`, `Personvernforordningen artikkel 5 nr. 1 bokstav e`. */
export function citationText(of: Citation, lang: Lang): string {
  const { act, number, provision } = citationParts(of)
  const collected = number === null ? '' : ` (${number})`
  const where = isNorwegian(act) && lang === 'sv' ? `§ ${provision}` : said(provision, numberingOf(act, provision), lang)
  return `${capital(actFacts(act).name[lang])}${collected} ${where}`
}

/** As short as people say it: `Bokföringslagen 7:2`, `Marknadsföringslagen 19 §`, `GDPR 5(1)(e)`. */
export function citationShort(of: Citation, lang: Lang): string {
  return `${shortAct(of, lang)} ${shortProvision(of, lang)}`
}

/** Several, with the act named once: `GDPR 5(1)(e), 13(2)(a) · Marknadsföringslagen 19 §`. */
export function citationList(of: readonly Citation[], lang: Lang): string {
  const groups: { act: string; provisions: string[] }[] = []
  for (const citation of of) {
    const [act, provision] = [shortAct(citation, lang), shortProvision(citation, lang)]
    const last = groups.at(-1)
    if (last?.act === act) last.provisions.push(provision)
    else groups.push({ act, provisions: [provision] })
  }
  return groups.map(({ act, provisions }) => `${act} ${provisions.join(', ')}`).join(' · ')
}

/** An act of one country keeps its own name and sign in a short citation, so that it can be looked up. */
function shortAct(of: Citation, lang: Lang): string {
  const { act, number } = citationParts(of)
  if (act === '1182/71') return { sv: 'Förordning 1182/71', en: 'Regulation 1182/71', no: 'Forordning 1182/71' }[lang]
  if (act in anyAct) return `${capital(actFacts(act).name[lang])} (${number ?? ''})`
  if (number === null) return act
  return capital(actFacts(act).name[isNorwegian(act) ? 'no' : 'sv'])
}

function shortProvision(of: Citation, lang: Lang): string {
  const { act, provision } = citationParts(of)
  const numbering = numberingOf(act, provision)
  if (act === 'GDPR' && lang !== 'en') return said(provision, 'articles', lang, true)
  if (numbering === 'chapters') return provision.replace(/:$/, ' kap.')
  if (numbering !== 'sections') return provision
  return isNorwegian(act) ? `§ ${provision}` : `${spaced(provision)} §`
}

function isNorwegian(act: Act): boolean {
  return act === 'LOV' || actFacts(act).number?.startsWith('LOV') === true
}

/** The provision in the words of a language. `brief` leaves out the word for article. */
function said(provision: string, numbering: Numbering, lang: Lang, brief = false): string {
  if (numbering === 'number' || provision === '') return provision
  if (numbering === 'sections') return { sv: `${spaced(provision)} §`, en: `section ${provision}`, no: `§ ${provision}` }[lang]
  if (numbering === 'chapters') {
    const [chapter = '', section = ''] = provision.split(':')
    if (section === '') return { sv: `${spaced(chapter)} kap.`, en: `chapter ${chapter}`, no: `kapittel ${chapter}` }[lang]
    const several = section.includes('-')
    return { sv: `${spaced(chapter)} kap. ${spaced(section)} ${several ? '§§' : '§'}`, en: `chapter ${chapter}, section${several ? 's' : ''} ${section}`, no: `kapittel ${chapter} ${several ? '§§' : '§'} ${section}` }[lang]
  }
  if (provision.startsWith('rec ')) return { sv: `skäl ${provision.slice(4)}`, en: `recital ${provision.slice(4)}`, no: `fortalepunkt ${provision.slice(4)}` }[lang]
  const [, article = '', paragraph, letter, through] = /^(\d+[a-z]?)(?:\((\d+)\))?(?:\(([a-z])\))?(-\d+)?$/.exec(provision) ?? []
  if (article === '') return provision
  const last = through ?? ''
  if (lang === 'en') return brief ? provision : `Art ${provision}`
  if (lang === 'sv') return `${brief ? '' : last === '' ? 'artikel ' : 'artiklarna '}${article}${paragraph === undefined ? '' : `.${paragraph}`}${letter === undefined ? '' : ` ${letter}`}${last}`
  return `${brief ? '' : 'artikkel '}${article}${paragraph === undefined ? '' : ` nr. ${paragraph}`}${letter === undefined ? '' : ` bokstav ${letter}`}${last}`
}

/** Swedish writes `3 a §` with a space. */
function spaced(number: string): string {
  return number.replace(/(\d)([a-z])/g, '$1 $2')
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

function numberingOf(act: Act, provision: string): Numbering {
  return act === 'SFS' && !provision.includes(':') ? 'sections' : actFacts(act).numbering
}

/** Names by which an act may begin a citation, longest first, so that `MFL-NO` is not read as `MFL`. */
const names: readonly (readonly [string, Act])[] = (Object.keys(acts) as Act[])
  .flatMap((act) => {
    const { name, also } = actFacts(act)
    const full = act in anyAct ? [] : [name.sv, name.en, name.no]
    return [act, ...full, ...also].map((said) => [said.toLowerCase().replace(/^the |^den /, ''), act] as const)
  })
  // Two acts have had one name: the one in force is meant.
  .sort(([a, first], [b, second]) => b.length - a.length || Number(actFacts(first).repealed !== null) - Number(actFacts(second).repealed !== null))

function actAtStart(said: string): { readonly act: Act; readonly rest: string } | null {
  const lower = said.toLowerCase().replace(/^the |^den /, '')
  const skipped = said.length - lower.length
  for (const [name, act] of names) {
    if (!lower.startsWith(`${name} `)) continue
    const after = said.slice(skipped + name.length + 1)
    const number = actFacts(act).number
    const numbered = /^\(([^)]+)\) ?/.exec(after)
    if (numbered === null || act in anyAct) return { act, rest: after }
    if (numbered[1] === number) return { act, rest: after.slice(numbered[0].length) }
    const other = (Object.keys(acts) as Act[]).find((code) => actFacts(code).number === numbered[1])
    return other === undefined ? null : { act: other, rest: after.slice(numbered[0].length) }
  }
  return null
}

/** What people write around the numbers of a provision taken away. */
function canonical(rest: string, numbering: Numbering): string {
  const low = numbering === 'number' ? rest : rest.toLowerCase()
  const dashed = low.replace(/[–—]/g, '-').trim()
  if (numbering === 'number') return dashed
  if (numbering === 'sections') return dashed.replace(/^(?:section|sec\.?|paragraf) /, '').replace(/^§+ ?| ?§+$/g, '').replace(/ (?=[a-z]$)/, '')
  if (numbering === 'chapters') {
    return dashed.replace(/^chapter (\d+ ?[a-z]?), sections? /, '$1:').replace(/^kapittel (\d+ ?[a-z]?) §+ ?/, '$1:').replace(/ ?§+$/, '')
      .replace(/(\d) ([a-z])(?= kap|$)/g, '$1$2').replace(/ ?kap\.? ?/, ':').replace(/^chapter (\d+[a-z]?)$/, '$1:').replace(/ /g, '')
  }
  const bare = dashed.replace(/^(?:articles?|artikeln?|artiklarna|artikkel|art\.?) ?/, '')
  const recital = /^(?:recital|skäl|rec\.?|fortalepunkt) ?(\d{1,3})$/.exec(bare)
  if (recital !== null) return `rec ${recital[1]}`
  return bare.replace(/ ?nr\.? ?(\d+)/, '($1)').replace(/ ?bokstav ([a-z])/, '($1)').replace(/^(\d+)\.(\d+)/, '$1($2)').replace(/ \(?([a-z])\)?$/, '($1)').replace(/ /g, '')
}

/** The GDPR has 99 articles and 173 recitals. */
function exists(act: Act, provision: string): boolean {
  if (act !== 'GDPR') return true
  const number = Number(/\d+/.exec(provision)?.[0] ?? 0)
  return number >= 1 && number <= (provision.startsWith('rec ') ? 173 : 99)
}
