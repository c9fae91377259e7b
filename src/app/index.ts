import type { draftFrom as draft } from './connectors.ts'
import type { openInstallation as open } from './open-installation.ts'
import type { openLedger as ledger } from './open-store.ts'
import type { serve as server } from './serve.ts'

// Each loads what it needs when it is called: the file that serves pages starts the database first, and reads the rest meanwhile.
export const openInstallation: typeof open = async (...given) => (await import('./open-installation.ts')).openInstallation(...given)
export const openLedger: typeof ledger = async (...given) => (await import('./open-store.ts')).openLedger(...given)
export const serve: typeof server = async (...given) => (await import('./serve.ts')).serve(...given)
export const draftFrom: typeof draft = async (...given) => (await import('./connectors.ts')).draftFrom(...given)
