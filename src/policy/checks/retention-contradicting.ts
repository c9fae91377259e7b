import { comparePeriods } from '../law/index.ts'
import type { Period } from '../law/index.ts'
import type { EndRule, Retention } from '../model/index.ts'
import { periodText } from '../text/index.ts'
import type { Text } from '../text/index.ts'
import { retentions } from './retentions.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** Two lengths from the same start, a floor above its ceiling, or rules beside each other: which one holds? */
export const retentionContradicting: Check = {
  id: 'retention.contradicting', severity: 'warning', law: ['GDPR 5(1)(e)', 'GDPR 13(2)(a)'],
  *find(policy) {
    for (const { purpose, keep } of retentions(policy)) {
      if (keep.beside !== undefined) {
        const count = String(keep.beside.length + 1)
        yield {
          at: keep.at,
          message: words(`För ${purpose.name} står ${count} regler bredvid varandra. Vilken gäller?`, `For ${purpose.name}, ${count} rules stand beside each other. Which one holds?`, `For ${purpose.name} står ${count} regler ved siden av hverandre. Hvilken gjelder?`),
          instead: words('Skriv first-of: [ … ] om den som inträffar först gäller, last-of om den sista gör det, eller at-most för ett tak.', 'Write first-of: [ … ] if the one that happens first holds, last-of if the last does, or at-most for a ceiling.', 'Skriv first-of: [ … ] hvis den som inntreffer først gjelder, last-of hvis den siste gjør det, eller at-most for et tak.'),
        }
        continue
      }
      const clash = clashIn(keep)
      if (clash === null) continue
      const [one, other] = clash.map((period) => periodText(period)) as [Text, Text]
      yield {
        at: keep.at,
        message: words(`Både ${one.sv} och ${other.sv} sägs gälla.`, `Both ${one.en} and ${other.en} are said to hold.`, `Både ${one.no} og ${other.no} sies å gjelde.`),
        instead: words('Behåll den som ni följer.', 'Keep the one that you follow.', 'Behold den dere følger.'),
      }
    }
  },
}

type After = Extract<EndRule, { kind: 'after' }>

const isAfter = (rule: EndRule | null): rule is After => rule?.kind === 'after'

/** A floor above a ceiling, a length above its own ceiling, or two lengths from the same start in one choice. */
function clashIn(keep: Retention): readonly [Period, Period] | null {
  const pairs: (readonly [EndRule | null, EndRule | null])[] = [[keep.atMost, keep.end], [keep.atMost, keep.atLeast], [keep.end?.kind === 'after' && !keep.end.onlyAtLeast ? keep.end : null, keep.atLeast]]
  for (const [ceiling, floor] of pairs) {
    if (isAfter(ceiling) && isAfter(floor) && ceiling.anchor === floor.anchor && comparePeriods(ceiling.period, floor.period) === -1) return [floor.period, ceiling.period]
  }
  if (keep.end?.kind !== 'first-of' && keep.end?.kind !== 'last-of') return null
  const rules = keep.end.rules.filter(isAfter)
  for (const [index, one] of rules.entries()) {
    const twin = rules.slice(index + 1).find((other) => other.anchor === one.anchor && comparePeriods(other.period, one.period) !== 0)
    if (twin !== undefined) return [one.period, twin.period]
  }
  return null
}
