import { hashFor } from '../systems/index.ts'
import type { Work } from '../work/index.ts'
import { realmOf } from './mapping.ts'
import { takeObserving } from './store-observing.ts'
import { clearStaging } from './store-staging.ts'
import { isRotated, noteRotated, realmsBefore, rotateClaims, rotateMarks, rotateTombstones } from './store-rotation.ts'

/** Before anybody is looked for by an identifier. One process rotates; the others wait until it is done, or observing is. */
export async function takeOnKeys(work: Pick<Work, 'pool' | 'policy' | 'secrets' | 'clock' | 'signal'>): Promise<void> {
  for (;;) {
    if (work.secrets.keyVersion === 1 || (await isRotated(work.pool, work.secrets.keyVersion))) return
    const free = await takeObserving(work.pool)
    if (free !== null) {
      try {
        return await rotateKeys(work)
      } finally {
        await free()
      }
    }
    work.signal.throwIfAborted()
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

/**
 * After a new secret: what the index holds is hashed once more, under the new key, so that everybody is found as who they are
 * (act.md, People). In batches, each its own transaction: cut off, it goes on with what is left. Rows' sealed keys are names that
 * plans and journals bear too, and stay as they are.
 */
export async function rotateKeys(work: Pick<Work, 'pool' | 'policy' | 'secrets' | 'clock' | 'signal'>): Promise<void> {
  const version = work.secrets.keyVersion
  if (version === 1 || (await isRotated(work.pool, version))) return
  const hash = hashFor(work)
  const now = work.clock.now().toString()
  await clearStaging(work.pool) // pages staged under the earlier secret are read once more
  const client = await work.pool.connect()
  try {
    for (const realm of await realmsBefore(work.pool, version)) {
      const controllers = keyedFor(work, realm)
      for (const table of ['identifier_claim', 'unverified'] as const) {
        while ((await rotateClaims(client, table, realm, controllers, version, hash, now)) > 0) work.signal.throwIfAborted()
      }
    }
    await rotateTombstones(client, (realm) => keyedFor(work, realm), version, hash)
    // Cleared rows before the others: one that no longer looks as we left it would be taken for somebody's again.
    await rotateMarks(client, 'emptied', hash)
    await rotateMarks(client, 'location', hash)
  } finally {
    client.release()
  }
  await noteRotated(work.pool, version, now)
}

/**
 * Whose keys the hashes of a realm may be made with: those of its tables' controllers. What one processor agreement keeps for several
 * does not say which of them, so it is taken on under each: what was made with another's key is then a hash of nothing, leads nobody
 * anywhere, and goes with the next pass over everything.
 */
function keyedFor({ policy }: Pick<Work, 'policy'>, realm: string): readonly string[] {
  const controllers = new Set<string>()
  for (const system of policy.systems.values()) for (const table of system.tables.values()) if (realmOf(system, table) === realm) controllers.add(table.controller)
  return controllers.size > 0 ? [...controllers] : [realm.slice(realm.indexOf(':') + 1)]
}
