import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'

export interface SheetXml { readonly name: string; readonly rows: readonly (readonly string[])[]; readonly merged?: readonly string[] }

/** A workbook of parts as given: for what no spreadsheet program would write. */
export async function zipped(parts: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(typeof content === 'string' ? Buffer.from(content) : content, name)
  zip.end()
  return buffer(zip.outputStream)
}

/** A workbook as Excel writes it: shared strings, references, merged cells; every second text in parts of its own, as after formatting. */
export async function workbook(...sheets: readonly SheetXml[]): Promise<Buffer> {
  const strings: string[] = []
  const shared = (words: string): number => strings.push(words) - 1
  const parts: Record<string, string> = {
    '[Content_Types].xml': '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'xl/workbook.xml': `<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>${sheets.map((sheet, at) => `<sheet name="${xml(sheet.name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${sheets.map((_, at) => `<Relationship Id="rId${at + 1}" Type="x" Target="worksheets/sheet${at + 1}.xml"/>`).join('')}</Relationships>`,
  }
  sheets.forEach((sheet, number) => {
    const rows = sheet.rows.map((row, at) => `<row r="${at + 1}">${row.map((words, column) => (words === '' ? '' : `<c r="${letters(column)}${at + 1}" t="s"><v>${shared(words)}</v></c>`)).join('')}</row>`)
    parts[`xl/worksheets/sheet${number + 1}.xml`] = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows.join('')}</sheetData>${sheet.merged === undefined ? '' : `<mergeCells>${sheet.merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`}</worksheet>`
  })
  parts['xl/sharedStrings.xml'] = `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${strings.map((words, at) => (at % 2 === 0 ? `<si><t xml:space="preserve">${xml(words)}</t></si>` : `<si><r><t xml:space="preserve">${xml(words.slice(0, 2))}</t></r><r><rPr><b/></rPr><t xml:space="preserve">${xml(words.slice(2))}</t></r><rPh sb="0" eb="1"><t>läsning</t></rPh></si>`)).join('')}</sst>`
  return zipped(parts)
}

function letters(column: number): string {
  return String.fromCharCode(65 + column)
}

function xml(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll('\n', '&#10;')
}
