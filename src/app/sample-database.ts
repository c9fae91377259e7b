import { readFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sampleArrivals, sampleTables } from '../../examples/winlas/database.ts'
import type { SampleSize, SampleTable } from '../../examples/winlas/database.ts'
import { copyIn, openDatabase } from '../platform/index.ts'
import type { Database, Engine } from '../platform/index.ts'
import type { Day } from '../policy/law/index.ts'
import { createDatabase } from './store.ts'

const database = 'winlas_crm'

/** The sample customer database beside ours, made on the first start. Answers with its address. */
export async function sampleDatabase(engine: Engine, today: Day, size?: SampleSize): Promise<{ url: string; made: boolean }> {
  const made = await createDatabase(engine.url('postgres'), database)
  if (made) await fill(engine.url(database), today, size)
  return { url: engine.url(database), made }
}

async function fill(url: string, today: Day, size: SampleSize | undefined): Promise<void> {
  const { pool, close } = await openDatabase({ url })
  try {
    await pool.query(await readFile(join(examplesDirectory(), 'winlas', 'schema.sql'), 'utf8'))
    for (const table of sampleTables(today, size)) await copyTable(pool, table)
    await pool.query('analyze')
  } finally {
    await close()
  }
}

/** Somebody imports old enquiries: they are due today, and nobody has looked at them yet. */
export async function letArrive(url: string, today: Day): Promise<void> {
  const { pool, close } = await openDatabase({ url })
  try {
    await copyTable(pool, sampleArrivals(today))
  } finally {
    await close()
  }
}

function copyTable(pool: Database['pool'], { table, columns, rows }: SampleTable): Promise<number> {
  return copyIn(pool, table, columns, rows.map((row) => row.map((value) => (typeof value === 'boolean' ? String(value) : value))))
}

/** `examples/` of this package, whether run from src/ or from dist/src/. */
export function examplesDirectory(): string {
  let at = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(at, 'package.json'))) at = dirname(at)
  return join(at, 'examples')
}
