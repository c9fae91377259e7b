import { describe, expect, it } from 'vitest'
import { decideLocation, decidePerson, emptyFold, foldLocation } from '../../../src/policy/decide/index.ts'
import type { Decision, LocationFacts, PersonFacts } from '../../../src/policy/decide/index.ts'
import { comparePolicies } from '../../../src/policy/diff/index.ts'
import { compile, loadPolicy } from '../../../src/policy/language/index.ts'
import type { Day } from '../../../src/policy/law/index.ts'
import type { Policy } from '../../../src/policy/model/index.ts'
import { promisesOf } from '../../../src/policy/promises/index.ts'

const d = (day: string): Day => day as Day

function policyOf(text: string, systems = ''): Policy {
  const { policy, findings } = compile({ policy: { file: 'policy.yaml', text: text.startsWith('lofte') ? text : head + text }, systems: systems === '' ? null : { file: 'systems.yaml', text: systems } })
  if (policy === null) throw new Error(findings.map((finding) => `${finding.rule} ${finding.path}: ${finding.message.en}`).join('\n'))
  return policy
}

const head = 'lofte: 1\ncontrollers: { a: { name: A, country: SE, fiscal-year: 01-01..12-31 } }\neffective: 2026-12-01\n'
const table = (more = ''): string => `s: { connector: postgres, url: "\${S_URL}", tables: { t: { key: id, relation: customer, person: { email: email }, data: { name: name, email: email, diet: diet }, activity: seen${more} } } }\n`
const purpose = (rest: string): string => `purposes:\n  p: { people: [customer], data: [name, email, diet], ${rest} }\n`
const consent = (state: 'given' | 'withdrawn', on = '2026-02-01'): PersonFacts['consents'][number] => ({ purpose: 'p', controller: null, state, on: d(on) })

const nobody: PersonFacts = { relations: [], consents: [], objections: [], restrictions: [], reminders: [], approvals: [], holds: [], requests: [] }

/** One row of a customer, as deciding sees it. */
function decided(policy: Policy, dates: Readonly<Record<string, string>>, at: string, facts: Partial<PersonFacts> = {}): Decision {
  const row: LocationFacts = { system: 's', table: 't', key: '1', relation: null, controller: null, dates: new Map(Object.entries(dates).map(([anchor, day]) => [anchor, d(day)])), sharedWith: 0, referencedByKept: 0, unmentioned: false, linked: true }
  const fold = foldLocation(policy, emptyFold(), row)
  return decideLocation(policy, decidePerson(policy, { ...nobody, ...facts }, d(at), fold), row, d(at))
}

const sentences = (policy: Policy, kind: string): readonly string[] => promisesOf(policy).filter((promise) => promise.kind === kind).map((promise) => promise.sentence.en)
const keepOf = (rule: string): Policy['purposes'] extends ReadonlyMap<string, infer P> ? P : never => policyOf(`purposes: { p: { people: [customer], data: [name], ground: contract, keep: ${rule} } }\n`).purposes.get('p')!

