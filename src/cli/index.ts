export type { Installation, OpenOptions } from './deps.ts'
export type { Io } from './io.ts'
