#!/usr/bin/env node
// Writes schema/*.json from the definition of the language; with --check it only compares, and says which file is old.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const { policySchema, systemsSchema } = await import('../dist/src/policy/language/index.js')
const check = process.argv.includes('--check')
mkdirSync(join(root, 'schema'), { recursive: true })
for (const [name, schema] of [['policy', policySchema()], ['systems', systemsSchema()]]) {
  const file = join(root, 'schema', `${name}.schema.json`)
  const text = `${JSON.stringify(schema, null, 2)}\n`
  if (!check) writeFileSync(file, text)
  else if (readFileSync(file, 'utf8') !== text) {
    console.error(`error  schema.drifted\n   schema/${name}.schema.json is not what the language is defined as.\n   Run npm run schema and commit it.`)
    process.exitCode = 1
  }
}
