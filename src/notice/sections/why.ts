import { citationText, parseCitation } from '../../policy/law/index.ts'
import type { Channel, Policy, Purpose } from '../../policy/model/index.ts'
import { conditionText } from '../../policy/promises/index.ts'
import { say, sayList, sayLabels } from '../../policy/text/index.ts'
import type { Lang, MessageKey, Text } from '../../policy/text/index.ts'
import type { Block, Cell, Entry } from '../document.ts'
import { asSentence, capital, dataList, peopleLabels } from '../phrase.ts'

/** Purposes with their ground, and the interest where that is the ground (Art 13(1)(c)–(d), 14(2)(b)). */
export function why(policy: Policy, lang: Lang): Block[] {
  return [{ kind: 'entries', entries: [...policy.purposes.values()].map((purpose) => entryOf(policy, purpose, lang)) }, ...automated(policy, lang)]
}

function entryOf(policy: Policy, purpose: Purpose, lang: Lang): Entry {
  const facts: [string, Cell][] = [
    [say('notice.about-whom')[lang], capital(sayLabels(peopleLabels(policy, purpose.people, lang), lang, 'or'))],
    [say('notice.data')[lang], capital(dataList(policy, purpose.data, lang))],
    [say('notice.ground')[lang], groundOf(policy, purpose, lang)],
    ...(policy.controllers.size < 2 ? [] : [[say('notice.responsible-here')[lang], sayList(purpose.controllers.map((name) => policy.controllers.get(name)?.title ?? name), lang)] as [string, Cell]]),
    ...sourceOf(policy, purpose, lang),
    ...besides(policy, purpose, lang),
  ]
  return { title: capital(purpose.label[lang]), text: purpose.why === null ? null : asSentence(purpose.why[lang]), facts: facts.filter(([, cell]) => cell !== ''), for: purpose.people.length === 0 ? null : purpose.people }
}

/** For whom something is done that is not our own, when it applies at all, and what a machine decides (Art 13(2)(f), 28). */
function besides(policy: Policy, purpose: Purpose, lang: Lang): [string, Cell][] {
  const { automated: machine } = purpose
  const condition = conditionText(policy, purpose.when)
  const decided = [machine?.logic, machine?.consequences].flatMap((text) => (text == null ? [] : [asSentence(text[lang])]))
  return [
    ...(condition === null ? [] : [[say('notice.applies-when')[lang], capital(condition[lang])] as [string, Cell]]),
    ...(purpose.role === 'processor' && purpose.for !== null ? [[say('notice.on-behalf-of')[lang], capital(purpose.for[lang])] as [string, Cell]] : []),
    ...(decided.length === 0 ? [] : [[say('notice.decided-by-machine')[lang], decided] as [string, Cell]]),
  ]
}

/** From whom, where it does not come from themselves, and whether anybody can read it there (Art 14(2)(f)). When people are told is a promise. */
function sourceOf(policy: Policy, purpose: Purpose, lang: Lang): [string, Cell][] {
  const named = sourcesOf(policy, purpose)
  const open = new Set(purpose.publicSources.map((source) => source[lang]))
  const sources = [...new Set(named.map((source) => source[lang]))].map((source) => (open.has(source) ? say('notice.source-public', { source })[lang] : source))
  if (sources.length === 0) return []
  const { notTold } = purpose
  const untold = [notTold?.because == null ? null : asSentence(notTold.because[lang]), notTold?.published == null ? null : say('notice.told-published', { published: notTold.published })[lang]]
  return [[say('notice.source')[lang], [capital(sayList(sources, lang)), ...untold.filter((one) => one !== null)]]]
}

/** As the policy names them; else whom somebody is on record through: a referee, the applicant. */
export function sourcesOf(policy: Policy, purpose: Purpose): readonly Text[] {
  if (purpose.sources.length > 0) return purpose.sources
  const ofData = purpose.data.flatMap((name) => policy.data.get(name)?.source ?? [])
  if (ofData.length > 0) return ofData
  return purpose.people.flatMap((name) => { const through = policy.people.get(name)?.follows; return through == null ? [] : (policy.people.get(through)?.label ?? []) })
}

function automated(policy: Policy, lang: Lang): Block[] {
  if (policy.automatedDecisions === 'none') return [{ kind: 'text', text: say('notice.not-automated')[lang] }]
  if (policy.automatedDecisions === null) return []
  return [{ kind: 'heading', text: say('notice.automated')[lang] }, { kind: 'text', text: asSentence(policy.automatedDecisions[lang]) }]
}

/** Every ground, and when it is the one where there are several. */
export function groundOf(policy: Policy, purpose: Purpose, lang: Lang): Cell {
  const channels = [...purpose.channels].map(([channel, ground]) => say(`notice.channel-${ground}`, { channel: channelName(channel, lang) })[lang])
  const grounds = purpose.grounds.flatMap((one) => {
    const [ground, condition] = [lawfulGround({ ...purpose, ...one }, lang), conditionText(policy, one.when)]
    return ground === null ? [] : [condition === null ? ground : `${ground} (${condition[lang]})`]
  })
  const all = [...channels, ...grounds]
  return all.length === 1 ? (all[0] ?? '') : all
}

function lawfulGround(purpose: Purpose, lang: Lang): string | null {
  switch (purpose.ground) {
    case null:
      return null
    case 'legitimate-interest': {
      const interest = purpose.balancing?.interest
      return interest === null || interest === undefined ? say('notice.ground-legitimate-interest-bare')[lang] : say('notice.ground-legitimate-interest', { interest })[lang]
    }
    case 'legal-obligation': {
      const law = lawOf(purpose, lang)
      return law === null ? say('notice.ground-legal-obligation')[lang] : say('notice.ground-legal-obligation-by', { law })[lang]
    }
    case 'public-task': {
      // The task is laid down by law, which people are to be able to look up (Art 6(3)).
      const law = lawOf(purpose, lang)
      return law === null ? say('notice.ground-public-task')[lang] : say('notice.ground-public-task-by', { law })[lang]
    }
    case 'consent':
    case 'contract':
      return say(purpose.party === 'guardian' ? `notice.ground-${purpose.ground}-guardian` : `notice.ground-${purpose.ground}`)[lang]
    default:
      return say(`notice.ground-${purpose.ground}`)[lang]
  }
}

function lawOf(purpose: Purpose, lang: Lang): string | null {
  if (purpose.law !== null) {
    const cited = parseCitation(purpose.law)
    return cited === null ? purpose.law : citationText(cited, lang)
  }
  const end = purpose.keep.end
  return end?.kind === 'law' && end.law === 'se-bookkeeping' ? citationText('BFL 7:2', lang) : null
}

export function channelName(channel: Channel, lang: Lang): string {
  return say(`notice.${channel}` satisfies MessageKey)[lang]
}
