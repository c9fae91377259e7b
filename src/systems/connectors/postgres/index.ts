export { postgres } from './open.ts'
export { draftSystems } from './draft/draft.ts'
