#!/usr/bin/env node
// Writes docs/problems.md: every code that the source can throw, with its statuses and what it says to do. With --check it compares.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const { ruleOf } = await import('../dist/src/platform/index.js')

const found = new Map()
for (const file of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).sort()) {
  if (!/\.tsx?$/.test(file)) continue
  const source = readFileSync(join(root, 'src', file), 'utf8')
  for (const match of source.matchAll(/\bproblem\(\s*['"]([a-z0-9.-]+)['"]/g)) {
    const after = source.slice(match.index, match.index + 900)
    const next = /\bnext:\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/.exec(after)
    const known = found.get(match[1]) ?? { next: new Set(), files: new Set() }
    if (next !== null && (after.indexOf("problem(", 8) < 0 || after.indexOf('problem(', 8) > next.index)) known.next.add((next[1] ?? next[2]).replaceAll("\\'", "'"))
    known.files.add(file)
    found.set(match[1], known)
  }
}

const lines = [
  '# Problems',
  '',
  'Every error has a stable code. It says what was attempted, on what, and what to do next; it never holds a personal value. On the command line it goes to standard error (with `--json` as an object); over HTTP it is a problem detail by RFC 9457.',
  '',
  '| code | HTTP | exit | what to do |',
  '| --- | --- | --- | --- |',
  ...[...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, { next }]) => {
    const rule = ruleOf(code)
    return `| <a id="${code.replaceAll('.', '-')}"></a>\`${code}\` | ${rule.status} | ${rule.exitCode} | ${[...next].join('<br>').replaceAll('|', '\\|') || 'It says so itself.'} |`
  }),
]
const text = `${lines.join('\n')}\n`
const target = join(root, 'docs', 'problems.md')
if (!process.argv.includes('--check')) writeFileSync(target, text)
else if (readFileSync(target, 'utf8') !== text) {
  console.error('error  docs.drifted\n   docs/problems.md does not name what the source throws.\n   Run npm run problems and commit it.')
  process.exitCode = 1
}
