import type { ConsentTerms } from '../../model/index.ts'
import type { consent } from '../definition/purpose.ts'
import type { Read } from '../form/index.ts'

export function consentOf(said: Read<typeof consent> | undefined): ConsentTerms | null {
  if (said === undefined) return null
  return {
    givenBy: said['given-by'] ?? null, withdrawnBy: said['withdrawn-by'] ?? [], requiredFor: said['required-for'] ?? null,
    expires: said.expires ?? null, detriment: said.detriment ?? null, bundledWith: said['together-with'] ?? [],
  }
}
