// Compiles src/ to dist/. Skips when the compiler is absent (an installed package ships dist/ already).
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const tsc = join(root, 'node_modules', '.bin', 'tsc')
if (!existsSync(tsc)) {
  if (existsSync(join(root, 'dist', 'src', 'main.js'))) process.exit(0)
  console.error('error  build.no-compiler\n   The TypeScript compiler is not installed. Run npm ci first.')
  process.exit(1)
}
const run = spawnSync(tsc, ['-p', join(root, 'tsconfig.json')], { stdio: 'inherit' })
process.exit(run.status ?? 1)
