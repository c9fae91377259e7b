import type { EndRule } from '../model/index.ts'
import { say } from '../text/index.ts'
import type { Text } from '../text/index.ts'
import { isoPeriod } from '../law/index.ts'
import { compareTimes, insteadOf, timeText } from './compare-times.ts'
import { neverLater } from './end-order.ts'
import { substanceOf } from './substance.ts'
import { byOrder } from './verdict.ts'
import type { Comparison } from './verdict.ts'

interface End { readonly end: EndRule; readonly when: Text }

/** Ending later is weaker. Where either may be the later, nobody can say. */
export function compareEnds(before: End, after: End): Comparison | null {
  if (substanceOf(before.end, 'with words') === substanceOf(after.end, 'with words')) return null
  const [earlier, later] = [neverLater(after.end, before.end), neverLater(before.end, after.end)]
  if (earlier && later) return null
  return { verdict: earlier ? 'stronger' : later ? 'weaker' : 'other', why: whyOf(before, after) }
}

function whyOf(before: End, after: End): Text {
  const [was, is] = [before.end, after.end]
  if (was.kind === 'after' && is.kind === 'after' && substanceOf({ ...was, period: null }, 'with words') === substanceOf({ ...is, period: null }, 'with words')) {
    return say('diff.kept', insteadOf(isoPeriod(was.period), isoPeriod(is.period)))
  }
  return say('diff.ends', { before: before.when, after: after.when })
}

/** Strictest first (decide.md 4). What a person or an archive does with it is another thing altogether. */
const strict: Readonly<Record<string, number>> = { erase: 3, anonymise: 2, restrict: 1, review: 0, archive: 0 }

export function compareThen(before: string, after: string): Comparison | null {
  if (before === after) return null
  const order = Math.sign((strict[after] ?? 0) - (strict[before] ?? 0)) as -1 | 0 | 1
  return byOrder(order === 0 ? null : order, say('diff.then', { before: thenText(before), after: thenText(after) }))
}

function thenText(then: string): Text {
  switch (then) {
    case 'anonymise': return say('diff.then-anonymise')
    case 'restrict': return say('diff.then-restrict')
    case 'review': return say('diff.then-review')
    case 'archive': return say('diff.then-archive')
    default: return say('diff.then-erase')
  }
}

interface Lock { readonly then: string; readonly lockedFor: string | null }

/** How long data that is out of use lies locked away: without a limit it never goes. */
export function compareLocks(before: Lock, after: Lock): Comparison | null {
  if (before.then !== 'restrict' || after.then !== 'restrict' || before.lockedFor === after.lockedFor) return null
  if (before.lockedFor !== null && after.lockedFor !== null) return byOrder(compareTimes(before.lockedFor, after.lockedFor), say('diff.locked', insteadOf(before.lockedFor, after.lockedFor)))
  const said = (time: string | null): Text => (time === null ? say('diff.no-limit') : timeText(time))
  return { verdict: after.lockedFor === null ? 'weaker' : 'stronger', why: say('diff.locked', { before: said(before.lockedFor), after: said(after.lockedFor) }) }
}

interface Hold { readonly end: EndRule | null; readonly period: string | null }

/** What a law holds longer is kept longer, whoever decided it. */
export function compareHolds(before: Hold, after: Hold): Comparison | null {
  if (before.end === null || after.end === null || before.period === null || after.period === null) return before.end === after.end ? null : { verdict: 'other', why: say('diff.changed') }
  const [earlier, later] = [neverLater(after.end, before.end), neverLater(before.end, after.end)]
  if (earlier && later) return null
  if (!earlier && !later) return { verdict: 'other', why: say('diff.changed') }
  return { verdict: earlier ? 'stronger' : 'weaker', why: say('diff.kept', insteadOf(before.period, after.period)) }
}
