export { openInstallation } from './open-installation.ts'
export { openLedger, openStore } from './open-store.ts'
export type { Store } from './open-store.ts'
export { serve } from './serve.ts'
