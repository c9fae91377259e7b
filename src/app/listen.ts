import { serve } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Config } from '../platform/index.ts'
import { onShutdown, problem } from '../platform/index.ts'

/** Listens, and answers with the address. A port that is taken is said so, before anything else is started. */
export async function listen(app: Hono, config: Config): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const server = serve({ fetch: app.fetch, hostname: config.host, port: config.port }, (at) => resolve(at.port))
  server.once('error', (error: NodeJS.ErrnoException) =>
    reject(
      error.code === 'EADDRINUSE' || error.code === 'EACCES'
        ? problem('config.port-taken', {
            attempted: error.code === 'EACCES' ? `Port ${config.port} may not be opened by this user.` : `Port ${config.port} is taken by another program.`,
            next: 'Set PORT to another one, such as 8080.',
          })
        : error,
    ),
  )
  onShutdown('http', () => {
    const { promise: closed, resolve: done } = Promise.withResolvers<void>()
    server.close(() => done())
    if ('closeIdleConnections' in server) server.closeIdleConnections()
    return closed
  })
  const port = await promise
  return config.port === 0 ? config.publicUrl.replace(/:0$/, `:${port}`) : config.publicUrl
}
