import { citationText, parseCitation } from '../../policy/law/index.ts'
import { specialClasses } from '../../policy/model/index.ts'
import type { Balancing, ConsentTerms, Purpose } from '../../policy/model/index.ts'
import { say } from '../../policy/text/index.ts'
import { capital, dataLabel, dayWords, withCondition, wordOf } from '../words.ts'
import type { Writing } from '../words.ts'

/** Every ground with its item of Art 6(1), and when it is the one; for marketing, by channel. */
export function groundLines(writing: Writing, purpose: Purpose): readonly string[] {
  const { lang } = writing
  return [
    ...purpose.grounds.map((terms) => withCondition(writing, say(`register.ground-${terms.ground}`)[lang], terms.when)),
    ...[...purpose.channels].map(([channel, ground]) => say(`register.channel-${ground}`, { channel: say(`register.${channel}`) })[lang]),
  ]
}

export function lawLines({ lang, policy }: Writing, purpose: Purpose): readonly string[] {
  const held = purpose.keep.end?.kind === 'law' ? policy.holds.get(purpose.keep.end.law)?.law : undefined
  const written = [purpose.law, ...purpose.grounds.map((terms) => terms.law), ...purpose.conditions.map((condition) => condition.law)].filter((law) => law !== null)
  return [...new Set([...written, ...(held === undefined ? [] : [held])].map((law) => {
    const cited = parseCitation(law)
    return cited === null ? law : citationText(cited, lang)
  }))]
}

/** Art 6(1)(f): the interest, and that it was weighed. */
export function interestLines(writing: Writing, purpose: Purpose): readonly string[] {
  const tests = [purpose.balancing, ...purpose.grounds.map((terms) => terms.balancing)].filter((one) => one !== null)
  return [...new Set(tests.flatMap((balancing) => balancingLines(writing, balancing)))]
}

function balancingLines({ lang }: Writing, balancing: Balancing): readonly string[] {
  return [
    ...(balancing.interest === null ? [] : [capital(balancing.interest[lang])]),
    ...(balancing.necessity === null ? [] : [say('register.interest-necessity', { words: balancing.necessity })[lang]]),
    ...(balancing.outcome === null ? [] : [say('register.interest-outcome', { words: balancing.outcome })[lang]]),
    ...(balancing.decided === null ? [] : [say('register.interest-decided', { day: dayWords(balancing.decided, lang) })[lang]]),
    ...(balancing.review === null ? [] : [say('register.interest-review', { day: dayWords(balancing.review, lang) })[lang]]),
  ]
}

export function consentLines(writing: Writing, purpose: Purpose): readonly string[] {
  const terms = [purpose.consent, ...purpose.grounds.map((one) => one.consent)].filter((one) => one !== null)
  return [...new Set(terms.flatMap((one) => oneConsent(writing, one)))]
}

function oneConsent({ lang }: Writing, terms: ConsentTerms): readonly string[] {
  return [
    ...(terms.givenBy === null ? [] : [say('register.consent-given', { by: terms.givenBy })[lang]]),
    ...(terms.withdrawnBy.length === 0 ? [] : [say('register.consent-withdrawn', { by: terms.withdrawnBy.join(', ') })[lang]]),
  ]
}

/** Data of Art 9 and 10, and the identity number of Art 87, each with what it is. */
export function specialLines(writing: Writing, names: readonly string[]): readonly string[] {
  return names.flatMap((name) => {
    const cls = writing.policy.data.get(name)?.class ?? 'ordinary'
    return specialClasses.has(cls) || cls === 'criminal' || cls === 'national-id' ? [`${capital(dataLabel(writing, name))} (${wordOf('class', cls, writing.lang)})`] : []
  })
}

export function conditionLines(writing: Writing, purpose: Purpose): readonly string[] {
  return purpose.conditions.map(({ data, condition }) => say('register.condition', { data: capital(dataLabel(writing, data)), condition: wordOf('condition', condition, writing.lang) })[writing.lang])
}
