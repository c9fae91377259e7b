import type { Text } from '../text/index.ts'
import type { RulePath } from './path.ts'

/**
 * When something holds. Every part that is said has to hold; of several names within a part one is enough. `words` is what no
 * code can tell: while it is in doubt, data stays and a human is asked.
 */
export interface When {
  readonly at: RulePath
  readonly people: readonly string[]
  readonly data: readonly string[]
  readonly controllers: readonly string[]
  /** Countries and regions of the controller: `SE`, `AX`. */
  readonly places: readonly string[]
  readonly fromAge: number | null
  readonly underAge: number | null
  readonly words: Text | null
}
