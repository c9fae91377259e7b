import type { Policy } from '../../model/index.ts'

/** What the policy declares that a systems file may name. */
export type Around = Pick<Policy, 'controllers' | 'people' | 'data' | 'purposes' | 'recipients' | 'events'>
