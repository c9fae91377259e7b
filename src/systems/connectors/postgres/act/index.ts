export { applySteps } from './apply.ts'
export { verifySteps } from './verify.ts'
export { fateOf } from './fate.ts'
export type { ActContext, Look } from './context.ts'
