import type { Installation, ServeOptions } from '../cli/index.ts'
import { onShutdown, readConfig } from '../platform/index.ts'
import { renewalRoutes, routes } from '../web/index.ts'
import type { EngineAhead } from './engine-ahead.ts'
import { listen } from './listen.ts'
import { installationOn, readPolicy } from './open-installation.ts'
import { openStore } from './open-store.ts'
import { publish } from './publish.ts'
import { siteOf } from './site.ts'

type Env = Readonly<Record<string, string | undefined>>

/** The page answers first: jobs are started after, so that a restart is short for those who read. */
export async function untilStopped(options: ServeOptions, env: Env, ahead: EngineAhead | null): Promise<number> {
  const stopped = Promise.withResolvers<number>()
  if (options.policy === null) {
    const { demonstrate } = await import('./demonstration.ts')
    const demonstration = await demonstrate(env, options.out, ahead)
    await run(demonstration.installation, demonstration.says)
    return stopped.promise
  }
  const read = await readPolicy(options.policy)
  const store = await openStore({ env, attach: false, ahead })
  onShutdown('engine', () => store.close())
  const installation = installationOn(store, read, env)
  await publish(installation)
  await run(installation, (url) => `Löfte serves ${read.policy.file} at ${url}\n`)
  return stopped.promise

  async function run(on: Installation, says: (url: string) => string): Promise<void> {
    const fixed = readConfig(env).clock
    const site = siteOf(on, env['LOFTE_CLOCK'] === undefined ? null : fixed.now().toString())
    const url = await listen(routes(site, [renewalRoutes({ site, work: () => on.work() })]), on.config)
    options.out(says(url))
    const { firstRound, startSchedule } = await import('./jobs.ts')
    await firstRound(on, await startSchedule(on))
  }
}
