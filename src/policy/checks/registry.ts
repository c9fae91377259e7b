import type { Check } from './check.ts'
import { retentionNoStart } from './retention-no-start.ts'

/** Every check, in the order in which their findings are read. To add one: its file, and its name here. */
export const checks: readonly Check[] = [retentionNoStart]
