import type { Bench } from './figure.ts'
import { evidence } from './of-evidence.ts'
import { acting } from './of-act.ts'
import { observing } from './of-observe.ts'

/** Every bench there is. */
export const benches: readonly Bench[] = [evidence, observing, acting]
