import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

type Env = Readonly<Record<string, string | undefined>>

const name = 'environment'

/**
 * The environment, with what stands in `.lofte/environment` for names that it does not set: `NAME=value`, a line each. Addresses of
 * systems can be kept there, mode 600, so that every command finds them.
 */
export function withEnvironmentFile(env: Env, dataDir: string): Env {
  let text: string
  try {
    text = readFileSync(join(dataDir, name), 'utf8')
  } catch {
    return env
  }
  const lines = text.split('\n').flatMap((line) => {
    const found = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/.exec(line.trim())
    return found === null ? [] : [[found[1] ?? '', found[2] ?? ''] as const]
  })
  return { ...Object.fromEntries(lines), ...env }
}

export function writeEnvironmentFile(dataDir: string, values: Readonly<Record<string, string>>): void {
  writeFileSync(join(dataDir, name), `${Object.entries(values).map(([key, value]) => `${key}=${value}`).join('\n')}\n`, { mode: 0o600 })
}

export function removeEnvironmentFile(dataDir: string): void {
  rmSync(join(dataDir, name), { force: true })
}
