import type { Db } from '../platform/index.ts'
import { findPerson, type HashedIdentifier } from '../people/index.ts'
import type { Policy } from '../policy/model/index.ts'
import type { Hash } from '../systems/index.ts'
import type { Concerned, GivenIdentifier, RequestScope } from './case.ts'

/** The identifiers as the index of each controller has them: hashes that say nothing elsewhere. What we hold as processor is not ours to search. */
export function hashedFor(policy: Policy, hash: Hash, identifiers: readonly GivenIdentifier[], scope: RequestScope): readonly HashedIdentifier[] {
  const controllers = scope.controller === undefined ? [...policy.controllers.keys()] : [scope.controller]
  return controllers.flatMap((controller) => identifiers.flatMap(({ kind, value }) => {
    const hashed = hash.identifier(kind, value.reveal(), controller)
    return hashed === null ? [] : [{ controller, kind, hash: hashed }]
  }))
}

/**
 * Whom the identifiers lead to. A verified identifier of a person is theirs; one that several names use may be a department's, and
 * one that nobody has verified (a family's phone) only suggests: both are for a human.
 */
export async function findConcerned(db: Db, hashed: readonly HashedIdentifier[]): Promise<readonly Concerned[]> {
  const found = await findPerson({ db }, hashed)
  return found.map(({ personId, controller, verified, mailbox }) => ({ personId, controller, standing: mailbox ? 'mailbox' : verified ? 'verified' : 'suggested' }))
}
