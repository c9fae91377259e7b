import { comparePeriods } from '../law/index.ts'
import type { EndRule, Retention } from '../model/index.ts'

/** All that a retention says about its end as one rule: what is the least and the most are the later and the earlier of two. */
export function endOf({ end, atLeast, atMost }: Pick<Retention, 'end' | 'atLeast' | 'atMost'>): EndRule | null {
  if (end === null) return null
  const held: EndRule = atLeast === null ? end : { kind: 'last-of', rules: [end, atLeast] }
  return atMost === null ? held : { kind: 'first-of', rules: [held, atMost] }
}

/** Whether the first rule never ends later than the second, for whomever and whatever has happened. False where that cannot be shown. */
export function neverLater(a: EndRule, b: EndRule): boolean {
  if (a.kind === 'last-of') return a.rules.every((one) => neverLater(one, b))
  if (b.kind === 'first-of') return b.rules.every((one) => neverLater(a, one))
  if (a.kind === 'first-of') return a.rules.some((one) => neverLater(one, b))
  if (b.kind === 'last-of') return b.rules.some((one) => neverLater(a, one))
  if (b.kind === 'for-ever') return true
  const [first, second] = [counted(a), counted(b)]
  if (first !== null && second !== null) return countedNoLater(first, second)
  return JSON.stringify(a) === JSON.stringify(b)
}

type Counted = Extract<EndRule, { kind: 'after' }>

/** `until` and `while the relation lasts` end on the day of the event itself. */
function counted(rule: EndRule): Counted | null {
  switch (rule.kind) {
    case 'after': return rule
    case 'until': return { kind: 'after', period: {}, anchor: rule.event, or: [], roundUp: null, onlyAtLeast: false }
    case 'while-relation': return { kind: 'after', period: {}, anchor: 'relation-end', or: [], roundUp: null, onlyAtLeast: false }
    default: return null
  }
}

function countedNoLater(a: Counted, b: Counted): boolean {
  // Counted from different events, either may be the later. A further event for when the first is not known ends what would not end at all.
  if (a.anchor !== b.anchor || !b.or.every((event, i) => event === a.or[i])) return false
  // "At least two years" has no latest day: nothing but another such rule can be as late.
  if (a.onlyAtLeast && !b.onlyAtLeast) return false
  // What is so in most cases is later in some.
  if (a.normally === true && b.normally !== true) return false
  if (a.roundUp !== null && a.roundUp !== b.roundUp) {
    // Rounding up adds a year at most, where the other does not round at all.
    return b.roundUp === null && atMost(comparePeriods({ ...a.period, years: (a.period.years ?? 0) + 1 }, b.period))
  }
  return atMost(comparePeriods(a.period, b.period))
}

const atMost = (order: -1 | 0 | 1 | null): boolean => order === 0 || order === -1
