import { readCsv } from './read-csv.ts'
import { readXlsx } from './read-xlsx.ts'
import type { Sheet } from './sheet.ts'

/** What a file is is told by its first bytes: names are often wrong. */
export async function readSheets(bytes: Uint8Array): Promise<readonly Sheet[]> {
  const zipped = bytes[0] === 0x50 && bytes[1] === 0x4b
  const old = bytes[0] === 0xd0 && bytes[1] === 0xcf
  return zipped || old ? readXlsx(bytes) : [readCsv(bytes)]
}
