export type * from './contract.ts'
export { keyText, keyValues, refText } from './ref.ts'
