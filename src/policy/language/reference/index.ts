export { baseNames, basePolicy, baseSystems } from './base.ts'
export { policySections, systemsSections } from './sections.ts'
export type { ReferenceSection } from './sections.ts'
export { policyReference, systemsReference } from './write.ts'
