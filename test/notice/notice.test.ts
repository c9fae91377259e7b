import { describe, expect, it } from 'vitest'
import { composeCookies, composeJobAdvert, composeNotice, composeShort, noticeJson, purposesAsked, renderBareLeaf, renderHtml, renderLeafMarkdown, renderMarkdown } from '../../src/notice/index.ts'
import type { Block, Frame, Leaf, NoticeDocument } from '../../src/notice/index.ts'
import type { Policy } from '../../src/policy/model/index.ts'
import { languages } from '../../src/policy/text/index.ts'
import { changed, exampleOf, examples, read } from './policies.ts'

const alone: Frame = { links: [], promises: null, versions: null, requests: null, cookies: null, filter: null, as: [], home: '#main', sheet: 'inline' }

const html = (policy: Policy, more: Partial<Frame> = {}): string => renderHtml(composeNotice(policy, 'en'), null, { ...alone, ...more })

/** What is seen of a page: without the sheet, the tags, and what the class of others hides. */
function seen(page: string): string {
  return page.replace(/<style>[\s\S]*?<\/style>/, '').replaceAll(/<[^>]*>/g, ' ').replaceAll('&#39;', '’').replaceAll(/\s+/g, ' ')
}

function sentences(document: NoticeDocument): string[] {
  return document.sections.flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'promises' ? block.promises.map(({ sentence }) => sentence) : [])))
}

describe('the forms of the notice', () => {
  for (const example of examples) {
    it(`of ${example} say the same: every promise is in each, in every language`, () => {
      const policy = exampleOf(example)
      for (const lang of languages) {
        const document = composeNotice(policy, lang)
        const said = sentences(document)
        expect(said.length).toBeGreaterThan(20)
        const [markdown, json, page] = [renderMarkdown(document, null), JSON.stringify(noticeJson(document, null)), seen(renderHtml(document, null, alone)).replaceAll('\u00a0', ' ')]
        for (const sentence of said) {
          expect(markdown.replaceAll('\\', '')).toContain(sentence)
          expect(json).toContain(JSON.stringify(sentence).slice(1, -1))
          expect(page).toContain(sentence.replaceAll('&', '&amp;').replaceAll("'", '’'))
        }
      }
    })

    it(`of ${example} leaves no word of another language in the Norwegian one`, () => {
      const document = composeNotice(exampleOf(example), 'no')
      // Words that Swedish has and Norwegian has not.
      expect(JSON.stringify({ ...document, sections: document.sections }).match(/\b(och|inte|uppgifter|eller hur|också|ännu|från|är|hos er)\b/g) ?? []).toEqual([])
    })
  }

  it('escape what a policy says, in Markdown and in HTML', () => {
    const { policy } = changed('winlas', { 'purposes.support.label': '<b>*x*</b> | y' })
    expect(renderMarkdown(composeNotice(policy, 'sv'), null)).toContain('\\<b\\>\\*x\\*\\</b\\> \\| y')
    expect(html(policy)).toContain('&lt;b&gt;*x*&lt;/b&gt; | y')
  })

  it('make a link only of what a browser may follow', () => {
    const { policy } = changed('coegi', { 'cookies.list.offers_pixel.link': 'javascript:alert(1)' })
    const page = html(policy)
    expect(page).not.toContain('javascript:')
    expect(page).toContain('Utskicksbolaget')
  })
})

