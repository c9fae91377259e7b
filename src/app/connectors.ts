import { personal, problem } from '../platform/index.ts'
import type { System } from '../policy/model/index.ts'
import type { Connector, Hash, Session } from '../systems/index.ts'
import { resolveSettings } from '../systems/index.ts'
import { draftSystems, postgres } from '../systems/connectors/postgres/index.ts'

/** Every connector there is. To add one: its folder, its settings in policy/language/systems, and its name here. */
const connectors: Readonly<Record<string, Connector>> = { postgres }

export type OpenSession = (system: System, as: 'observe' | 'act') => Promise<Session>

/** Opens sessions of the policy's systems, with `\${ENV}` resolved from the environment only here. `zones`: the time zone of each controller. */
export function sessionsWith(hash: Hash, env: Readonly<Record<string, string | undefined>>, signal: AbortSignal, zones: ReadonlyMap<string, string> = new Map()): OpenSession {
  return async (system, as) => {
    const connector = connectors[system.connector]
    if (connector === undefined)
      throw problem('systems.unknown-connector', {
        attempted: `open a system with the connector ${system.connector}`,
        on: `systems.${system.name}`,
        next: `Connectors that exist: ${Object.keys(connectors).join(', ')}.`,
      })
    return connector.open({ system, settings: resolveSettings(system, env), as, hash, signal, zones })
  }
}

/** A first systems.yaml for a database that nobody has mapped yet. */
export function draftFrom(url: string, now: Temporal.Instant): Promise<string> {
  return draftSystems(personal(url), now.toZonedDateTimeISO('UTC').year)
}
