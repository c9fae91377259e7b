export { openInstallation } from './open-installation.ts'
export { openStore } from './open-store.ts'
export type { Store } from './open-store.ts'
