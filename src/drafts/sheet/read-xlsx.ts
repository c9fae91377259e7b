import { fromBufferPromise } from 'yauzl'
import type { Entry, ZipFile } from 'yauzl'
import { isProblem, problem } from '../../platform/index.ts'
import { most } from './sheet.ts'
import type { Sheet } from './sheet.ts'
import { sharedStrings, sheetCells, sheetsOf, targetsOf } from './xlsx-parts.ts'

/**
 * A workbook as Excel and LibreOffice save it: a zip of XML. Sizes are judged by what the archive says before anything is
 * unpacked, and while unpacking by what comes: an archive that says less than it holds is refused too.
 */
export async function readXlsx(bytes: Uint8Array): Promise<readonly Sheet[]> {
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) throw unreadable('The file is an older Excel workbook (.xls), or one with a password.')
  try {
    const parts = await openParts(bytes)
    const strings = parts.has('xl/sharedStrings.xml') ? sharedStrings(await parts.text('xl/sharedStrings.xml')) : []
    const targets = targetsOf(await parts.text('xl/_rels/workbook.xml.rels'))
    const sheets: Sheet[] = []
    for (const { name, relation } of sheetsOf(await parts.text('xl/workbook.xml')).slice(0, most.sheets)) {
      const target = targets.get(relation)
      if (target === undefined || !parts.has(target)) continue
      sheets.push({ name, ...sheetCells(await parts.text(target), strings) })
    }
    return sheets
  } catch (error) {
    // What the archive or its XML is wrong about is told in our words: theirs may hold what stands in the file.
    throw isProblem(error) ? error : unreadable('The workbook is broken or was cut off.')
  }
}

interface Parts { has(name: string): boolean; text(name: string): Promise<string> }

async function openParts(bytes: Uint8Array): Promise<Parts> {
  const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { lazyEntries: true })
  const entries = new Map<string, Entry>()
  let all = 0
  for await (const entry of zip.eachEntry()) {
    all += 1
    if (all > 2000) throw tooLarge('more parts')
    // Pictures, themes and the like are never unpacked.
    if (/^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|worksheets\/[\w-]+\.xml)$/.test(entry.fileName)) entries.set(entry.fileName, entry)
  }
  let left: number = most.characters
  return {
    has: (name) => entries.has(name),
    text(name) {
      const entry = entries.get(name)
      if (entry === undefined) throw unreadable('The file is no Excel workbook: a part of it is missing.')
      left -= entry.uncompressedSize
      if (left < 0) throw tooLarge('more text')
      return unpacked(zip, entry)
    },
  }
}

async function unpacked(zip: ZipFile, entry: Entry): Promise<string> {
  if (entry.isEncrypted()) throw unreadable('The workbook is protected by a password.')
  const chunks: Buffer[] = []
  for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer)
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
}

function tooLarge(what: string): Error {
  return problem('drafts.too-large', { attempted: `The workbook holds ${what} than a register of processing does.`, next: 'Save the sheet with the register alone, as .xlsx or .csv.' })
}

function unreadable(attempted: string): Error {
  return problem('drafts.unreadable', { attempted, next: 'Open it in a spreadsheet program and save it as .xlsx or .csv, without a password.' })
}
