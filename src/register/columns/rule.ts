import { Document, isCollection } from 'yaml'
import { isoPeriod } from '../../policy/law/index.ts'
import type { EndRule, Retention, Then } from '../../policy/model/index.ts'

type Said = Readonly<Record<string, unknown>>

/** The rule as policy.yaml writes it, on one line: exact where words are not, and read back by `lofte init`. */
export function ruleLine(keep: Retention): string | null {
  const said = keepSaid(keep)
  if (said === null) return null
  const document = new Document(said, { aliasDuplicateObjects: false })
  if (isCollection(document.contents)) document.contents.flow = true
  return document.toString({ lineWidth: 0, flowCollectionPadding: true }).trim()
}

function keepSaid(keep: Retention): Said | null {
  const end = keep.end === null ? {} : ruleSaid(keep.end)
  if (keep.end?.kind === 'vague' || keep.end?.kind === 'instruction') return null
  const per = (rules: ReadonlyMap<string, Retention> | undefined): Said | null => {
    const said = [...(rules ?? [])].flatMap(([name, rule]) => {
      const one = keepSaid(rule)
      return one === null ? [] : [[name, one] as const]
    })
    return said.length === 0 ? null : Object.fromEntries(said)
  }
  const said = present({
    ...end, 'at-most': keep.atMost === null ? null : ruleSaid(keep.atMost), 'at-least': keep.atLeast === null ? null : ruleSaid(keep.atLeast),
    remind: keep.remind === null ? null : isoPeriod(keep.remind), renewable: keep.renewable ? true : null, unreachable: keep.unreachable === 'erase' ? 'erase' : null,
    review: keep.review === null ? null : { every: isoPeriod(keep.review.every), owner: keep.review.owner },
    then: keep.end === null || keep.end.kind === 'law' || keep.end.kind === 'for-ever' ? null : thenSaid(keep.then),
    'per-field': per(keep.perData), 'per-people': per(keep.perPeople),
  })
  return Object.keys(said).length === 0 ? null : said
}

function ruleSaid(rule: EndRule): Said {
  switch (rule.kind) {
    case 'after': {
      const length = rule.from === undefined ? isoPeriod(rule.period) : `${isoPeriod(rule.from)} to ${isoPeriod(rule.period)}`
      return present({ for: `${rule.normally === true ? 'normally ' : rule.onlyAtLeast ? 'at least ' : ''}${length}`, after: rule.anchor, or: rule.or.length === 0 ? null : rule.or, 'round-up': rule.roundUp })
    }
    case 'until': return { until: rule.event }
    case 'while-relation': return { while: 'relation' }
    case 'law': return { law: rule.law }
    case 'first-of': case 'last-of': return { [rule.kind]: rule.rules.map(ruleSaid) }
    case 'criterion': return present({ criterion: rule.text, 'review-on': rule.review })
    case 'for-ever': return present({ 'for-ever': true, law: rule.law })
    case 'no-start': return { for: isoPeriod(rule.period) }
    case 'instruction': case 'vague': return {}
  }
}

function thenSaid(then: Then): unknown {
  if (then.action === 'restrict') return then.for === null ? 'restrict' : { restrict: isoPeriod(then.for), then: then.then === null ? 'erase' : thenSaid(then.then) }
  return then.action === 'review' && then.owner !== null ? { review: then.owner } : then.action
}

function present(said: Record<string, unknown>): Said {
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null && value !== undefined))
}
