import type { Block, NoticeDocument, SectionName } from './document.ts'
import { pieces, wordsOf } from './outward.ts'

/** Björnsson's LIX: words in a sentence plus the share of words of more than six letters. It was made for Swedish and is used for Norwegian and English too. */
export interface Readability {
  readonly lix: number
  readonly words: number
  readonly sentences: number
  readonly wordsPerSentence: number
  readonly longWords: number
}

export type Band = 'very-easy' | 'easy' | 'medium' | 'hard' | 'very-hard'

/** Björnsson's steps, as used for Swedish texts: fiction lies near 35, newspapers near 45, official texts above 55. */
export function bandOf(lix: number): Band {
  return lix < 30 ? 'very-easy' : lix < 40 ? 'easy' : lix < 50 ? 'medium' : lix < 60 ? 'hard' : 'very-hard'
}

/** Of sentences; a list of names is no sentence and is not counted. */
export function readability(sentences: readonly string[]): Readability {
  const counted = sentences.map(wordsIn).filter((words) => words.length > 0)
  const words = counted.flat()
  const long = words.filter((word) => word.length > 6).length
  if (words.length === 0) return { lix: 0, words: 0, sentences: 0, wordsPerSentence: 0, longWords: 0 }
  const wordsPerSentence = words.length / counted.length
  const longWords = long / words.length
  return { lix: Math.round(wordsPerSentence + 100 * longWords), words: words.length, sentences: counted.length, wordsPerSentence: Math.round(wordsPerSentence * 10) / 10, longWords: Math.round(longWords * 1000) / 1000 }
}

/** `7 kap. 2 §` and `kl. 02.00` end no sentence: what follows one begins with a capital. */
export function sentencesIn(text: string): string[] {
  return text.split(/(?<=[.!?:])\s+(?=\p{Lu})/u).map((part) => part.trim()).filter((part) => part !== '')
}

/** An address is one word, and no long one: nobody reads it letter by letter. */
export function wordsIn(sentence: string): string[] {
  return (sentence.match(/[\p{L}\p{N}][\p{L}\p{N}@./’'-]*/gu) ?? []).map((word) => (word.includes('@') ? 'x' : word.replace(/[./’'-]+$/, '')))
}

export interface Passage {
  readonly section: SectionName | 'introduction'
  readonly sentence: string
}

/** Every sentence of the notice with where it stands. */
export function passagesOf(document: NoticeDocument): Passage[] {
  const lead = document.introduction === null ? [] : sentencesIn(document.introduction).map((sentence) => ({ section: 'introduction' as const, sentence }))
  return [...lead, ...document.sections.flatMap((section) => section.blocks.flatMap(textsIn).flatMap(sentencesIn).map((sentence) => ({ section: section.name, sentence })))]
}

function textsIn(block: Block): string[] {
  switch (block.kind) {
    case 'text':
      return [block.text]
    case 'promises':
      return block.promises.map((promise) => promise.sentence)
    case 'entries':
      return block.entries.flatMap((entry) => [...(entry.text === null ? [] : [entry.text]), ...entry.facts.flatMap(([, cell]) => pieces(cell).map(wordsOf)).filter(isSentence)])
    case 'facts':
      return block.rows.flatMap(([, cell]) => pieces(cell).map(wordsOf)).filter(isSentence)
    case 'table':
      return block.rows.flat().flatMap((cell) => pieces(cell).map(wordsOf)).filter(isSentence)
    case 'heading':
    case 'list':
      return []
  }
}

function isSentence(text: string): boolean {
  return /[.!?]$/.test(text) && wordsIn(text).length > 2
}
