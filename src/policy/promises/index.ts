export { kindNamed, kinds, promisesOf, scopeOf } from './registry.ts'
export type { Scope } from './registry.ts'
export type { NoticeSection, PolicyPromise, PromiseKind, SystemNeed, Terms, Verdict } from './kind.ts'
export type { ControlName, GaugeName } from './names.ts'