describe('several grounds, each with its condition', () => {
  const systems = table()
  const both = 'keep: { for: 2 years, after: last-activity }'

  it('are each weighed where they hold: consent for the diet, the contract for the rest', () => {
    const policy = policyOf(purpose(`grounds: [{ ground: contract, when: { data: [name, email] } }, { ground: consent, when: { data: diet } }], ${both}`), systems)
    const decision = decided(policy, { 'last-activity': '2026-01-10' }, '2026-11-20', { consents: [consent('withdrawn')] })
    expect(decision.fields.map(({ data, verdict }) => [data, verdict])).toEqual([['name', 'keep'], ['email', 'keep'], ['diet', 'erase']])
    expect(decision.verdict).toBe('clear')
  })

  it('leave it to a human where nobody can tell which of them held, and one has fallen', () => {
    const policy = policyOf(purpose(`grounds: [{ ground: contract, when: you have an agreement }, { ground: consent, when: you only asked }], ${both}`), systems)
    const decision = decided(policy, { 'last-activity': '2026-01-10' }, '2026-11-20', { consents: [consent('withdrawn')] })
    expect(decision.verdict).toBe('review')
    expect(decision.because).toContain('ground-by-condition')
    expect(decided(policy, { 'last-activity': '2026-01-10' }, '2026-11-20').verdict).toBe('keep')
  })

  it('may ask for consent each in its own way, for its own time', () => {
    const policy = policyOf(purpose(`grounds: [{ ground: consent, when: { data: diet }, consent: { given-by: choice, expires: 6 months } }, { ground: consent, when: { data: [name, email] }, consent: { given-by: visit, expires: 5 years } }], ${both}`), systems)
    expect(decided(policy, { 'last-activity': '2026-01-10' }, '2026-11-20', { consents: [consent('given')] }).fields.map((field) => field.verdict)).toEqual(['keep', 'keep', 'erase'])
    const text = head + purpose(`grounds: [{ ground: consent, when: { data: diet }, consent: { given-by: choice, withdrawn-by: [page] } }, { ground: consent, when: { data: [name, email] }, consent: { given-by: visit, withdrawn-by: [page] } }], ${both}`)
    expect(loadPolicy({ policy: { file: 'p', text }, systems: null }).findings.filter((finding) => finding.rule === 'consent.implied')).toMatchObject([{ path: 'purposes.p.grounds.consent 2' }])
  })

  it('end with the last of them', () => {
    const policy = policyOf(purpose(`grounds: [{ ground: consent, when: { data: diet } }, { ground: consent, when: { people: customer } }], ${both}`), systems)
    expect(decided(policy, { 'last-activity': '2026-01-10' }, '2026-11-20', { consents: [consent('withdrawn')] }).verdict).toBe('delete')
  })

  it('are those of the place: another law on Åland', () => {
    const grounds = 'grounds: [{ ground: legal-obligation, law: "BFL 7:2", when: { in: AX } }, { ground: consent, when: { in: SE } }]'
    const asked = { consents: [consent('withdrawn')] }
    expect(decided(policyOf(purpose(`${grounds}, ${both}`), systems), { 'last-activity': '2026-01-10' }, '2026-11-20', asked).verdict).toBe('delete')
    const aland = `lofte: 1\ncontrollers: { a: { name: A, country: FI, region: AX } }\neffective: 2026-12-01\n${purpose(`${grounds}, ${both}`)}`
    expect(decided(policyOf(aland, systems), { 'last-activity': '2026-01-10' }, '2026-11-20', asked).verdict).toBe('keep')
  })

  it('are said as different when a condition changes', () => {
    const [was, is] = ['{ people: customer }', '{ data: diet }'].map((when) => policyOf(purpose(`grounds: [{ ground: contract, when: ${when} }, { ground: consent, when: { data: name } }], ${both}`)))
    expect(comparePolicies(was!, is!).processing.map((change) => [change.what, change.text.en])).toEqual([
      ['ground', 'Another ground for p: a contract with you (where it concerns dietary needs) and your consent, which you can withdraw at any time (where it concerns name) instead of a contract with you (if you are customer) and your consent, which you can withdraw at any time (where it concerns name)'],
    ])
  })

  it('cannot stand beside a ground alone', () => {
    const { findings } = compile({ policy: { file: 'p', text: head + purpose('ground: contract, grounds: [{ ground: consent }]') }, systems: null })
    expect(findings.map((finding) => finding.rule)).toContain('language.both-keys')
  })
})

