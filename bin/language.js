#!/usr/bin/env node
// Writes docs/language.md and docs/systems-language.md from the definition of the language. With --check it compares.
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const { policyReference, systemsReference } = await import('../dist/src/policy/language/reference/index.js')
const check = process.argv.includes('--check')
for (const [name, text] of [['language', policyReference()], ['systems-language', systemsReference()]]) {
  const file = join(root, 'docs', `${name}.md`)
  if (!check) writeFileSync(file, text)
  else if (readFileSync(file, 'utf8') !== text) {
    console.error(`error  docs.drifted\n   docs/${name}.md is not what the language is defined as.\n   Run npm run language and commit it.`)
    process.exitCode = 1
  }
}
