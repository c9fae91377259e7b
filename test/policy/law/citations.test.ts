import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { citationList, citationShort, citationText, cite, parseCitation, parseCitations, repealedOn } from '../../../src/policy/law/index.ts'
import { languages } from '../../../src/policy/text/index.ts'

describe('citations', () => {
  it.each([
    ['GDPR 5(1)(e)', 'GDPR 5(1)(e)'], ['GDPR Art 5(1)(e)', 'GDPR 5(1)(e)'], ['gdpr art. 5.1 e', 'GDPR 5(1)(e)'], ['Dataskyddsförordningen artikel 5.1 e', 'GDPR 5(1)(e)'],
    ['Personvernforordningen artikkel 5 nr. 1 bokstav e', 'GDPR 5(1)(e)'], ['GDPR recital 47', 'GDPR rec 47'], ['GDPR 33–34', 'GDPR 33-34'],
    ['BFL 7:2', 'BFL 7:2'], ['Bokföringslagen 7 kap. 2 §', 'BFL 7:2'], ['bokföringslagen (1999:1078) 7 kap. 2 §', 'BFL 7:2'],
    ['Marknadsföringslagen 19 §', 'MFL 19'], ['LEK 9:28', 'LEK 9:28'], ['lagen om elektronisk kommunikation 9:28', 'LEK 9:28'], ['lagen om elektronisk kommunikation (2003:389) 6:18', 'LEK-2003 6:18'],
    ['Dataskyddslagen 3 kap. 10 §', 'DSL 3:10'], ['personopplysningsloven § 5', 'POL 5'], ['EKOM 3-15', 'EKOM 3-15'], ['MFL-NO 15', 'MFL-NO 15'], ['LAS 40 a §', 'LAS 40a'],
    ['skollagen 26 a kap. 10 a §', 'SkolL 26a:10a'], ['SFS 2008:355 3:17', 'SFS 2008:355 3:17'], ['SFS 1990:782 6 §', 'SFS 1990:782 6'], ['LOV 1999-07-02-64 § 39', 'LOV 1999-07-02-64 39'],
    ['EU 2022/2065 26(3)', 'EU 2022/2065 26(3)'], ['Regulation 1182/71 3(2)(c)', '1182/71 3(2)(c)'], ['CJEU C-171/03', 'CJEU C-171/03'], ['EDPB 01/2022', 'EDPB 01/2022'],
  ])('%s', (written, canonical) => {
    expect(parseCitation(written)).toBe(canonical)
  })

  it.each(['', 'GDPR', 'GDPR ', 'GDPR 100', 'GDPR 0', 'GDPR 5(1)(e) and more', 'GDPR rec 174', 'BFL 7', 'MFL 7:2', 'our terms 4', 'bokföringslagen (1800:1) 7:2', 'SFS 7:2', 'constructor 1'])('%j is none', (written) => {
    expect(parseCitation(written)).toBeNull()
  })

  it('are written out in each language', () => {
    expect(languages.map((lang) => citationText('GDPR 5(1)(e)', lang))).toEqual(['Dataskyddsförordningen artikel 5.1 e', 'GDPR Art 5(1)(e)', 'Personvernforordningen artikkel 5 nr. 1 bokstav e'])
    expect(languages.map((lang) => citationText('BFL 7:2', lang))).toEqual(['Bokföringslagen (1999:1078) 7 kap. 2 §', 'The Swedish Accounting Act (1999:1078) chapter 7, section 2', 'Den svenske bokføringsloven (1999:1078) kapittel 7 § 2'])
    expect(languages.map((lang) => citationText('MFL 19', lang))).toEqual(['Marknadsföringslagen (2008:486) 19 §', 'The Swedish Marketing Act (2008:486) section 19', 'Den svenske markedsføringsloven (2008:486) § 19'])
    expect(languages.map((lang) => citationText('POL 5', lang))).toEqual(['Norska personopplysningsloven (LOV-2018-06-15-38) § 5', 'The Norwegian Personal Data Act (LOV-2018-06-15-38) section 5', 'Personopplysningsloven (LOV-2018-06-15-38) § 5'])
  })

  it('are short where a terminal shows them, with the act named once', () => {
    expect(citationShort('BFL 7:2', 'en')).toBe('Bokföringslagen 7:2')
    expect(citationShort('MFL 19', 'en')).toBe('Marknadsföringslagen 19 §')
    expect(citationList(['GDPR 5(1)(e)', 'GDPR 13(2)(a)', 'MFL 19'], 'en')).toBe('GDPR 5(1)(e), 13(2)(a) · Marknadsföringslagen 19 §')
    expect(citationList(['GDPR 5(1)(e)', 'GDPR 13(2)(a)'], 'sv')).toBe('GDPR 5.1 e, 13.2 a')
    expect(citationList([], 'sv')).toBe('')
  })

  it('come back from every way they are written out', () => {
    const all = ['GDPR 5(1)(e)', 'GDPR 17', 'GDPR 6(1)', 'GDPR rec 47', 'BFL 7:2', 'MFL 19', 'LEK 9:28', 'LEK-2003 6:18', 'DSL 3:10', 'POL 5', 'EKOM 3-15', 'LAS 40a', 'SkolL 26a:10a', '1182/71 3(2)(c)', 'CJEU C-171/03', 'EDPB 01/2022'] as const
    for (const citation of all) for (const lang of languages) expect(parseCitation(citationText(citation, lang)), citationText(citation, lang)).toBe(citation)
  })

  it('may leave the act out after the first', () => {
    expect(parseCitations('GDPR 5(1)(e), 13(2)(a); MFL 19')).toEqual(['GDPR 5(1)(e)', 'GDPR 13(2)(a)', 'MFL 19'])
    expect(parseCitations('GDPR 5(1)(e), nothing')).toBeNull()
  })

  it('know that an act is repealed', () => {
    expect(repealedOn('PUL 10')).toBe('2018-05-25')
    expect(repealedOn('GDPR 5')).toBeNull()
  })

  it('are checked when the program writes one', () => {
    expect(cite('GDPR 17(1)')).toBe('GDPR 17(1)')
    expect(() => cite('GDPR 170')).toThrow(RangeError)
  })

  it('take any text without failing', () => {
    fc.assert(fc.property(fc.string({ maxLength: 60 }), fc.constantFrom('', 'GDPR ', 'BFL ', 'SFS 2008:355 ', 'MFL '), (noise, act) => {
      const parsed = parseCitation(act + noise)
      if (parsed !== null) expect(parseCitation(parsed)).toBe(parsed)
    }), { numRuns: 3000 })
  })
})
