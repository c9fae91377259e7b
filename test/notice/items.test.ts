import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { composeNotice, itemsOf, renderStats, statsOf } from '../../src/notice/index.ts'
import { items } from '../../src/notice/items.ts'
import { checks } from '../../src/policy/checks/index.ts'
import { languages } from '../../src/policy/text/index.ts'
import { changed, exampleOf, examples } from './policies.ts'

/** For each item of Art 13 and 14: what is taken out of a policy that says it, and the check that has to tell. */
const removed: readonly (readonly [item: string, example: string, changes: Readonly<Record<string, unknown>>, check: string])[] = [
  ['controller', 'winlas', { 'controllers.winlas.contact': undefined }, 'controller.identity'],
  ['controller', 'winlas', { 'controllers.winlas.address': undefined }, 'controller.identity'],
  ['representative', 'winlas', { 'controllers.winlas.country': 'CH' }, 'controller.representative-missing'],
  ['officer', 'webstep', { 'controllers.webstep.officer': undefined, 'controllers.webstep.public': true }, 'controller.officer-missing'],
  ['purposes', 'winlas', { 'purposes.support.people': [] }, 'purpose.no-people'],
  ['legal basis', 'winlas', { 'purposes.support.ground': undefined, 'purposes.support.balancing': undefined }, 'purpose.no-ground'],
  ['legal basis', 'winlas', { 'purposes.news.channels': undefined }, 'purpose.no-ground'],
  ['legitimate interests', 'winlas', { 'purposes.support.balancing': undefined }, 'ground.no-balancing'],
  ['legitimate interests', 'winlas', { 'purposes.support.balancing.interest': undefined }, 'ground.no-balancing'],
  ['categories of data', 'winlas', { 'purposes.support.data': [] }, 'purpose.no-data'],
  ['recipients', 'winlas', { recipients: undefined, 'purposes.invoicing.recipients': undefined }, 'recipients.missing'],
  ['transfers and safeguards', 'coegi', { 'recipients.marketing-services.country': undefined }, 'transfer.no-country'],
  ['period', 'winlas', { 'purposes.support.keep': undefined }, 'retention.missing'],
  ['rights', 'winlas', { rights: ['access', 'rectification', 'erasure', 'restriction', 'portability', 'withdrawal', 'complaint'] }, 'rights.missing'],
  ['withdrawal', 'winlas', { rights: ['access', 'rectification', 'erasure', 'restriction', 'portability', 'objection', 'complaint'] }, 'rights.missing'],
  ['complaint', 'winlas', { authority: undefined }, 'authority.missing'],
  ['has to be given', 'wesafe', { 'purposes.services.mandatory': undefined }, 'data.mandatory-unsaid'],
  ['has to be given', 'webstep', { 'purposes.customers.mandatory': undefined, 'purposes.events.mandatory': undefined }, 'data.mandatory-unexplained'],
  ['source', 'welingo', { 'purposes.outreach.told': undefined }, 'art14.not-told'],
  ['source', 'welingo', { 'purposes.outreach.sources': undefined, 'data.contact-list.source': undefined, 'data.contact-list.collected': 'source' }, 'art14.no-source'],
  ['automated decisions', 'winlas', { 'automated-decisions': undefined }, 'automated.not-said'],
]

describe('every item of Art 13 and 14', () => {
  it('has a section and checks that there are', () => {
    const known = new Set(checks.map(({ id }) => id))
    for (const item of items) for (const check of item.checks) expect(known, `${item.item}: ${check}`).toContain(check)
  })

  for (const example of examples) {
    it(`is read in the notice of ${example}, in each language`, () => {
      const policy = exampleOf(example)
      for (const lang of languages) {
        const states = itemsOf(policy, composeNotice(policy, lang))
        expect(states.filter(({ applies, said }) => applies && !said).map(({ item }) => `${lang} ${item}`)).toEqual([])
      }
    })
  }

  it('stands in the documentation as it is here', () => {
    const documentation = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'notice.md'), 'utf8')
    for (const { item, law, section, checks: tellers } of items) expect(documentation).toContain(`| ${item} | ${law.join(', ')} | ${section} | ${tellers.map((one) => `\`${one}\``).join(', ')} |`)
  })

  it('is tried by taking it away', () => {
    const tried = new Set(removed.map(([item]) => item))
    // What is given and what is collected stand apart by themselves: they go with the data.
    expect(items.map(({ item }) => item).filter((item) => !tried.has(item))).toEqual(['given and collected apart'])
  })

  for (const [item, example, changes, check] of removed) {
    it(`${item}: without ${Object.keys(changes).join(', ')} ${check} tells, and the notice is seen to lack it`, () => {
      const before = items.find((one) => one.item === item)
      expect(before?.checks).toContain(check)
      const { policy, findings } = changed(example, changes)
      expect(findings.map(({ rule }) => rule)).toContain(check)
      const state = itemsOf(policy, composeNotice(policy, 'sv')).find((one) => one.item === item)
      expect(state).toMatchObject({ applies: true, said: false })
    })
  }

  it.each([['sv', 'saknas: hur länge (GDPR 13.2 a, 14.2 a)'], ['en', 'missing: how long (GDPR 13(2)(a), 14(2)(a))'], ['no', 'mangler: hvor lenge (GDPR 13 nr. 2 bokstav a']] as const)('is told in the reader’s words in %s', (lang, words) => {
    const { policy } = changed('winlas', { 'purposes.portal.keep': undefined })
    const document = composeNotice(policy, lang)
    expect(renderStats(statsOf(document, itemsOf(policy, document)))).toContain(words)
  })
})
