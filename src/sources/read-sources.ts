import { readFile, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { problem } from '../problems/index.ts'
import type { Sources } from '../policy/language/index.ts'

/** A POLICY argument is the file, or its folder; `systems.yaml` beside it may be missing. */
export async function readSources(argument: string): Promise<Sources> {
  const file = await policyFile(argument)
  const systems = join(dirname(file), 'systems.yaml')
  const beside = (await belongsTo(file)) && (await exists(systems))
  return {
    policy: { file, text: await readText(file) },
    systems: beside ? { file: systems, text: await readText(systems) } : null,
  }
}

/** The systems of a folder are those of its policy.yaml; another file beside that one stands alone. */
async function belongsTo(file: string): Promise<boolean> {
  return basename(file) === 'policy.yaml' || !(await exists(join(dirname(file), 'policy.yaml')))
}

async function policyFile(argument: string): Promise<string> {
  const found = await stat(argument).catch(() => null)
  if (found?.isDirectory() === true) return join(argument, 'policy.yaml')
  return argument
}

/** More than the compiler takes is not read at all. */
const most = 8_000_000

async function readText(file: string): Promise<string> {
  const found = await stat(file).catch(() => null)
  if (found === null || !found.isFile()) throw problem('usage.file-not-found', { attempted: 'There is no policy file there.', on: basename(file), next: 'Name the file, or the folder that holds policy.yaml.' })
  if (found.size > most) throw problem('usage.file-not-found', { attempted: 'The file is far larger than a policy can be.', on: basename(file), next: 'A policy is at most 1 MB.' })
  // What is not UTF-8 becomes the replacement character, which the compiler points at with line and column.
  return new TextDecoder('utf-8').decode(await readFile(file))
}

async function exists(file: string): Promise<boolean> {
  return (await stat(file).catch(() => null))?.isFile() === true
}
