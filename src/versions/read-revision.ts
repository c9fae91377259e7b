import { execFile } from 'node:child_process'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { problem } from '../platform/index.ts'
import type { Sources } from '../policy/language/index.ts'
import { readSources } from '../sources/index.ts'

const run = promisify(execFile)

/** The policy as it stood in a revision of its git repository; null where there was none then. */
export async function readRevision(argument: string, revision: string): Promise<Sources | null> {
  const now = await readSources(argument)
  const { file } = now.policy
  const folder = dirname(file)
  // A name that begins with a dash would be read as an option.
  if (revision.startsWith('-') || (await git(folder, 'rev-parse', '--verify', '--quiet', `${revision}^{commit}`)) === null) {
    throw problem('usage.arguments', { attempted: 'git knows no such revision here.', on: basename(file), next: 'Name a branch, a tag or a commit that has been fetched, and a policy that lies in the repository.' })
  }
  const text = await git(folder, 'show', `${revision}:./${basename(file)}`)
  if (text === null) return null
  const systems = now.systems === null ? null : await git(folder, 'show', `${revision}:./systems.yaml`)
  return { policy: { file, text }, systems: systems === null ? null : { file: join(folder, 'systems.yaml'), text: systems } }
}

/** What git prints; null where it fails. Nothing goes by a shell. */
async function git(folder: string, ...args: readonly string[]): Promise<string | null> {
  try {
    return (await run('git', ['-C', folder, ...args], { maxBuffer: 16_000_000, timeout: 30_000 })).stdout
  } catch {
    return null
  }
}
