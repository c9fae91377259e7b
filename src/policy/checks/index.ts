export { runChecks } from './run-checks.ts'
export type { CheckFinding } from './run-checks.ts'
export { checks } from './registry.ts'
export type { Check, Found } from './check.ts'