describe('what applies to me', () => {
  const policy = exampleOf('coegi')

  it('is chosen among those whom the notice is about', () => {
    expect(composeNotice(policy, 'en').relations?.map(({ name }) => name)).toEqual([...policy.people.keys()])
    expect(html(policy, { filter: '/' })).toContain('<input type="checkbox" name="as" value="student"')
    expect(html(policy)).not.toContain('type="checkbox"')
  })

  it('leaves the rest in the page for paper, and out of what cannot hide', () => {
    const document = composeNotice(policy, 'en')
    const as = ['student']
    const page = renderHtml(document, null, { ...alone, as })
    const main = (of: string): string => seen(of.slice(of.indexOf('<main'), of.indexOf('<aside')))
    expect(main(page)).toBe(main(renderHtml(document, null, alone)))
    const hidden = [...page.matchAll(/<li id="([^"]+)" class="other"/g)].map(([, id]) => id)
    expect(hidden).toContain('retention.ends:purposes.offers.keep')
    expect(hidden).not.toContain('retention.ends:purposes.matching.keep')
    expect(hidden.some((id) => id?.startsWith('request.within'))).toBe(false)
    const markdown = renderMarkdown(document, null, as)
    expect(markdown).toContain('Matching with assignments')
    expect(markdown).not.toContain('Offers and news')
    expect(JSON.stringify(noticeJson(document, null, as))).not.toContain('Offers and news')
  })

  it('shows everything to somebody who is everything, and what is for all to each', () => {
    const document = composeNotice(policy, 'en')
    expect(renderMarkdown(document, null, [...policy.people.keys()])).toBe(renderMarkdown(document, null))
    for (const name of policy.people.keys()) {
      const markdown = renderMarkdown(document, null, [name])
      for (const word of ['Coegi AB', 'See your data', 'Swedish Authority for Privacy Protection', 'on this page']) expect(markdown, name).toContain(word)
    }
  })

  it('never hides a promise from one it is made to', () => {
    for (const example of examples) {
      const own = exampleOf(example)
      const document = composeNotice(own, 'sv')
      for (const { name, people } of own.purposes.values()) {
        for (const person of people) {
          const left = renderMarkdown(document, null, [person])
          for (const section of document.sections) {
            for (const block of section.blocks) {
              if (block.kind !== 'promises') continue
              for (const promise of block.promises) if (promise.at.startsWith(`purposes.${name}.`)) expect(left.replaceAll('\\', ''), `${example} ${person}`).toContain(promise.sentence)
            }
          }
        }
      }
    }
  })
})

