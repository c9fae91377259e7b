import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const places = [process.env['LOFTE_CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable']

/** A Chromium for the tests in a browser: the machine's own, or the distribution's where we may install it. */
export function chromium(): string {
  const found = there()
  if (found !== undefined) return found
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const options = { stdio: 'ignore', timeout: 600_000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const
    execFileSync('apt-get', ['update'], options)
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], options)
  }
  const installed = there()
  if (installed === undefined) throw new Error('No Chromium on this machine: install the package chromium, or name the program in LOFTE_CHROMIUM.')
  return installed
}

function there(): string | undefined {
  return places.find((place) => place !== undefined && existsSync(place))
}
