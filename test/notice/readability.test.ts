import { describe, expect, it } from 'vitest'
import { composeNotice, itemsOf, renderStats, statsOf } from '../../src/notice/index.ts'
import { bandOf, readability, sentencesIn, wordsIn } from '../../src/notice/readability.ts'
import { languages } from '../../src/policy/text/index.ts'
import { exampleOf, examples } from './policies.ts'

describe('LIX', () => {
  it('is words in a sentence plus the share of words of more than six letters', () => {
    // 8 words, 2 sentences, 2 long words: 4 + 25.
    expect(readability(['Vi raderar dina uppgifter.', 'Det kostar dig inget.'])).toEqual({ lix: 29, words: 8, sentences: 2, wordsPerSentence: 4, longWords: 0.25 })
    expect(readability([])).toEqual({ lix: 0, words: 0, sentences: 0, wordsPerSentence: 0, longWords: 0 })
    expect(readability(['', '…'])).toMatchObject({ sentences: 0 })
  })

  it('counts six letters as short and seven as long, in any alphabet', () => {
    expect(readability(['sommar']).longWords).toBe(0)
    expect(readability(['sommars']).longWords).toBe(1)
    expect(readability(['ååååååå']).longWords).toBe(1)
  })

  it('ends no sentence at an abbreviation, and begins one after a colon with a capital', () => {
    expect(sentencesIn('Vi följer bokföringslagen 7 kap. 2 § kl. 02.00 varje natt. Sedan är det klart.')).toEqual(['Vi följer bokföringslagen 7 kap. 2 § kl. 02.00 varje natt.', 'Sedan är det klart.'])
    expect(sentencesIn('Är du osäker? Fråga oss! Vi svarar.')).toHaveLength(3)
    expect(sentencesIn('Mejla oss: Vi svarar.')).toHaveLength(2)
  })

  it('takes an address for one short word', () => {
    expect(wordsIn('Mejla dataskydd@winlas.example.')).toEqual(['Mejla', 'x'])
    expect(wordsIn('e-post, kund- och it-frågor')).toEqual(['e-post', 'kund', 'och', 'it-frågor'])
  })

  it('has Björnsson’s steps', () => {
    expect([29, 30, 39, 40, 49, 50, 59, 60].map(bandOf)).toEqual(['very-easy', 'easy', 'easy', 'medium', 'medium', 'hard', 'hard', 'very-hard'])
  })
})

describe('the examples', () => {
  for (const example of examples) {
    it(`${example} is easy to read in each language, and no sentence runs away`, () => {
      const policy = exampleOf(example)
      for (const lang of languages) {
        const document = composeNotice(policy, lang)
        const stats = statsOf(document, itemsOf(policy, document))
        expect(stats.words).toBeGreaterThan(700)
        expect(stats.lix, lang).toBeLessThan(40)
        expect(stats.wordsPerSentence, lang).toBeLessThan(17)
        expect(stats.longest[0]?.words, stats.longest[0]?.sentence).toBeLessThanOrEqual(42)
        const words = stats.sections.reduce((sum, section) => sum + section.words, 0)
        expect(words).toBe(stats.words)
        expect(renderStats(stats)).toContain(`LIX ${stats.lix}`)
      }
    })
  }
})
