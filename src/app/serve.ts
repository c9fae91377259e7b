import type { ServeOptions } from '../cli/index.ts'
import { shutdown } from '../platform/index.ts'
import { engineAhead } from './engine-ahead.ts'

/** Serves a policy until a signal stops it; without one, the demonstration. */
export async function serve(options: ServeOptions, env: Readonly<Record<string, string | undefined>> = process.env): Promise<number> {
  const ahead = engineAhead(env)
  try {
    const { untilStopped } = await import('./until-stopped.ts')
    return await untilStopped(options, env, ahead)
  } catch (error) {
    // What was opened until then would keep the process, and the engine, for as long as a connection idles.
    await shutdown()
    throw error
  }
}