describe('rights', () => {
  const named = (policy: Policy): string[] => composeNotice(policy, 'en').rights.map(({ right }) => right)
  const only = (ground: string, more: object = {}): Policy =>
    changed('winlas', {
      conditions: undefined,
      cookies: undefined,
      purposes: { one: { people: ['customer-contact'], data: ['name'], ground, keep: { for: '1 year', after: 'creation' }, ...more } },
      recipients: { hosting: { kind: 'processor', country: 'SE', agreement: { signed: '2025-01-10' } } },
    }).policy

  it('follow the ground, as the matrix of Art 15 to 21 has it', () => {
    const always = ['access', 'rectification', 'erasure', 'restriction']
    expect(named(only('consent', { consent: { 'given-by': 'choice', 'withdrawn-by': ['page'] } }))).toEqual([...always, 'portability', 'withdrawal'])
    expect(named(only('contract'))).toEqual([...always, 'portability'])
    expect(named(only('legal-obligation', { law: 'BFL 7:2' }))).toEqual(always)
    expect(named(only('vital-interests'))).toEqual(always)
    expect(named(only('public-task', { law: 'SkolL 26:3' }))).toEqual([...always, 'objection'])
    expect(named(only('legitimate-interest', { balancing: { interest: 'a', necessity: 'b', outcome: 'c', decided: '2026-01-01' } }))).toEqual([...always, 'objection'])
    expect(named(only('legitimate-interest', { marketing: true, channels: { post: 'objection' }, balancing: { interest: 'a', necessity: 'b', outcome: 'c', decided: '2026-01-01' } }))).toEqual([...always, 'objection', 'no-marketing'])
  })

  it('say for which purposes, by which ways, and what the law keeps from erasure', () => {
    const markdown = renderMarkdown(composeNotice(exampleOf('wesafe'), 'en'), null)
    expect(markdown).toContain('This holds for cases and questions, protection against intrusion')
    expect(markdown).toContain('What belongs to invoicing we have to keep for a time by law.')
    expect(markdown).toContain('by letter to Trygghetsvägen 3')
    expect(markdown).toMatch(/### Take the data with you\n\n.*For this you reach us on our website, by e-mail to dataskydd@wesafe.example or by letter/)
  })
})

describe('who answers', () => {
  it('is told by address, data and role, where it is not the same everywhere', () => {
    const rows = tableOf(composeNotice(exampleOf('winlas'), 'en'), 'who')
    expect(rows).toEqual([
      ['winlas.example', 'Customer contact, prospective customer or participant', 'What this page describes', 'WinLas AB is the controller'],
      ['support.winlas.example', 'Customer contact', 'What this page describes', 'WinLas AB is the controller'],
      ['support.winlas.example', 'Customer’s employee', 'What the customer decides', 'The customer is the controller. We are the processor and do only what we are instructed to.'],
    ])
    expect(tableOf(composeNotice(exampleOf('wesafe'), 'en'), 'who')).toEqual([])
    expect(tableOf(composeNotice(exampleOf('coegi'), 'en'), 'who').map((row) => row[3])).toEqual(['Coegi AB is the controller', 'Coegi Resource AB is the controller'])
  })

  it('is supervised by the authority of each controller’s country', () => {
    const { policy } = changed('coegi', { 'controllers.coegi-resource.country': 'NO' })
    const markdown = renderMarkdown(composeNotice(policy, 'en'), null)
    expect(markdown).toContain('the Swedish Authority for Privacy Protection (IMY)')
    expect(markdown).toContain('the Norwegian Data Protection Authority (Datatilsynet)')
    expect(markdown).toContain('[datatilsynet.no](https://www.datatilsynet.no) (another site)')
  })
})

describe('cookies', () => {
  it('have a page of their own, by what they are for, with help from the makers of browsers', () => {
    for (const lang of languages) {
      const leaf = composeCookies(exampleOf('coegi'), lang)
      const page = renderBareLeaf(leaf as Leaf, null, 'inline')
      expect(seen(page)).toContain('offers_pixel')
      for (const host of ['support.google.com', 'support.mozilla.org', 'support.apple.com', 'support.microsoft.com']) expect(page).toMatch(new RegExp(`<a class="out" href="https://${host}/[^"]+" rel="external noreferrer">`))
    }
    expect(composeCookies(changed('winlas', { cookies: undefined }).policy, 'sv')).toBeNull()
  })

  it('are a link in a notice that has the page, with the table for paper, and a table in one that stands alone', () => {
    const policy = exampleOf('winlas')
    expect(html(policy, { cookies: '/cookies' })).toContain('<a href="/cookies">')
    expect(html(policy, { cookies: '/cookies' })).toContain('<table class="stack paper">')
    expect(html(policy)).not.toContain('stack paper')
    expect(seen(html(policy))).toContain('winlas_visits')
  })
})

describe('the short notice', () => {
  const policy = exampleOf('welingo')
  const short = (asked: { purposes?: readonly string[]; places?: readonly string[] }, lang: 'sv' | 'en' | 'no' = 'en'): string => {
    const purposes = purposesAsked(policy, { purposes: asked.purposes ?? [], places: asked.places ?? [] })
    if (purposes === null) throw new Error('not known')
    return renderLeafMarkdown(composeShort(policy, lang, purposes), 'https://welingo.example/privacy')
  }

  it('says who, which, why, how long, to whom, what must be given, and the rights of just those purposes', () => {
    const said = short({ purposes: ['guides-and-webinars'] })
    for (const words of ['Welingo AB is the controller', 'Name, e-mail address and organisation', 'A contract with you', '30 days after the event is over', 'The hosting of our site', 'Without an address we cannot send', 'take it with you', 'complain to the Swedish Authority', '(https://welingo.example/privacy)']) expect(said).toContain(words)
    expect(said).not.toContain('object to')
    expect(said).not.toContain('withdraw')
    const asked = short({ purposes: ['reading-by-mail'] })
    expect(asked).toContain('withdraw your consent for reading suggestions whenever you like, by the link in every message')
    expect(asked).toContain('If you say no to reading suggestions we stop at once.')
  })

  it('is asked for by a place, which stands for what is done with those who come there', () => {
    const here = purposesAsked(policy, { purposes: [], places: ['welingo.example'] })
    expect(here?.map(({ name }) => name)).toContain('recruitment')
    expect(here?.map(({ name }) => name)).not.toContain('references')
    expect(purposesAsked(policy, { purposes: ['no-such'], places: [] })).toBeNull()
    expect(purposesAsked(policy, { purposes: [], places: ['elsewhere.example'] })).toBeNull()
    // There it answers to the customer, and has nothing of its own to tell.
    expect(purposesAsked(policy, { purposes: [], places: ['samtal.welingo.example'] })).toBeNull()
  })
})

describe('the text for job adverts', () => {
  it('is a few sentences to those who apply, and none where nobody is recruited', () => {
    for (const lang of languages) {
      const leaf = composeJobAdvert(exampleOf('welingo'), lang)
      const words = (leaf?.blocks ?? []).map((block) => (block.kind === 'text' ? block.text : '')).join(' ').split(' ')
      expect(words.length).toBeGreaterThan(60)
      expect(words.length).toBeLessThan(190)
    }
    expect(renderLeafMarkdown(composeJobAdvert(exampleOf('welingo'), 'en') as Leaf, null)).toContain('Please leave out your identity number')
    expect(composeJobAdvert(exampleOf('winlas'), 'sv')).toBeNull()
  })

  it('asks nobody to leave out what it does use', () => {
    const { policy } = changed('welingo', { 'data.identity-number': { because: 'the job asks for a check' }, 'purposes.recruitment.data': ['name', 'email', 'identity-number'] })
    expect(renderLeafMarkdown(composeJobAdvert(policy, 'en') as Leaf, null)).not.toContain('leave out')
  })
})

function tableOf(document: NoticeDocument, section: string): readonly (readonly unknown[])[] {
  const block = document.sections.find(({ name }) => name === section)?.blocks.find((one): one is Extract<Block, { kind: 'table' }> => one.kind === 'table')
  return block?.rows ?? []
}

describe('what the policy can say besides', () => {
  const wide = read(`
lofte: 1
controllers:
  club: { name: Föreningen Ö, country: FI, region: AX, authority: Datainspektionen på Åland, registration: "1", address: Torggatan 1, contact: d@club.example }
  firm: { name: Bolaget AB, country: SE, registration: "2", address: Gatan 2, contact: d@firm.example }
effective: 2026-12-01
languages: [en]
people: { customer: {}, member: {} }
data: { name: {}, email: {}, income: { collected: source, source: the Tax Agency } }
purposes:
  loans:
    label: loans
    controllers: [club, firm]
    people: [customer]
    data: [name, email, income]
    ground: contract
    party: person
    told: first-contact
    automated: { logic: income is compared with the loan, consequences: you get the loan or not, permitted-by: contract, human: credit-lead }
    keep: 2 years after creation
  chat:
    label: chat
    controllers: [firm]
    people: [member]
    data: [name]
    grounds: [{ ground: consent, when: { under-age: 18 } }, { ground: contract, when: { from-age: 18 } }]
    keep: 1 year after creation
forms:
  apply: { label: application, place: "https://firm.example/apply", purposes: [loans], fields: { name: mandatory, email: voluntary } }
recipients: { hosting: { kind: processor, country: SE, agreement: { signed: 2025-01-01 } } }
`).policy
  const markdown = renderMarkdown(composeNotice(wide, 'en'), null)

  it('is said: each controller’s authority, a machine that decides and the human behind it, and when a ground is the one', () => {
    for (const words of ['the Åland Data Protection Authority (Datainspektionen)', '[di.ax](https://www.di.ax)', 'Swedish Authority for Privacy Protection', 'd@club.example or d@firm.example', 'Income is compared with the loan. You get the loan or not.', '### Have a person look at a decision', 'the Tax Agency', 'if you are under 18', 'if you have turned 18']) expect(markdown).toContain(words)
  })

  it('is asked for by a form too, by its name or where it lies, with what it makes mandatory', () => {
    for (const place of ['apply', 'https://firm.example/apply']) {
      const purposes = purposesAsked(wide, { purposes: [], places: [place] })
      expect(purposes?.map(({ name }) => name)).toEqual(['loans'])
      const said = renderLeafMarkdown(composeShort(wide, 'en', purposes ?? []), null)
      expect(said).toContain('You have to give your name.')
      expect(said).not.toContain('your email')
    }
  })
})