describe('a region with an authority of its own', () => {
  const judged = (controller: string, authority: string): readonly string[] => {
    const text = `lofte: 1\ncontrollers: { a: { name: A, country: FI, ${controller} } }\neffective: 2026-12-01\nauthority: ${authority}\n${purpose('ground: contract, keep: 2 years after creation')}`
    return loadPolicy({ policy: { file: 'p', text }, systems: null }).findings.map((finding) => finding.rule).filter((rule) => rule.startsWith('authority.'))
  }

  it('has it for its public bodies, by the name that Sweden’s no longer has', () => {
    expect(judged('region: AX, public: true', 'Datainspektionen')).toEqual([])
    expect(judged('region: AX', 'Datainspektionen')).toEqual(['authority.wrong'])
    expect(judged('public: true', 'Tietosuojavaltuutetun toimisto')).toEqual([])
  })
})

describe('ages', () => {
  const systems = table(', dates: { birth: born }')
  const grounds = 'grounds: [{ ground: consent, party: guardian, when: { under-age: 13 } }, { ground: contract, when: { from-age: 13 } }], keep: { for: 9 years, after: last-activity }'
  const policy = policyOf(purpose(grounds), systems)
  const asked = { consents: [consent('withdrawn')] }

  it('choose the ground, and change the day of the birthday', () => {
    const child = decided(policy, { 'last-activity': '2026-01-10', birth: '2014-03-05' }, '2026-11-20', { consents: [consent('given')] })
    expect(child.verdict).toBe('keep')
    expect(decided(policy, { 'last-activity': '2026-01-10', birth: '2014-03-05' }, '2026-11-20', asked).verdict).toBe('delete')
    expect(decided(policy, { 'last-activity': '2026-01-10', birth: '2014-03-05' }, '2027-03-05', asked).verdict).toBe('keep')
    expect(decided(policy, { 'last-activity': '2026-01-10', birth: '2014-03-05' }, '2027-03-04', asked).verdict).toBe('delete')
  })

  it('that are not known go to a human where they would decide', () => {
    expect(decided(policy, { 'last-activity': '2026-01-10' }, '2026-11-20', asked).verdict).toBe('review')
    expect(decided(policy, { 'last-activity': '2026-01-10', birth: '1970-01-01' }, '2026-11-20', asked).verdict).toBe('review')
    expect(decided(policy, { 'last-activity': '2026-01-10', birth: '2014-03-05' }, '2026-11-20', asked).restsOn?.some((date) => date.anchor === 'birth')).toBe(true)
  })

  it('are no dates that a system can be too young for', () => {
    const young = policyOf(purpose(grounds), table(', since: 2020-01-01, dates: { birth: born }'))
    expect(decided(young, { 'last-activity': '2026-01-10', birth: '1980-03-05' }, '2026-11-20', asked).verdict).toBe('keep')
  })

  it('limit what a purpose is for: a child’s data in it is for a human, and it is said', () => {
    const adults = policyOf(purpose('ground: contract, when: { from-age: 16 }, keep: { for: 9 years, after: last-activity }'), systems)
    const decision = decided(adults, { 'last-activity': '2026-01-10', birth: '2014-03-05' }, '2026-11-20')
    expect(decision).toMatchObject({ verdict: 'review', changesOn: '2030-03-05' })
    expect(decision.because).toContain('outside-condition')
    expect(decided(adults, { 'last-activity': '2026-01-10', birth: '1990-03-05' }, '2026-11-20').verdict).toBe('keep')
    expect(sentences(adults, 'people.age-limit')).toEqual(['Data for p: only for those who have turned 16.'])
  })

  it('may be what is counted from', () => {
    const until18 = policyOf(purpose('ground: contract, keep: 18 years after birth'), systems)
    expect(decided(until18, { birth: '2010-05-17' }, '2028-05-16')).toMatchObject({ verdict: 'keep', until: '2028-05-17' })
    expect(decided(until18, { birth: '2010-05-17' }, '2028-05-17').verdict).toBe('delete')
  })
})

