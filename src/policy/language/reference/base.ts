/** What the examples of the reference stand in: a small webshop, which is also the first thing that the page shows. */
export const basePolicy = `lofte: 1
controllers:
  kvarnen: { name: Kvarnen AB, country: SE, registration: 559999-0100, address: "Storgatan 1, 999 99 Exempelstad", contact: dataskydd@kvarnen.example, fiscal-year: 01-01..12-31 }
effective: 2027-01-01
languages: [sv, en]
authority: IMY
automated-decisions: none

purposes:
  orders:
    label: { sv: beställningar, en: orders }
    why: { sv: Du ska få det du har köpt., en: So that you get what you bought. }
    people: [customer]
    data: [name, email, address, order-history]
    ground: contract
    keep: { for: 3 years, after: delivery, then: erase }
  news:
    label: { sv: vårt nyhetsbrev, en: our newsletter }
    people: [customer, prospect]
    data: [name, email]
    marketing: true
    channels: { email: consent }
    consent: { given-by: choice, withdrawn-by: [link, page] }
    keep: { until: withdrawal, at-most: 2 years after last-activity, then: erase }
  accounts:
    label: { sv: bokföringen, en: our accounts }
    people: [customer]
    data: [name, order-history]
    ground: legal-obligation
    law: BFL 7:2
    keep: { law: se-bookkeeping }

recipients:
  hosting: { label: { sv: driften, en: our hosting }, kind: processor, country: SE, agreement: { signed: 2026-01-10, expires: 2029-01-10 } }
  carrier: { label: { sv: fraktbolaget, en: the carrier }, kind: controller, country: SE, purposes: [orders], data: [name, address] }
`

export const baseSystems = `shop:
  connector: postgres
  url: "\${SHOP_URL}"
  country: SE
  recipient: hosting
  tables:
    customer:
      key: id
      relation: customer
      person: { email: email }
      data: { full_name: name, email: email, street: address }
      activity: last_login
      purposes: [orders, news]
    orders:
      key: id
      belongs-to: { customer: customer_id }
      data: { what: order-history }
      dates: { delivery: delivered_on }
      purposes: [orders]
    voucher:
      key: [series, number]
      belongs-to: { orders: order_id }
      data: { text: order-history }
      booked: booked_on
      record: true
      purposes: [accounts]
`

/** What an example may lean on beside the shop, such as names that it mentions. */
export const baseNames = `events: { warranty-end: { sv: garantin gick ut, en: the warranty ran out } }
data: { phone: {}, diet: {}, health: {}, shoe-size: { label: { sv: skostorlek, en: shoe size } } }
people: { customer: {}, prospect: {}, referee: {} }
recipients:
  heir: { kind: controller, country: SE }
  platform: { kind: joint, country: SE }
schedule: { decided-by: the board, on: 2026-02-03, series: { letters: { for: 2 years, after: last-activity } } }
`
