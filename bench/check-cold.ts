/** `node check-cold.js parse|check FOLDER`: how long it took in a process of its own, as a command has it: nothing is warm. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import { loadPolicy } from '../src/policy/language/index.ts'

const [what, folder = ''] = process.argv.slice(2)
const read = (file: string): { file: string; text: string } => ({ file, text: readFileSync(join(folder, file), 'utf8') })
const [policy, systems] = [read('policy.yaml'), read('systems.yaml')]
const began = performance.now()
if (what === 'parse') for (const { text } of [policy, systems]) parseDocument(text)
else {
  const error = loadPolicy({ policy, systems }).findings.find((finding) => finding.severity === 'error')
  if (error !== undefined) throw new Error(`${error.rule} ${error.path}`)
}
process.stdout.write(String(performance.now() - began))
