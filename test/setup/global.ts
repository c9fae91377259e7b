import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { migrate, openDatabase, startEngine } from '../../src/platform/index.ts'
import { openFolder } from './folder.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The cluster of this run, without fsync; `freshDatabase` makes databases on it. */
    readonly clusterUrl: string
    /** The migrated database that others are copied from, or why the migrations failed. */
    readonly template: { readonly name: string } | { readonly failed: string }
  }
}

/** One cluster per run, with a template that every migration has been applied to. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = openFolder('lofte-test-')
  const engine = await startEngine({ directory: join(directory, 'postgres'), connections: 600, fsync: false })
  project.provide('clusterUrl', engine.url('postgres'))
  project.provide('template', await makeTemplate(engine.url()))
  return async () => {
    await engine.stop()
    rmSync(directory, { recursive: true, force: true })
  }
}

/** A migration that fails must fail the tests that need it, not those of a connector beside it. */
async function makeTemplate(url: string): Promise<{ name: string } | { failed: string }> {
  const database = await openDatabase({ url, poolSize: 2 })
  try {
    await migrate(database, { now: Temporal.Instant.from('2026-01-01T00:00:00Z') })
    return { name: 'lofte' }
  } catch (error) {
    return { failed: error instanceof Error ? `${error.message} ${(error as { on?: string }).on ?? ''}` : 'unknown' }
  } finally {
    await database.close()
  }
}
