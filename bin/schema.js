#!/usr/bin/env node
// Writes schema/*.json from the definition of the language. A test compares what is written with what would be.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const { policySchema, systemsSchema } = await import('../dist/src/policy/language/index.js')
mkdirSync(join(root, 'schema'), { recursive: true })
for (const [name, schema] of [['policy', policySchema()], ['systems', systemsSchema()]]) {
  writeFileSync(join(root, 'schema', `${name}.schema.json`), `${JSON.stringify(schema, null, 2)}\n`)
}