describe('rules of their own for some of the people', () => {
  it('decide for those, and are promised apart', () => {
    const policy = policyOf(purpose('ground: contract, keep: { for: 5 years, after: last-activity, per-people: { customer: { for: 1 year, after: last-activity } } }'), table())
    expect(decided(policy, { 'last-activity': '2025-01-10' }, '2026-11-20')).toMatchObject({ verdict: 'delete', fields: [{ rule: 'purposes.p.keep.per-people.customer' }, {}, {}] })
    expect(sentences(policy, 'retention.ends')).toEqual(['We erase data for p five years after you were last active with us.', 'We erase data for p, if you are customer, one year after you were last active with us.'])
  })
})

describe('how long, as people say it', () => {
  it('is a range, whose longer end is the one that counts', () => {
    expect(keepOf('{ for: 6 to 12 months, after: creation }').keep.end).toEqual({ kind: 'after', period: { years: 1 }, anchor: 'creation', or: [], roundUp: null, onlyAtLeast: false, from: { months: 6 } })
    for (const words of ['between two and three years after creation', '2–3 years after creation', 'mellan två och tre år efter creation', '2 till 3 år efter creation']) expect(keepOf(words).keep.end, words).toMatchObject({ period: { years: 3 }, from: { years: 2 } })
    expect(keepOf('3 to 2 years after creation').keep.end?.kind).toBe('vague')
    expect(keepOf('{ for: 2 years and 6 months, after: creation }').keep.end).not.toHaveProperty('from')
    const policy = policyOf(purpose('ground: contract, keep: 6 to 12 months after last-activity'), table())
    expect(decided(policy, { 'last-activity': '2026-01-10' }, '2027-01-09').verdict).toBe('keep')
    expect(decided(policy, { 'last-activity': '2026-01-10' }, '2027-01-10').verdict).toBe('delete')
    expect(sentences(policy, 'retention.ends')).toEqual(['We erase data for p six months to one year after you were last active with us.'])
  })

  it('is what is normally so, and never longer than that by itself', () => {
    const policy = policyOf(purpose('ground: contract, keep: { for: normally 2 years, after: last-activity, at-most: 3 years after last-activity }'), table())
    expect(decided(policy, { 'last-activity': '2024-11-20' }, '2026-11-20').verdict).toBe('delete')
    expect(sentences(policy, 'retention.ends')).toEqual(['We erase data for p normally two years after you were last active with us, and at the latest three years after you were last active with us.'])
    const firm = policyOf(purpose('ground: contract, keep: { for: 2 years, after: last-activity, at-most: 3 years after last-activity }'))
    expect(comparePolicies(firm, policy).promises.map((change) => change.change)).toEqual(['weaker'])
    expect(comparePolicies(policy, firm).promises.map((change) => change.change)).toEqual(['stronger'])
  })

  it('is a visit, or hours', () => {
    expect(keepOf('session').keep.end).toEqual({ kind: 'until', event: 'session-end' })
    expect(sentences(policyOf(purpose('ground: contract, keep: session')), 'retention.ends')).toEqual(['We erase data for p as soon as the visit is over.'])
    expect(sentences(policyOf(purpose('ground: contract, keep: 24 hours after creation')), 'retention.ends')).toEqual(['We erase data for p 24 hours after the data came in.'])
    const policy = policyOf(purpose('ground: contract, keep: 36 hours after creation'), table(', created: made'))
    expect(decided(policy, { creation: '2026-11-18' }, '2026-11-19').verdict).toBe('keep')
    expect(decided(policy, { creation: '2026-11-18' }, '2026-11-20').verdict).toBe('delete')
  })
})

