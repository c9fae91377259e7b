import { describe, expect, it } from 'vitest'
import { isWeaker } from '../../../src/policy/diff/index.ts'
import { askings, club, diffOf, edited, tellings, verdicts } from './pair.ts'

const seen = (diff: ReturnType<typeof diffOf>) => ({ weaker: isWeaker(diff), promises: verdicts(diff), processing: diff.processing.map((one) => one.text.en), tell: tellings(diff), ask: askings(diff) })
const membership = 'keep: { for: 2 years, after: relation-end, then: erase }'

describe('ten pairs of versions', () => {
  it('1: a longer retention', () => { expect(seen(diffOf(club, edited([membership, 'keep: { for: 3 years, after: relation-end, then: erase }'])))).toMatchInlineSnapshot(`
    {
      "ask": [],
      "processing": [],
      "promises": [
        "weaker retention.ends:purposes.membership.keep kept three years instead of two",
      ],
      "tell": [
        "member GDPR 12(1) by 2026-12-02: We erase data for membership three years after your relation with us ended. (kept three years instead of two)",
      ],
      "weaker": true,
    }
  `) })
  it('2: a shorter retention, and a shorter cap', () => { expect(seen(diffOf(club, edited([membership, 'keep: { for: 18 months, after: relation-end, then: erase }'], ['at-most: 2 years', 'at-most: 1 year'])))).toMatchInlineSnapshot(`
    {
      "ask": [],
      "processing": [],
      "promises": [
        "stronger retention.ends:purposes.membership.keep kept one year and six months instead of two years",
        "stronger retention.ends:purposes.news.keep ends when you withdraw your consent, and at the latest one year after you were last active with us instead of when you withdraw your consent, and at the latest two years after you were last active with us",
      ],
      "tell": [],
      "weaker": false,
    }
  `) })
  it('3: another event to count from, and an end that is locked instead of erased', () => { expect(seen(diffOf(club, edited([membership, 'keep: { for: 2 years, after: last-activity, then: erase }'], ['keep: { for: 6 months, after: relation-end, then: erase }', 'keep: { for: 6 months, after: relation-end, then: restrict }'])))).toMatchInlineSnapshot(`
    {
      "ask": [],
      "processing": [],
      "promises": [
        "other retention.ends:purposes.membership.keep ends two years after you were last active with us instead of two years after your relation with us ended",
        "weaker retention.ends:purposes.payment.keep then: locked away instead of erased",
      ],
      "tell": [
        "member GDPR 12(1) by 2026-12-02: We stop using data for payment, and lock it away, six months after your relation with us ended. (then: locked away instead of erased)",
      ],
      "weaker": true,
    }
  `) })
  it('4: a new purpose for data on record, given and from others', () => {
    expect(seen(diffOf(club, edited(['  news:\n', `  scoring:
    label: { sv: riskbedömning, en: risk scoring }
    people: [member]
    data: [name, credit-note]
    ground: legitimate-interest
    balancing: { interest: { sv: x, en: x }, necessity: { sv: x, en: x }, outcome: { sv: x, en: x }, decided: 2026-12-01 }
    keep: { for: 1 year, after: relation-end, then: erase }
  news:
`])))).toMatchInlineSnapshot(`
  {
    "ask": [],
    "processing": [
      "New purpose: risk scoring",
    ],
    "promises": [
      "added retention.ends:purposes.scoring.keep comes with the new purpose risk scoring",
    ],
    "tell": [
      "member GDPR 13(3) by 2026-12-02: New purpose: risk scoring",
      "member GDPR 14(4) by 2026-12-02: New purpose: risk scoring",
    ],
    "weaker": false,
  }
`)
  })
  it('5: a consent for less than is now done', () => {
    expect(seen(diffOf(club, edited(
      ['channels: { email: consent }', 'channels: { email: consent, sms: consent }'], ['    data: [name, email]\n    marketing', '    data: [name, email, phone]\n    marketing'],
      ['recipients:\n', 'recipients:\n  sponsor: { label: { sv: sponsorn, en: the sponsor }, kind: controller, country: SE, purposes: [news] }\n'],
    )))).toMatchInlineSnapshot(`
      {
        "ask": [
          "again news: newsletter: those who said yes did not say yes to this (More data for newsletter: telephone number)",
          "again news: newsletter: those who said yes did not say yes to this (New recipient for newsletter: the sponsor)",
          "again news: newsletter: those who said yes did not say yes to this (New channel for newsletter: sms)",
        ],
        "processing": [
          "More data for newsletter: telephone number",
          "New recipient for newsletter: the sponsor",
          "New channel for newsletter: sms",
        ],
        "promises": [
          "other consent.before-use:purposes.news now asks before text message",
          "weaker disclosure.only-named:recipients passed on to the sponsor too",
        ],
        "tell": [
          "member GDPR 13(3) by 2026-12-02: More data for newsletter: telephone number",
          "member GDPR 12(1) by 2026-12-02: New recipient for newsletter: the sponsor | We pass your data on to nobody but those named here. (passed on to the sponsor too)",
          "visitor GDPR 12(1) by 2026-12-02: We pass your data on to nobody but those named here. (passed on to the sponsor too)",
        ],
        "weaker": true,
      }
    `)
  })
  it('6: a consent exchanged for another ground', () => { expect(seen(diffOf(club, edited(['channels: { email: consent }', 'channels: { email: existing-customer }'], ['    conditions: { diet: explicit-consent }', '    conditions: { diet: vital-interests }'])))).toMatchInlineSnapshot(`
    {
      "ask": [
        "not-carried courses: courses: what was collected by consent is not carried by another ground (dietary needs: the condition is vital-interests instead of explicit-consent)",
        "not-carried news: newsletter: what was collected by consent is not carried by another ground (no longer asks before email)",
      ],
      "processing": [],
      "promises": [
        "weaker special-category.guarded:purposes.courses.conditions.diet the condition is vital-interests instead of explicit-consent",
        "dropped! consent.before-use:purposes.news no longer promised",
        "dropped! consent.withdrawable:purposes.news no longer promised",
      ],
      "tell": [
        "member GDPR 12(1) by 2026-12-02: Dietary needs: used for courses only, and only as far as the law permits. (the condition is vital-interests instead of explicit-consent) | You get newsletter by e-mail only if you have said yes. (no longer promised) | You can withdraw your consent for newsletter whenever you like, as easily as you gave it: by the link in every message or on our website. (no longer promised)",
        "visitor GDPR 12(1) by 2026-12-02: Dietary needs: used for courses only, and only as far as the law permits. (the condition is vital-interests instead of explicit-consent)",
      ],
      "weaker": true,
    }
  `) })
  it('7: a purpose that ends, and its promises with it', () => { expect(seen(diffOf(club, club.replace(/ {2}payment:\n(?: {4}.*\n)+/, '').replace('courses, payment, news', 'courses, news')))).toMatchInlineSnapshot(`
    {
      "ask": [],
      "processing": [
        "Purpose that ends: payment",
      ],
      "promises": [
        "dropped information.people-told:purposes.payment the purpose payment has ended",
        "dropped retention.ends:purposes.payment.keep the purpose payment has ended",
      ],
      "tell": [],
      "weaker": false,
    }
  `) })
  it('8: a longer retention under another name', () => { expect(seen(diffOf(club, edited(['  membership:\n', '  belonging:\n'], [membership, 'keep: { for: 5 years, after: relation-end, then: erase }'], ['purposes: [membership,', 'purposes: [belonging,'])))).toMatchInlineSnapshot(`
    {
      "ask": [],
      "processing": [
        "Purpose under another name: membership is called belonging",
      ],
      "promises": [
        "weaker retention.ends:purposes.belonging.keep kept five years instead of two",
      ],
      "tell": [
        "member GDPR 12(1) by 2026-12-02: We erase data for membership five years after your relation with us ended. (kept five years instead of two)",
      ],
      "weaker": true,
    }
  `) })
  it('9: deadlines, backups, place, a never that is dropped', () => {
    expect(seen(diffOf(club, edited(['within: 10 working days', 'within: 2 working days'], ['kept: 35 days', 'kept: 90 days'], ['place: EEA', 'place: SE'], ['never:\n  sold: { sv: Vi säljer aldrig uppgifter., en: We never sell data. }\n', ''])))).toMatchInlineSnapshot(`
      {
        "ask": [],
        "processing": [],
        "promises": [
          "dropped! never.done:never.sold no longer promised",
          "stronger place.eea:place Sweden instead of EEA",
          "stronger request.within:requests.erasure within two working days instead of within ten working days",
          "weaker erasure.everywhere:requests.erasure gone from the backups after 90 days instead of 35",
        ],
        "tell": [
          "member GDPR 12(1) by 2026-12-02: We never sell data. (no longer promised) | What is erased at your request goes from all our systems, and from the backups after 90 days. (gone from the backups after 90 days instead of 35)",
          "visitor GDPR 12(1) by 2026-12-02: We never sell data. (no longer promised) | What is erased at your request goes from all our systems, and from the backups after 90 days. (gone from the backups after 90 days instead of 35)",
        ],
        "weaker": true,
      }
    `)
  })
  it('10: other words, and a label that was mended', () => { expect(seen(diffOf(club, edited(['label: { sv: kurser, en: courses }', 'label: { sv: seglingskurser, en: sailing courses }'], ['effective: 2027-01-01', 'effective: 2027-06-01'])))).toMatchInlineSnapshot(`
    {
      "ask": [],
      "processing": [],
      "promises": [
        "same special-category.guarded:purposes.courses.conditions.diet said in other words",
        "same retention.ends:purposes.courses.keep said in other words",
        "same retention.reminds:purposes.courses.keep said in other words",
      ],
      "tell": [],
      "weaker": false,
    }
  `) })

  it('a day that may now be known beforehand', () => {
    const [counted, words] = ['keep: { for: 2 years, after: season-end, then: erase }', 'events: { season-end: { sv: säsongen slutade, en: the season ended } }']
    const before = `${edited([membership, counted])}${words}\n`
    expect(seen(diffOf(before, before.replace('ended } }', 'ended, ahead: true } }'))).promises).toEqual(['other retention.ends:purposes.membership.keep the day may now be known beforehand'])
  })

  it('a yes that holds for longer, shorter, or without end', () => {
    const asked = 'consent: { given-by: choice, withdrawn-by: [link, page] }'
    const lasting = (period: string): string => edited([asked, `consent: { given-by: choice, withdrawn-by: [link, page], expires: ${period} }`])
    const promises = (before: string, after: string): readonly string[] => seen(diffOf(before, after)).promises
    expect(promises(lasting('1 year'), lasting('2 years'))).toEqual(['weaker consent.before-use:purposes.news a yes holds two years instead of one year'])
    expect(promises(lasting('1 year'), club)).toEqual(['weaker consent.before-use:purposes.news a yes holds until it is withdrawn instead of one year'])
    expect(promises(club, lasting('1 year'))).toEqual(['stronger consent.before-use:purposes.news a yes holds one year instead of until it is withdrawn'])
    expect(promises(lasting('12 months'), lasting('1 year'))).toEqual([])
  })

  it('the same policy twice differs in nothing', () => {
    expect(seen(diffOf(club, club))).toEqual({ weaker: false, promises: [], processing: [], tell: [], ask: [] })
  })
})
