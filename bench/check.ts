import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface CheckFigures {
  /** The two files read by the yaml library alone, in a process of its own. */
  readonly parse: number
  /** Compiled and checked, in a process of its own. */
  readonly check: number
  /** `node -e ''`. */
  readonly bare: number
  /** `lofte check FOLDER`, from its start to its end. */
  readonly command: number
}

/** A policy and a systems file with so many purposes and tables, as a large organisation would write them. */
export function largePolicy(purposes: number, tables: number): { readonly policy: string; readonly systems: string } {
  const each = (count: number, write: (i: number) => string): string => Array.from({ length: count }, (_, i) => write(i)).join('')
  return {
    policy: `lofte: 1
controllers:
  big: { name: Storbolaget AB, country: SE, registration: 559999-0199, address: "Storgatan 1, 999 99 Exempelstad", contact: dataskydd@big.example, fiscal-year: 01-01..12-31 }
effective: 2027-01-01
languages: [sv, en]
authority: IMY
automated-decisions: none
data:
${each(purposes, (i) => `  item-${i}: { label: { sv: uppgift ${i}, en: item ${i} } }\n`)}people:
  customer: {}
purposes:
${each(purposes, (i) => `  purpose-${i}:
    label: { sv: ändamål ${i}, en: purpose ${i} }
    why: { sv: Det behövs för ${i}., en: It is needed for ${i}. }
    people: [customer]
    data: [name, email, item-${i}]
    ground: contract
    keep: { for: ${1 + (i % 9)} years, after: last-activity, remind: 30 days, then: erase }
`)}recipients:
  hosting: { kind: processor, country: SE, agreement: { signed: 2026-01-10, expires: 2029-01-10 } }
`,
    systems: `crm:
  connector: postgres
  url: "\${CRM_URL}"
  country: SE
  recipient: hosting
  tables:
${each(tables, (i) => `    table_${i}:
      key: id
      relation: customer
      person: { email: email }
      data: { full_name: name, email: email, value: item-${i % purposes} }
      activity: last_seen
      created: created_at
      purposes: [purpose-${i % purposes}]
`)}`,
  }
}

export function measureCheck(purposes: number, tables: number, lofte: string): CheckFigures {
  const { policy, systems } = largePolicy(purposes, tables)
  const folder = mkdtempSync(join(tmpdir(), 'lofte-bench-check-'))
  try {
    writeFileSync(join(folder, 'policy.yaml'), policy)
    writeFileSync(join(folder, 'systems.yaml'), systems)
    const cold = (what: 'parse' | 'check'): number => Number(run([join(import.meta.dirname, 'check-cold.js'), what, folder]))
    const [parse, check] = [cold('parse'), cold('check')]
    return { parse, check, bare: timed(() => void run(['-e', ''])), command: timed(() => void run([lofte, 'check', folder])) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function run(args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...args], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr.slice(0, 500))
  return stdout
}

function timed(work: () => void): number {
  const began = performance.now()
  work()
  return performance.now() - began
}