describe('a schedule', () => {
  const office = (schedule: string, keep: string): string => `lofte: 1\ncontrollers: { a: { name: A, country: SE, public: true } }\neffective: 2026-12-01\nschedule: { ${schedule}law: "AL 10", series: { letters: { for: 2 years, after: last-activity }, minutes: { for-ever: true } } }\n${purpose(`ground: public-task, law: "SkolL 26:3", keep: ${keep}`)}`

  it('disposes of public records where it has been decided, and only there', () => {
    const decidedOn = policyOf(office('decided-by: the board, on: 2026-02-03, reference: BN 2026-14, ', '{ series: letters }'), table())
    expect(decided(decidedOn, { 'last-activity': '2024-01-10' }, '2026-11-20').verdict).toBe('delete')
    expect(decidedOn.purposes.get('p')?.keep).toMatchObject({ at: 'purposes.p.keep', series: 'letters', disposal: true, end: { period: { years: 2 } } })
    const undecided = policyOf(office('', '{ series: letters }'), table())
    expect(decided(undecided, { 'last-activity': '2024-01-10' }, '2026-11-20').fields[0]).toMatchObject({ verdict: 'hold', hold: 'disposal-decision' })
    const beside = policyOf(office('decided-by: the board, on: 2026-02-03, ', '2 years after last-activity'), table())
    expect(decided(beside, { 'last-activity': '2024-01-10' }, '2026-11-20').verdict).toBe('keep')
    // A length of its own is not what was decided on.
    for (const shorter of ['{ series: letters, for: 1 month, after: last-activity }', '{ series: letters, at-most: 1 month after last-activity }']) {
      const own = policyOf(office('decided-by: the board, on: 2026-02-03, ', shorter), table())
      expect(decided(own, { 'last-activity': '2026-01-10' }, '2026-11-20').fields[0]).toMatchObject({ verdict: 'hold', hold: 'disposal-decision' })
    }
  })

  it('keeps for ever what it says is kept, and tells who decided', () => {
    const policy = policyOf(office('decided-by: the board, on: 2026-02-03, reference: BN 2026-14, ', '{ series: minutes }'), table())
    expect(decided(policy, { 'last-activity': '1990-01-10' }, '2026-11-20').verdict).toBe('keep')
    expect(sentences(policy, 'retention.scheduled')).toEqual(['What we preserve and what we dispose of follows a plan that the board decided on 3 February 2026 (BN 2026-14).'])
  })

  it('has to hold the series that is named', () => {
    const { findings } = compile({ policy: { file: 'p', text: office('', '{ series: leters }') }, systems: null })
    expect(findings).toMatchObject([{ rule: 'names.unknown', instead: { en: 'Did you mean letters?' } }])
  })
})

describe('what is done for others', () => {
  const policy = policyOf(purpose('role: processor, for: { sv: våra kunder, en: our customers }'), table())

  it('is no purpose of our own data, whose length they decide', () => {
    expect(policy.purposes.get('p')?.keep.end).toEqual({ kind: 'instruction' })
    expect(decided(policy, { 'last-activity': '2010-01-10' }, '2026-11-20').fields[0]?.verdict).toBe('unexplained')
    expect(sentences(policy, 'processor.by-instruction')).toEqual(['For p we work on behalf of our customers. They decide what the data is used for and how long it stays.'])
    expect(sentences(policy, 'retention.ends')).toEqual([])
  })
})

describe('a handing over', () => {
  const text = (told: string): string => `recipients: { heir: { kind: controller, country: SE, label: { sv: arvtagaren, en: the heir } } }\n${purpose(`ground: contract, keep: { for: 5 years, after: last-activity }, hand-over: { to: heir, on: 2027-03-01${told} }`)}`

  it('ends what we use it for on its day, and a human sees that it has arrived', () => {
    const policy = policyOf(text(', told: 2 months'), table())
    expect(decided(policy, { 'last-activity': '2026-01-10' }, '2027-02-28')).toMatchObject({ verdict: 'keep', until: '2027-03-01', changesOn: '2027-03-01' })
    expect(decided(policy, { 'last-activity': '2026-01-10' }, '2027-03-01')).toMatchObject({ verdict: 'review' })
    expect(decided(policy, { 'last-activity': '2021-01-10' }, '2027-03-01').verdict).toBe('delete')
    expect(sentences(policy, 'purpose.handed-over')).toEqual(['On 1 March 2027, the heir takes over responsibility for p. We tell you at least two months ahead.'])
  })

  it('is told as a change', () => {
    const [before, after] = [policyOf(`recipients: { heir: { kind: controller, country: SE, purposes: [p] } }\n${purpose('ground: contract, keep: { for: 5 years, after: last-activity }')}`), policyOf(text(', told: 2 months'))]
    const diff = comparePolicies(before, after)
    expect(diff.processing.map((change) => change.what)).toContain('handed-over')
    expect(diff.tell.map((one) => one.people)).toEqual(['customer'])
    expect(comparePolicies(policyOf(text(', told: 2 months')), policyOf(text(', told: 1 month'))).promises.find((change) => change.kind === 'purpose.handed-over')?.change).toBe('weaker')
  })
})

