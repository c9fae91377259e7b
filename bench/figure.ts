import type { Engine } from '../src/platform/index.ts'

/** One comparison: ours against the baseline in the same run. `aim` is the largest ratio that is good enough. */
export interface Figure {
  readonly name: string
  readonly ours: number
  readonly baseline: number
  readonly ratio: number
  readonly aim: number
  readonly unit: string
}

export interface BenchContext {
  readonly engine: Engine
  readonly people: number
  readonly rounds: number
  readonly smoke: boolean
}

export interface Bench {
  readonly name: string
  run(context: BenchContext): Promise<readonly Figure[]>
}
