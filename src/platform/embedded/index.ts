export { attachEngine } from './attach-engine.ts'
export { whereIs } from './home.ts'
export { startEngine } from './start-engine.ts'
export type { Engine, EngineOptions } from './start-engine.ts'
