import { citationList } from '../policy/law/index.ts'
import { say, sayNumber, sayShare } from '../policy/text/index.ts'
import type { Lang } from '../policy/text/index.ts'
import type { NoticeDocument } from './document.ts'
import { itemInWords } from './items.ts'
import type { ItemState } from './items.ts'
import { bandOf, passagesOf, readability, wordsIn } from './readability.ts'
import type { Band, Passage, Readability } from './readability.ts'

export interface Stats extends Readability {
  readonly lang: Lang
  readonly organisation: string
  readonly band: Band
  readonly sections: readonly (Readability & { readonly section: Passage['section'] })[]
  readonly longest: readonly (Passage & { readonly words: number })[]
  readonly items: readonly ItemState[]
}

/** How the notice reads: as a whole, by section, and which sentences are worth mending first. */
export function statsOf(document: NoticeDocument, items: readonly ItemState[]): Stats {
  const passages = passagesOf(document)
  const whole = readability(passages.map(({ sentence }) => sentence))
  return {
    lang: document.lang,
    organisation: document.organisation,
    ...whole,
    band: bandOf(whole.lix),
    sections: [...Map.groupBy(passages, ({ section }) => section)].map(([section, of]) => ({ section, ...readability(of.map(({ sentence }) => sentence)) })),
    longest: passages.map((passage) => ({ ...passage, words: wordsIn(passage.sentence).length })).sort((a, b) => b.words - a.words).slice(0, 5),
    items,
  }
}

export function renderStats(stats: Stats, lang: Lang = stats.lang): string {
  const asked = stats.items.filter(({ applies }) => applies)
  const missing = asked.filter(({ said }) => !said)
  const title = (section: Passage['section']): string => (section === 'introduction' ? '–' : say(`notice.${section}`)[lang])
  return `${[
    say('readability.of', { organisation: stats.organisation, lang: say('pages.language')[stats.lang] })[lang],
    say('readability.lix', { lix: stats.lix, band: say(`readability.${stats.band}`) })[lang],
    say('readability.words', { words: stats.words, sentences: stats.sentences, average: sayNumber(stats.wordsPerSentence, lang, 1) })[lang],
    say('readability.long-words', { share: sayShare(stats.longWords, lang) })[lang],
    say('readability.items', { said: asked.length - missing.length, all: asked.length })[lang],
    ...missing.map((item) => `  ${say('readability.missing', { item: itemInWords(item.item, lang), law: citationList(item.law, lang) })[lang]}`),
    '',
    say('readability.by-section')[lang],
    ...stats.sections.map((section) => `  ${String(section.lix).padStart(3)}  ${title(section.section)}`),
    '',
    say('readability.longest')[lang],
    ...stats.longest.map(({ words, sentence }) => `  ${String(words).padStart(3)}  ${sentence}`),
  ].join('\n')}\n`
}
