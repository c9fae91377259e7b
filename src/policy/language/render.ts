import type { Lang } from '../text/index.ts'
import { citationList } from '../law/index.ts'
import type { Finding } from './finding.ts'
import { covered } from './compile/secrets.ts'

/**
 * A finding for the terminal: place, severity and rule, the line before and the line itself with what is meant marked, and what to
 * write instead. Passwords that stand in the file are covered.
 */
export function renderFinding(of: Finding, lines: readonly string[], lang: Lang = 'en'): string {
  const width = Math.max(4, String(of.line).length + 3)
  const shown: string[] = []
  const previous = lines[of.line - 2]
  if (previous !== undefined && previous.trim() !== '') shown.push(excerpt(of.line - 1, previous, width))
  const line = lines[of.line - 1] ?? ''
  if (line.trim() !== '') shown.push(excerpt(of.line, line, width), `${' '.repeat(width + 1)}| ${marks(line, of)}`)
  const head = `${of.file}:${of.line}:${of.column}`
  const said = [...new Set([of.message[lang], ...(of.instead === null ? [] : [of.instead[lang]])])].join(' ')
  const body = [...wrap(said, 96), ...(of.law.length === 0 ? [] : [citationList(of.law, lang)])]
  return [`${head}  ${of.severity}  ${of.rule}`, ...shown, ...body.map((words) => `   ${words}`)].join('\n')
}

const most = 100

function excerpt(number: number, line: string, width: number): string {
  return `${String(number).padStart(width)} | ${visible(line)}`
}

function visible(line: string): string {
  const shown = covered(line.replaceAll('\r', '').replaceAll('\t', ' ')).replaceAll(/\p{Cc}/gu, '\u00b7')
  return shown.length > most ? `${shown.slice(0, most - 1)}…` : shown
}

function marks(line: string, of: Finding): string {
  const room = Math.min(visible(line).length + 1, most)
  const from = Math.min(of.column, room)
  return `${' '.repeat(from - 1)}${'^'.repeat(Math.max(1, Math.min(of.endColumn, room) - from))}`
}

function wrap(words: string, width: number): string[] {
  const lines: string[] = []
  for (const word of words.split(' ')) {
    const last = lines.at(-1)
    if (last === undefined || last.length + word.length + 1 > width) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}
