import { stringify } from 'yaml'
import { loadPolicy } from '../../../src/policy/language/index.ts'
import type { Finding } from '../../../src/policy/language/index.ts'

/** A piece of a written policy that a case may change freely. */
export interface Written { [key: string]: Written | Written[] | string | number | boolean | null | undefined | string[] }

/** A small webshop whose policy raises nothing: each case of a check changes one thing in it. */
export function lawful(): { policy: Written; systems: Written } {
  const balancing = { interest: 'to answer', necessity: 'needed', outcome: 'little is used', decided: '2026-01-15' }
  return {
    policy: {
      lofte: 1,
      controllers: { shop: { name: 'Kvarnen AB', country: 'SE', registration: '559999-0100', address: 'Storgatan 1', contact: 'data@kvarnen.example', 'fiscal-year': '01-01..12-31' } },
      effective: '2026-12-01',
      languages: ['sv', 'en'],
      authority: 'IMY',
      'automated-decisions': 'none',
      data: { name: {}, email: {}, 'order-history': {}, 'last-sign-in': {} },
      people: { customer: {}, prospect: {} },
      purposes: {
        orders: { people: ['customer'], data: ['name', 'email', 'order-history'], ground: 'contract', mandatory: { name: 'Without a name nothing can be sent.' }, keep: { for: '3 years', after: 'creation', then: 'erase' } },
        service: { people: ['customer'], data: ['name', 'email', 'last-sign-in'], ground: 'legitimate-interest', balancing, keep: { for: '2 years', after: 'last-activity', remind: '30 days', then: 'erase' } },
        news: {
          people: ['customer'], data: ['name', 'email'], marketing: true, channels: { email: 'consent' },
          consent: { 'given-by': 'choice', 'withdrawn-by': ['link', 'page'] }, keep: { until: 'withdrawal', 'at-most': '2 years after last-activity', then: 'erase' },
        },
        accounts: { kind: 'accounting', people: ['customer'], data: ['name', 'order-history'], ground: 'legal-obligation', law: 'BFL 7:2', keep: { law: 'se-bookkeeping' } },
      },
      recipients: { hosting: { kind: 'processor', country: 'SE', agreement: { signed: '2025-01-10', expires: '2028-01-10', points: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] } } },
      cookies: { consent: { 'given-by': 'choice', 'withdrawn-by': ['page'] }, list: { basket: { provider: 'Kvarnen', category: 'necessary', lifetime: 'session' }, visits: { provider: 'Kvarnen', category: 'statistics', lifetime: '3 months' } } },
    },
    systems: {
      shop: {
        connector: 'postgres', url: '${SHOP_URL}', country: 'SE', recipient: 'hosting',
        tables: {
          customer: { key: 'id', relation: 'customer', person: { email: 'email' }, data: { name: 'name', email: 'email', last_seen: 'last-sign-in' }, activity: 'last_seen', created: 'created_at', purposes: ['orders', 'service', 'news'], consents: { purpose: 'news', given: 'yes_on', withdrawn: 'no_on' } },
          orders: { key: 'id', relation: 'customer', 'belongs-to': { customer: 'customer_id' }, data: { what: 'order-history' }, created: 'created_at', purposes: ['orders'] },
          voucher: { key: 'id', relation: 'customer', 'belongs-to': { orders: 'order_id' }, data: { text: 'order-history' }, booked: 'booked_on', record: true, purposes: ['accounts'] },
        },
      },
    },
  }
}

export function findingsOf(written: { policy: Written; systems: Written | null }): readonly Finding[] {
  return loadPolicy({
    policy: { file: 'policy.yaml', text: stringify(written.policy) },
    systems: written.systems === null ? null : { file: 'systems.yaml', text: stringify(written.systems) },
  }).findings
}

/** Sets a value at a path of names; undefined takes it away. */
export function set(target: Written, path: string, value: Written[string]): void {
  const names = path.split('.')
  const last = names.pop() ?? ''
  let at = target
  for (const name of names) {
    const next = at[name]
    at = (next !== null && typeof next === 'object' && !Array.isArray(next) ? next : (at[name] = {})) as Written
  }
  if (value === undefined) delete at[last]
  else at[last] = value
}
