import { join } from 'node:path'
import type { Installation } from '../cli/index.ts'
import { decideChanged } from '../decisions/index.ts'
import { observe } from '../people/index.ts'
import { onShutdown, problem } from '../platform/index.ts'
import { toDay } from '../policy/law/index.ts'
import { audit, turnOnMarks, watch } from '../status/index.ts'
import type { Actor } from '../work/index.ts'
import { removeEnvironmentFile, writeEnvironmentFile } from './environment-file.ts'
import { installationOn, readPolicy } from './open-installation.ts'
import { openStore } from './open-store.ts'
import { publish } from './publish.ts'
import { examplesDirectory, sampleDatabase } from './sample-database.ts'

export interface Demonstration {
  readonly installation: Installation
  says(url: string): string
}

/**
 * WinLas over a sample customer database in the embedded server: made once, observed once, marks turned on, so that the notice
 * is alive at once. Nothing is erased until somebody approves the first plan, as in an installation of one's own.
 */
export async function demonstrate(env: Readonly<Record<string, string | undefined>>, out: (text: string) => void): Promise<Demonstration> {
  const read = await readPolicy(join(examplesDirectory(), 'winlas'))
  const store = await openStore({ env, attach: false })
  onShutdown('engine', () => store.close())
  if (store.engine === null)
    throw problem('config.demonstration', {
      attempted: 'The demonstration brings its own database, and DATABASE_URL names another.',
      next: 'Unset DATABASE_URL, or serve a policy of your own: lofte serve POLICY.',
    })
  const zone = [...read.policy.controllers.values()][0]?.zone ?? 'Europe/Stockholm'
  const sample = await sampleDatabase(store.engine, toDay(store.config.clock.now(), zone))
  // Commands in another terminal find the sample database by this file.
  writeEnvironmentFile(store.config.dataDir, { CRM_URL: sample.url, CRM_ACT_URL: sample.url })
  onShutdown('engine', () => removeEnvironmentFile(store.config.dataDir))
  const installation = installationOn(store, read, env, true)
  await publish(installation)
  if (sample.made) await firstLook(installation, out)
  return { installation, says }
}

async function firstLook(installation: Installation, out: (text: string) => void): Promise<void> {
  const by: Actor = { kind: 'job', name: 'demonstration' }
  out('Looking at 5 000 invented people in a sample database …\n')
  await observe(installation.work(), by, { open: (system) => installation.openSession(system, 'observe') })
  await decideChanged(installation.work())
  await watch(installation.work(), by)
  await audit(installation.work(), by, { open: (system) => installation.openSession(system, 'observe') })
  await turnOnMarks(installation.work(), { kind: 'role', name: 'owner' }, 'all')
}

function says(url: string): string {
  return `
Löfte is running: ${url}

Three things to try, in another terminal:

  npx lofte plan examples/winlas                  what is due in the sample database, and why; changes nothing
  npx lofte sweep examples/winlas --approve PLAN  carries it out and reads back; then look at the page again
  npx lofte request open --right access --email okand333@kund1.example --policy examples/winlas
                                                  somebody asks what you have about them

Stop with Ctrl-C. Everything lies in .lofte/; delete it to start afresh.
`
}
