import Document from 'pdfkit'
import { say, sayDay } from '../../policy/text/index.ts'
import type { Lang } from '../../policy/text/index.ts'
import { headingOf } from '../headings.ts'
import type { Entry, Register } from '../register.ts'
import { writable } from './writable.ts'

type Pdf = PDFKit.PDFDocument
type Structure = PDFKit.PDFStructureElement

const tags: Readonly<Record<Lang, string>> = { sv: 'sv-SE', en: 'en-GB', no: 'nb-NO' }
const margin = 50
const labelWidth = 140
const gap = 12

/** The registers on paper: A4, tagged so that it can be read aloud, with title and language. `made` is the instant it is drawn up. */
export async function renderPdf(registers: readonly Register[], made: Temporal.Instant): Promise<Uint8Array> {
  const [first] = registers
  const lang = first?.lang ?? 'en'
  const title = `${say('register.title')[lang]} · ${registers.map((one) => one.organisation).join(', ')}`
  const pdf = new Document({
    size: 'A4', margins: { top: margin, left: margin, right: margin, bottom: margin + 20 }, pdfVersion: '1.7', tagged: true, lang: tags[lang], displayTitle: true, bufferPages: true,
    info: { Title: title, Author: registers.map((one) => one.organisation).join(', '), CreationDate: new Date(made.epochMilliseconds), ModDate: new Date(made.epochMilliseconds) },
  })
  const chunks: Uint8Array[] = []
  pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk))
  const ended = new Promise<void>((resolve, reject) => {
    pdf.on('end', resolve)
    pdf.on('error', reject)
  })
  new Paper(pdf, lang).write(registers)
  pdf.end()
  await ended
  return Buffer.concat(chunks)
}

class Paper {
  readonly #pdf: Pdf
  readonly #lang: Lang
  #whole = true

  constructor(pdf: Pdf, lang: Lang) {
    this.#pdf = pdf
    this.#lang = lang
  }

  write(registers: readonly Register[]): void {
    const [first] = registers
    const lang = this.#lang
    const root = this.#pdf.struct('Document')
    this.#pdf.addStructure(root)
    this.#line(root, 'H1', say('register.title')[lang], { size: 22, bold: true, after: 4 })
    if (first !== undefined) {
      this.#line(root, 'P', say(first.as === 'controller' ? 'register.of-controller' : 'register.of-processor')[lang], { size: 11, after: 2 })
      this.#line(root, 'P', say('register.lead', { day: sayDay(first.effective, lang), version: first.version.slice(0, 12) })[lang], { size: 9.5, after: 14 })
    }
    for (const register of registers) this.#register(root, register)
    if (!this.#whole) this.#line(root, 'P', say('register.unwritten')[lang], { size: 9.5, after: 0 })
    root.end()
    this.#pageNumbers()
  }

  #register(root: Structure, register: Register): void {
    const part = this.#pdf.struct('Sect')
    root.add(part)
    this.#line(part, 'H2', register.organisation, { size: 16, bold: true, after: 6 })
    if (register.entries.length === 0) this.#line(part, 'P', say('register.nothing')[this.#lang], { size: 10, after: 10 })
    for (const entry of register.entries) this.#entry(part, register, entry)
    part.end()
  }

  #entry(root: Structure, register: Register, entry: Entry): void {
    const part = this.#pdf.struct('Sect')
    root.add(part)
    // A heading does not stand alone at the foot of a page.
    if (this.#pdf.y > this.#foot - 110) this.#pdf.addPage()
    this.#line(part, 'H3', entry.title, { size: 13, bold: true, after: 4 })
    const table = this.#pdf.struct('Table')
    part.add(table)
    for (const column of register.columns) {
      const lines = entry.cells.get(column) ?? []
      if (lines.length > 0) this.#row(table, headingOf(column, this.#lang), lines)
    }
    table.end()
    part.end()
    this.#pdf.y += 12
  }

  #row(table: Structure, heading: string, lines: readonly string[]): void {
    const pdf = this.#pdf
    const label = this.#signs(heading)
    const value = lines.map((line) => this.#signs(line)).join('\n')
    const left = margin + labelWidth + gap
    const width = pdf.page.width - margin - left
    pdf.font('Helvetica').fontSize(9.5)
    const height = Math.max(pdf.heightOfString(value, { width }), pdf.font('Helvetica-Bold').heightOfString(label, { width: labelWidth }))
    if (pdf.y + height > this.#foot && height < this.#foot - margin) pdf.addPage()
    const top = pdf.y
    const at = pdf.page
    const row = pdf.struct('TR')
    table.add(row)
    row.add(pdf.struct('TH', {}, () => void pdf.font('Helvetica-Bold').fontSize(9.5).fillColor('#444444').text(label, margin, top, { width: labelWidth })))
    const beside = pdf.y
    row.add(pdf.struct('TD', {}, () => void pdf.font('Helvetica').fontSize(9.5).fillColor('#000000').text(value, left, top, { width })))
    row.end()
    pdf.y = (pdf.page === at ? Math.max(pdf.y, beside) : pdf.y) + 3
    pdf.x = margin
  }

  #line(within: Structure, tag: string, words: string, how: { readonly size: number; readonly bold?: boolean; readonly after: number }): void {
    const pdf = this.#pdf
    within.add(pdf.struct(tag, {}, () => void pdf.font(how.bold === true ? 'Helvetica-Bold' : 'Helvetica').fontSize(how.size).fillColor('#000000').text(this.#signs(words), margin, pdf.y, { width: pdf.page.width - 2 * margin })))
    pdf.y += how.after
  }

  /** Below the text, and no part of what is read aloud. */
  #pageNumbers(): void {
    const pdf = this.#pdf
    const { start, count } = pdf.bufferedPageRange()
    for (let page = start; page < start + count; page++) {
      pdf.switchToPage(page)
      const { bottom } = pdf.page.margins
      pdf.page.margins.bottom = 0
      pdf.markContent('Artifact', { type: 'Pagination' })
      pdf.font('Helvetica').fontSize(8.5).fillColor('#444444').text(this.#signs(say('register.page', { n: page - start + 1, all: count })[this.#lang]), margin, pdf.page.height - 40, { width: pdf.page.width - 2 * margin, align: 'right', lineBreak: false })
      pdf.endMarkedContent()
      pdf.page.margins.bottom = bottom
    }
  }

  #signs(words: string): string {
    const said = writable(words)
    this.#whole &&= said.whole
    return said.words
  }

  get #foot(): number {
    return this.#pdf.page.height - this.#pdf.page.margins.bottom
  }
}