describe('the inside of the organisation', () => {
  const base = purpose('ground: contract, keep: { for: 2 years, after: last-activity }')

  it('says what a form asks for, and asking more is weaker', () => {
    const form = (fields: string): Policy => policyOf(`${base}forms: { contact: { label: { sv: kontaktformuläret, en: the contact form }, purposes: [p], fields: ${fields} } }\n`)
    expect(sentences(form('{ name: mandatory, email: voluntary }'), 'intake.only-declared-fields')).toEqual(['In the contact form we ask only for name and e-mail address. We need name; the rest is up to you.'])
    const change = (a: string, b: string): readonly string[] => comparePolicies(form(a), form(b)).promises.map((one) => one.change)
    expect(change('[name]', '[name, email]')).toEqual(['weaker'])
    expect(change('[name, email]', '[name]')).toEqual(['stronger'])
    expect(change('{ name: voluntary }', '{ name: mandatory }')).toEqual(['weaker'])
  })

  it('says who sees what, and seeing more is weaker', () => {
    const seen = (data: string): Policy => policyOf(`${base}staff: { support-lead: { label: { sv: kundtjänst, en: customer service }, purposes: [p], data: [${data}] } }\n`)
    expect(sentences(seen('name, email'), 'access.need-to-know')).toEqual(['Here, customer service can see only name and e-mail address, and only for p.'])
    expect(comparePolicies(seen('name'), seen('name, email')).promises.map((one) => one.change)).toEqual(['weaker'])
  })

  it('hides protected identities', () => {
    const hidden = policyOf(`${base}protected-identity: { hides: [email], by: [letter, phone], owner: registrar }\n`)
    expect(sentences(hidden, 'identity.protected')).toEqual(['If your identity is protected we hide e-mail address from everybody who need not see it, and answer you only by letter or by telephone.'])
    expect(comparePolicies(hidden, policyOf(base)).promises.map((one) => [one.change, one.weakens])).toEqual([['dropped', true]])
  })

  it('names those who decide together, what is secret, and where to appeal', () => {
    const policy = policyOf(`appeal: { sv: förvaltningsrätten, en: the administrative court }\nrecipients: { union: { kind: joint, country: SE, label: { sv: facket, en: the union } } }\njoint: { fair: { with: [a, union], purposes: [p], essence: { sv: de frågar, en: they ask and we answer } } }\nsecrecy: { health: { law: "OSL 25:1", data: [diet] } }\n${base}`)
    expect(sentences(policy, 'joint.any-of-us')).toEqual(['For p, A and the union are responsible together. You can turn to any of us with your rights. They ask and we answer.'])
    expect(sentences(policy, 'secrecy.observed')).toEqual(['Dietary needs: protected by secrecy (Offentlighets- och sekretesslagen 25:1). If somebody asks for it we first consider whether it may be given.'])
    expect(sentences(policy, 'decision.appealable')).toEqual(['If you are not content with our decision about your rights you can appeal to the administrative court.'])
  })
})

