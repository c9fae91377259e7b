export type { Deps, Installation, Ledger, OpenOptions, ServeOptions } from './deps.ts'
export type { Io } from './io.ts'
