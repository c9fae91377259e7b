import { personal, seal, unseal, type Secrets } from '../platform/index.ts'
import type { CaseId, GivenIdentifier } from './case.ts'

/** The identifiers of a case, each sealed with a key that is the case's alone: destroying the key destroys them (Art 5(1)(e)). */
export interface Sealed {
  readonly n: number
  readonly kind: string
  readonly sealed: Buffer
}

export function sealIdentifiers(secrets: Secrets, id: CaseId, identifiers: readonly GivenIdentifier[]): { wrapped: Buffer; sealed: readonly Sealed[] } {
  const { key, wrapped } = secrets.newKey(keyPlace(id))
  const sealed = identifiers.map(({ kind, value }, n) => ({ n, kind, sealed: seal(key, value.reveal(), place(id, n)) }))
  key.fill(0)
  return { wrapped, sealed }
}

export function openIdentifiers(secrets: Secrets, id: CaseId, wrapped: Uint8Array, sealed: readonly Sealed[]): readonly GivenIdentifier[] {
  const key = secrets.unwrapKey(wrapped, keyPlace(id))
  const opened = sealed.map((one) => ({ kind: one.kind, value: personal(unseal(key, one.sealed, place(id, one.n)).toString('utf8')) }))
  key.fill(0)
  return opened
}

/** Under the newest secret; null where it is already. */
export function rewrapKey(secrets: Secrets, id: CaseId, wrapped: Uint8Array): Buffer | null {
  if (wrapped[0] === secrets.keyVersion) return null
  const key = secrets.unwrapKey(wrapped, keyPlace(id))
  const next = secrets.wrapKey(key, keyPlace(id))
  key.fill(0)
  return next
}

/** Words of a human about a case: kept after it is closed, for who has to answer for them, and never in clear. */
export function sealWords(secrets: Secrets, id: CaseId, words: string): Buffer {
  return secrets.encrypt('request words', words, `request ${id}`)
}

export function openWords(secrets: Secrets, id: CaseId, sealed: Uint8Array): string {
  return secrets.decrypt('request words', sealed, `request ${id}`).toString('utf8')
}

const keyPlace = (id: CaseId): string => `request ${id} key`
const place = (id: CaseId, n: number): string => `request ${id} identifier ${n}`
