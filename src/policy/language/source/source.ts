import { LineCounter, isMap, isNode, parseDocument } from 'yaml'
import type { Document, Node } from 'yaml'
import type { Citation } from '../../law/index.ts'
import { verbatim } from '../../text/index.ts'
import type { Text } from '../../text/index.ts'
import type { Finding, Severity } from '../finding.ts'
import { excess, limits } from './limits.ts'
import type { SourceKind } from './limits.ts'
import { plainWords } from './yaml-errors.ts'

/** One file, parsed with positions. What is wrong with it gathers in `findings`. */
export class Source {
  readonly file: string
  readonly text: string
  readonly findings: Finding[] = []
  readonly lines = new LineCounter()
  readonly document: Document.Parsed | null
  readonly root: Node | null

  readonly #kind: SourceKind

  constructor(file: string, text: string, kind: SourceKind) {
    this.file = file
    this.#kind = kind
    this.text = text.startsWith('\ufeff') ? text.slice(1) : text
    this.document = this.#parse()
    this.root = this.document === null ? null : this.document.contents
    if (this.document !== null && this.findings.length === 0 && !isMap(this.root)) {
      this.report('language.not-a-mapping', this.root, '', 'The file is to be a list of keys with values, such as `lofte: 1`.')
    }
  }

  get usable(): boolean {
    return isMap(this.root)
  }

  /** Nobody reads more mistakes than this at a time, and a file made of nothing else is not to take long. */
  get full(): boolean {
    return this.findings.length >= 200
  }

  report(rule: string, node: Node | readonly [number, number] | null, path: string, message: string | Text, instead: string | Text | null = null, severity: Severity = 'error', law: readonly Citation[] = []): void {
    if (this.full) return
    this.findings.push({
      rule, severity, message: typeof message === 'string' ? verbatim(message) : message,
      instead: typeof instead === 'string' ? verbatim(instead) : instead, law, path, ...this.place(node),
    })
  }

  place(node: Node | readonly [number, number] | null): { file: string; line: number; column: number; endColumn: number } {
    const [from, to] = isNode(node) ? (node.range ?? [0, 0]) : (node ?? [0, 0])
    const at = this.lines.linePos(Math.min(from, this.text.length))
    const lineEnd = this.text.indexOf('\n', from)
    const end = Math.min(Math.max(to, from + 1), lineEnd < 0 ? this.text.length : lineEnd)
    return { file: this.file, line: Math.max(1, at.line), column: Math.max(1, at.col), endColumn: Math.max(1, at.col) + Math.max(1, end - from) }
  }

  #parse(): Document.Parsed | null {
    const over = excess(this.text, this.#kind)
    if (over !== null) {
      this.lines.addNewLine(0)
      if (over.what !== 'bytes') for (let i = 0; i < over.offset; i++) if (this.text[i] === '\n') this.lines.addNewLine(i + 1)
      this.report(`language.${over.what === 'control' ? 'encoding' : 'too-large'}`, [over.offset, over.offset + 1], '', over.what === 'entries' ? `The file has more than ${limits.entries[this.#kind]} entries or ${limits.lines} lines, which is the most that is read.` : tooMuch[over.what])
      return null
    }
    let parsed: Document.Parsed
    try {
      // Duplicate keys are found as the keys are read: the parser's own search compares each key with all before it.
      parsed = parseDocument(this.text, { lineCounter: this.lines, uniqueKeys: false, version: '1.2', schema: 'core', prettyErrors: false, logLevel: 'silent', stringKeys: true })
    } catch {
      this.report('language.yaml', [0, 1], '', 'The file cannot be read as YAML.')
      return null
    }
    for (const error of parsed.errors.slice(0, 20)) this.report('language.yaml', error.pos, '', plainWords(error.code, error.message))
    return parsed.errors.length > 0 ? null : parsed
  }
}

const tooMuch = {
  bytes: `The file is larger than ${limits.bytes / 1_000_000} MB, which is the most that is read.`,
  depth: `The file is nested deeper than ${limits.depth} levels here, which is the most that is read.`,
  aliases: `The file has more than ${limits.aliases} aliases (*name), which is the most that is read.`,
  control: 'The file is no plain UTF-8 text: there is a byte here that no text has. Save it as UTF-8.',
}
