import { describe, expect, it } from 'vitest'
import { draftSystems } from '../../src/drafts/index.ts'
import { compile } from '../../src/policy/language/index.ts'

const shop = `dataset:
  - fides_key: shop_db
    name: The shop's own database
    retention: three years after the last order
    third_country_transfers: [USA]
    collections:
      - name: customer
        fields:
          - { name: id, data_categories: [user.unique_id], fides_meta: { primary_key: true } }
          - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email, data_type: string } }
          - { name: full_name, data_categories: [user.name.first, user.name.last], retention: while a customer }
          - name: profile
            fides_meta: { data_type: object }
            fields:
              - { name: diet, data_categories: [user.health.condition] }
              - { name: nick }
          - { name: created_at, data_categories: [system.operations] }
          - { name: note }
      - name: orders
        fields:
          - { name: id, data_categories: [system.operations], fidesops_meta: { primary_key: True } }
          - name: customer_id
            data_categories: [user.unique_id]
            fidesops_meta: { references: [{ dataset: shop_db, field: customer.id, direction: from }] }
          - name: address_id
            fides_meta: { references: [{ dataset: shop_db, field: address.id, direction: to }] }
          - name: card_token
            data_categories: [user.payment]
            fides_meta: { references: [{ dataset: payments, field: charge.token, direction: to }] }
      - name: address
        fields:
          - { name: id, data_categories: [system.operations], fides_meta: { primary_key: true } }
          - { name: street, data_categories: [user.provided.identifiable.contact.street] }
      - name: membership
        fields:
          - { name: org, fides_meta: { primary_key: true } }
          - { name: number, fides_meta: { primary_key: true } }
          - { name: union, data_categories: [user.demographic.union_membership] }
      - name: product
        fields: [{ name: id, data_categories: [system.operations], fides_meta: { primary_key: true } }]
      - name: log
        fides_meta: { skip_processing: true }
        fields: [{ name: line, data_categories: [user.behavior] }]
`

describe('a Fides dataset', () => {
  const text = draftSystems(shop)

  it('becomes a systems.yaml that the language takes', () => {
    const declared = /# {3}data:\n((?:# {5}.*\n)+)/.exec(text)?.[1]?.replaceAll('#   ', '') ?? ''
    const policy = `lofte: 1\ncontrollers: { a: { name: A, country: SE } }\neffective: 2026-11-22\ndata:\n${declared}purposes: { p: {} }\n`
    const compiled = compile({ policy: { file: 'policy.yaml', text: policy }, systems: { file: 'systems.yaml', text } })
    expect(compiled.findings.map((finding) => `${finding.rule} ${finding.path} ${finding.message.en}`)).toEqual([])
    const system = compiled.policy?.systems.get('shop-db')
    expect([...(system?.tables.keys() ?? [])]).toEqual(['customer', 'orders', 'address', 'membership'])
    const customer = system?.tables.get('customer')
    expect(customer?.key).toEqual(['id'])
    expect(customer?.person.get('email')?.column).toBe('email')
    expect(customer?.fields.map((field) => [[field.ref.column, ...field.ref.path].join('->'), field.data])).toEqual([['email', 'email'], ['full_name', 'name'], ['profile->diet', 'health']])
    expect([...(customer?.notPersonal.keys() ?? [])]).toEqual(['created_at'])
    const orders = system?.tables.get('orders')
    expect(orders?.belongsTo.map((link) => [link.to, link.columns, link.references])).toEqual([['customer', ['customer_id'], ['id']], ['address', ['address_id'], ['id']]])
    expect(orders?.fields.map((field) => field.data)).toEqual(['payment'])
    expect(system?.tables.get('membership')?.key).toEqual(['org', 'number'])
    expect(compiled.policy?.data.get('union-membership')?.class).toBe('trade-union')
  })

  it('is taken whatever the policy says, with every category there is', () => {
    const keys = ['user', 'user.authorization.biometric', 'user.biometric.voice', 'user.childrens', 'user.contact.fax_number', 'user.contact.url', 'user.content', 'user.demographic.age_range', 'user.demographic.political_opinion', 'user.device.telemetry', 'user.government_id.passport_number', 'user.health.genetic', 'user.criminal_history', 'user.privacy_preferences', 'user.social', 'user.unique_id', 'user.financial', 'user.sensor', 'user.professional_information', 'user.demographic.protected_classifications']
    const fields = keys.map((key, i) => `{ name: c${i}, data_categories: [${key}] }`)
    const every = draftSystems(`dataset:\n  - fides_key: all\n    name: All\n    collections:\n      - name: t\n        fields:\n          - { name: id, fides_meta: { primary_key: true } }\n${fields.map((field) => `          - ${field}\n`).join('')}`)
    const policy = 'lofte: 1\ncontrollers: { a: { name: A, country: SE } }\neffective: 2026-11-22\npurposes: {}\n'
    for (const systems of [text, every]) expect(compile({ policy: { file: 'policy.yaml', text: policy }, systems: { file: 'systems.yaml', text: systems } }).findings).toEqual([])
  })

  it('tells of what it says beside that', () => {
    for (const line of ['three years after the last order', 'goes to: USA', 'full_name is said to be kept: while a customer', 'profile.nick, note', 'card_token refers to payments:charge.token', '#   product: nothing about people was declared', '#   log: the dataset says that it is not to be processed']) expect(text).toContain(line)
  })

  it('that is none is refused', () => {
    const code = (source: string): unknown => {
      try {
        draftSystems(source)
        return 'drafted'
      } catch (error) {
        return (error as { code?: string }).code
      }
    }
    for (const source of ['', 'lofte: 1', 'dataset: []', 'dataset: [', 'dataset: &a [*a]', '['.repeat(200), 'a: &x [1]\ndataset: [*x, *x]', 'dataset: [{ collections: 3 }]']) expect(code(source), source.slice(0, 30)).toBe('drafts.unreadable')
  })
})
