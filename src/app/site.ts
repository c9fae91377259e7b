import type { Installation } from '../cli/index.ts'
import { compareWithOutside, isReadOnly, unsealedAge } from '../evidence/index.ts'
import { marksOf } from '../notice/index.ts'
import { metrics } from '../platform/index.ts'
import { toDay } from '../policy/law/index.ts'
import { documentOf, listVersions } from '../versions/index.ts'
import type { Site } from '../web/index.ts'

/** What the pages are given of an installation. */
export function siteOf(installation: Installation, fixedClock: string | null): Site {
  const { db } = installation.database
  const { policy } = installation.work()
  const zone = [...policy.controllers.values()][0]?.zone ?? 'Europe/Stockholm'
  return {
    policy,
    today: () => toDay(installation.config.clock.now(), zone),
    marks: (lang) => marksOf(installation.work(), lang),
    versions: () => listVersions(db),
    versionDocument: (number, lang) => documentOf(db, number, lang),
    notReady: async () => {
      try {
        return isReadOnly(await compareWithOutside(db, installation.sinks)) ? ['evidence.behind'] : []
      } catch {
        return ['database.unreachable']
      }
    },
    metrics: async () => {
      const unsealed = await unsealedAge(db, installation.config.clock.now())
      metrics.gauge('lofte_evidence_unsealed_seconds', {}, unsealed.seconds)
      const { pool } = installation.database
      metrics.gauge('lofte_database_connections', { state: 'idle' }, pool.idleCount)
      metrics.gauge('lofte_database_connections', { state: 'busy' }, pool.totalCount - pool.idleCount)
      metrics.gauge('lofte_database_connections', { state: 'waiting' }, pool.waitingCount)
      return metrics.render()
    },
    fixedClock,
  }
}
