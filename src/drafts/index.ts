export { draftPolicy } from './register/draft-policy.ts'
export type { PolicyDraft } from './register/draft-policy.ts'
export { draftSystems } from './fides/draft-systems.ts'
