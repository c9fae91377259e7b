import { capital } from '../capital.ts'
import { citationText, parseCitation } from '../../policy/law/index.ts'
import type { Channel, Policy, Purpose } from '../../policy/model/index.ts'
import { say, sayList } from '../../policy/text/index.ts'
import type { Lang, MessageKey } from '../../policy/text/index.ts'
import type { Block } from '../document.ts'

/** Purposes with their ground, and the interest where that is the ground (Art 13(1)(c)–(d), 14(2)(b)). */
export function why(policy: Policy, lang: Lang): Block[] {
  const blocks: Block[] = [
    {
      kind: 'table',
      head: [say('notice.purpose')[lang], say('notice.about-whom')[lang], say('notice.data')[lang], say('notice.ground')[lang]],
      rows: [...policy.purposes.values()].map((purpose) => [
        purpose.why === null ? capital(purpose.label[lang]) : [capital(purpose.label[lang]), purpose.why[lang]],
        purpose.people.map((name) => policy.people.get(name)?.label[lang] ?? name),
        sayList(purpose.data.map((name) => policy.data.get(name)?.label[lang] ?? name), lang),
        groundOf(purpose, lang),
      ]),
    },
  ]
  if (policy.automatedDecisions === 'none') blocks.push({ kind: 'text', text: say('notice.not-automated')[lang] })
  else if (policy.automatedDecisions !== null) blocks.push({ kind: 'heading', text: say('notice.automated')[lang] }, { kind: 'text', text: policy.automatedDecisions[lang] })
  return blocks
}

function groundOf(purpose: Purpose, lang: Lang): string | string[] {
  if (purpose.channels.size > 0) return [...purpose.channels].map(([channel, ground]) => say(`notice.channel-${ground}`, { channel: channelName(channel, lang) })[lang])
  switch (purpose.ground) {
    case null:
      return ''
    case 'legitimate-interest': {
      const interest = purpose.balancing?.interest
      return interest === null || interest === undefined ? say('notice.ground-legitimate-interest-bare')[lang] : say('notice.ground-legitimate-interest', { interest })[lang]
    }
    case 'legal-obligation': {
      const law = lawOf(purpose, lang)
      return law === null ? say('notice.ground-legal-obligation')[lang] : say('notice.ground-legal-obligation-by', { law })[lang]
    }
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
