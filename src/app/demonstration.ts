import { join } from 'node:path'
import type { Installation } from '../cli/index.ts'
import { decideChanged } from '../decisions/index.ts'
import { seal } from '../evidence/index.ts'
import { openTransport } from '../messages/index.ts'
import { observe } from '../people/index.ts'
import { sweep } from '../plans/index.ts'
import { remind } from '../retention/index.ts'
import { onShutdown, problem } from '../platform/index.ts'
import { toDay } from '../policy/law/index.ts'
import type { Day } from '../policy/law/index.ts'
import type { System } from '../policy/model/index.ts'
import { audit, ran, turnOnMarks, watch } from '../status/index.ts'
import type { Actor } from '../work/index.ts'
import type { EngineAhead } from './engine-ahead.ts'
import { removeEnvironmentFile, writeEnvironmentFile } from './environment-file.ts'
import { installationOn, readPolicy } from './open-installation.ts'
import { openStore } from './open-store.ts'
import { publish } from './publish.ts'
import { examplesDirectory, letArrive, sampleDatabase } from './sample-database.ts'

export interface Demonstration {
  readonly installation: Installation
  says(url: string): string
}

/**
 * WinLas over a sample customer database in the embedded server: made once, observed once, marks turned on, so that the notice
 * is alive at once.
 */
export async function demonstrate(env: Readonly<Record<string, string | undefined>>, out: (text: string) => void, ahead: EngineAhead | null): Promise<Demonstration> {
  const read = await readPolicy(join(examplesDirectory(), 'winlas'))
  const store = await openStore({ env, attach: false, ahead })
  onShutdown('engine', () => store.close())
  if (store.engine === null)
    throw problem('config.demonstration', {
      attempted: 'The demonstration brings its own database, and DATABASE_URL names another.',
      next: 'Unset DATABASE_URL, or serve a policy of your own: lofte serve POLICY.',
    })
  const zone = [...read.policy.controllers.values()][0]?.zone ?? 'Europe/Stockholm'
  const today = toDay(store.config.clock.now(), zone)
  const sample = await sampleDatabase(store.engine, today)
  // Commands in another terminal find the sample database by this file.
  writeEnvironmentFile(store.config.dataDir, { CRM_URL: sample.url, CRM_ACT_URL: sample.url })
  onShutdown('engine', () => removeEnvironmentFile(store.config.dataDir))
  const installation = installationOn(store, read, env, true)
  await publish(installation)
  if (sample.made) await firstLook(installation, sample.url, today, out)
  return { installation, says }
}

/**
 * What a first day has behind it: observed, the first plan approved and carried out, reminders written to the sink, audited: all
 * by the same actions as anywhere else. What arrives after that is left for the reader to carry out.
 */
async function firstLook(installation: Installation, sample: string, today: Day, out: (text: string) => void): Promise<void> {
  const by: Actor = { kind: 'job', name: 'demonstration' }
  const owner: Actor = { kind: 'role', name: 'owner' }
  const open = (as: 'observe' | 'act') => (system: System) => installation.openSession(system, as)
  out('Looking at 5 000 invented people in a sample database …\n')
  await observe(installation.work(), by, { open: open('observe') })
  await decideChanged(installation.work())
  await ran(installation.work(), 'sweep', async () => {
    const first = await sweep(installation.work(), by, { open: open('act') })
    if (first.held.length > 0) await sweep(installation.work(), owner, { open: open('act'), approve: first.plan.id })
  })
  await ran(installation.work(), 'reminder', async () => {
    await using transport = openTransport(installation.config.mail)
    return await remind(installation.work(), by, { open: open('observe'), publicUrl: installation.config.publicUrl, transport, sinkCounts: true })
  })
  await letArrive(sample, today)
  await observe(installation.work(), by, { open: open('observe') })
  await decideChanged(installation.work())
  await watch(installation.work(), by)
  await audit(installation.work(), by, { open: open('observe') })
  await turnOnMarks(installation.work(), owner, 'all')
  await seal(installation.work(), { sinks: installation.sinks })
}

function says(url: string): string {
  return `
Löfte is running: ${url}

Three things to try, in another terminal:

  npx lofte plan examples/winlas     what falls due today in the sample database, and why; changes nothing
  npx lofte sweep examples/winlas    carries it out and reads back; then look at the page again
  npx lofte request open --right access --email okand333@kund1.example --policy examples/winlas
                                     somebody asks what you have about them

Stop with Ctrl-C. Everything lies in .lofte/; delete it to start afresh.
`
}
