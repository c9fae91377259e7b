import type { Bench } from './figure.ts'
import { accessing } from './of-access.ts'
import { acting } from './of-act.ts'
import { checking } from './of-check.ts'
import { evidence } from './of-evidence.ts'
import { idling } from './of-idle.ts'
import { observing } from './of-observe.ts'
import { starting } from './of-start.ts'

/** Every bench there is. */
export const benches: readonly Bench[] = [evidence, observing, acting, idling, accessing, starting, checking]