describe('a recipient', () => {
  const policy = (more: string): Policy => policyOf(`recipients: { carrier: { kind: controller, country: SE, label: { sv: fraktbolaget, en: the carrier }, data: [name], ${more} } }\n${purpose('ground: contract, keep: { for: 2 years, after: last-activity }')}`)

  it('gets what is said, so, then, for so long, and not for other things', () => {
    expect(sentences(policy('form: { sv: etikett, en: a label }, when: { sv: när du beställt, en: when you have ordered }, keeps: 6 months, never: [marketing, p]'), 'disclosure.limits')).toEqual([
      'To the carrier we pass only name. It goes as a label. It happens when you have ordered. They keep it for at most six months. They may not use it for marketing or p.',
    ])
  })

  it('that may do more or keep longer is a weaker promise', () => {
    const change = (a: string, b: string): readonly string[] => comparePolicies(policy(a), policy(b)).promises.filter((one) => one.kind === 'disclosure.limits').map((one) => one.change)
    expect(change('keeps: 6 months', 'keeps: 1 year')).toEqual(['weaker'])
    expect(change('never: [marketing, sale]', 'never: [marketing]')).toEqual(['weaker'])
    expect(change('keeps: 1 year', 'keeps: 1 year, never: [sale]')).toEqual(['stronger'])
  })

  it('may be nobody, if the policy says so', () => {
    expect(policyOf(`recipients: none\n${purpose('ground: contract')}`)).toMatchObject({ noRecipients: true })
  })
})

describe('fairness', () => {
  const base = 'ground: consent, keep: { for: 2 years, after: last-activity }'

  it('tells those whose data came from others, or says why not', () => {
    const told = (words: string): Policy => policyOf(purpose(`${base}, sources: [{ sv: ett register, en: a register, public: true }], told: ${words}`))
    expect(sentences(told('3 weeks'), 'information.people-told')).toEqual(['For p we get data from others. We tell you so within three weeks.'])
    expect(sentences(told('{ exception: disproportionate, because: too many, published: https://a.example }'), 'information.people-told')).toEqual(['For p we get data from others. To write to each and every one would be out of proportion, so we say it here instead.'])
    expect(told('first-contact').purposes.get('p')?.publicSources).toMatchObject([{ en: 'a register' }])
    const change = (a: string, b: string): readonly string[] => comparePolicies(told(a), told(b)).promises.filter((one) => one.kind === 'information.people-told').map((one) => one.change)
    expect(change('2 weeks', '3 weeks')).toEqual(['weaker'])
    expect(change('2 weeks', '{ exception: secrecy }')).toEqual(['weaker'])
  })

  it('keeps a human behind a machine, and research behind safeguards', () => {
    const policy = policyOf(purpose(`${base}, automated: { logic: sums, consequences: no credit, permitted-by: contract, human: credit-lead }, safeguards: [pseudonymised, ethics-review]`))
    expect(sentences(policy, 'automated.human-decides')).toEqual(['Decisions about p are made by a machine. You can always ask a person to look at yours, say what you think, and have it decided anew.'])
    expect(sentences(policy, 'use.safeguarded')).toEqual(['This is how you are protected in p: names are replaced by codes and it has passed an ethical review.'])
    const less = policyOf(purpose(`${base}, safeguards: [pseudonymised]`))
    expect(comparePolicies(policy, less).promises.map((one) => [one.kind, one.weakens])).toEqual([['use.safeguarded', true], ['automated.human-decides', true]])
  })
})

describe('holds of one country’s law', () => {
  it('bind the controllers there', () => {
    const hold = (place: string): Policy => policyOf(`holds: { claims: { law: "DL 6:4", for: 5 years, after: last-activity, data: [name], in: ${place} } }\n${purpose('ground: contract, keep: { for: 1 year, after: last-activity }')}`, table())
    expect(decided(hold('SE'), { 'last-activity': '2025-01-10' }, '2026-11-20').fields[0]).toMatchObject({ verdict: 'hold', until: '2030-01-10' })
    expect(decided(hold('"NO"'), { 'last-activity': '2025-01-10' }, '2026-11-20').verdict).toBe('delete')
  })
})
