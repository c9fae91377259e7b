export { postgres } from './open.ts'
