import { personal, problem } from '../platform/index.ts'
import type { System } from '../policy/model/index.ts'
import type { Connector, Hash, Session } from '../systems/index.ts'
import { resolveSettings } from '../systems/index.ts'

/** Every connector there is, read when a system needs it. To add one: its folder, its settings in policy/language/systems, and its name here. */
const connectors: Readonly<Record<string, () => Promise<Connector>>> = {
  postgres: async () => (await import('../systems/connectors/postgres/index.ts')).postgres,
}

export type OpenSession = (system: System, as: 'observe' | 'act') => Promise<Session>

/** Opens sessions of the policy's systems, with `\${ENV}` resolved from the environment only here. `zones`: the time zone of each controller. */
export function sessionsWith(hash: Hash, env: Readonly<Record<string, string | undefined>>, signal: AbortSignal, zones: ReadonlyMap<string, string> = new Map()): OpenSession {
  return async (system, as) => {
    const load = connectors[system.connector]
    if (load === undefined)
      throw problem('systems.unknown-connector', {
        attempted: `open a system with the connector ${system.connector}`,
        on: `systems.${system.name}`,
        next: `Connectors that exist: ${Object.keys(connectors).join(', ')}.`,
      })
    const connector = await load()
    return connector.open({ system, settings: resolveSettings(system, env), as, hash, signal, zones })
  }
}

/** A first systems.yaml for a database that nobody has mapped yet. */
export async function draftFrom(url: string, now: Temporal.Instant): Promise<string> {
  const { draftSystems } = await import('../systems/connectors/postgres/index.ts')
  return draftSystems(personal(url), now.toZonedDateTimeISO('UTC').year)
}
