import { accessSync, constants, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { spawn, type ChildProcess } from 'node:child_process'

const nobody = 65_534

/** The user that a program started by `asAnotherUser` runs as. */
export const anotherUser = process.getuid?.() === 0 ? nobody : (process.getuid?.() ?? nobody)

/**
 * Starts a Node program as a user who is not root: as `nobody` where the tests run as root, else as whoever runs them. A
 * checkout under root's closed home is made readable to it by a capability, since the mode of the folders is not ours to change.
 */
export function asAnotherUser(args: readonly string[], env: NodeJS.ProcessEnv = process.env): ChildProcess {
  const options = { env, stdio: ['ignore', 'pipe', 'inherit'] as ['ignore', 'pipe', 'inherit'] }
  if (process.getuid?.() !== 0) return spawn(process.execPath, args, options)
  if (open(process.execPath) && open(import.meta.filename)) return spawn(process.execPath, args, { ...options, uid: nobody, gid: nobody })
  const caps = ['--inh-caps=+dac_read_search', '--ambient-caps=+dac_read_search']
  return spawn('setpriv', [`--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups', ...caps, process.execPath, ...args], options)
}

function open(file: string): boolean {
  accessSync(file, constants.R_OK)
  for (let at = dirname(file); at !== dirname(at); at = dirname(at)) if ((statSync(at).mode & 0o001) === 0) return false
  return true
}
