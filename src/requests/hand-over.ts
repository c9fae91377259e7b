import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { receiptFor, seal, type Receipt } from '../evidence/index.ts'
import { isProblem } from '../platform/index.ts'
import type { Work } from '../work/index.ts'

/** The entry is sealed at once, so that the receipt can be put into the person's hands with the answer. */
export async function receiptOf(work: Work, entry: string, token: string): Promise<Receipt | null> {
  await seal(work)
  try {
    return await receiptFor(work.db, [entry], { publicKey: work.secrets.signing.publicKeys, subject: token })
  } catch (error) {
    // Another process is sealing: the receipt can be asked for in a minute.
    if (isProblem(error, 'evidence.not-sealed')) return null
    throw error
  }
}

export const receiptName = (token: string): string => `receipt-${token.slice(0, 12)}.json`

/** The letter and its receipt, for nobody's eyes but who hands them over; `name` says what it answers. */
export async function writeAnswer(folder: string, name: string, token: string, text: string, receipt: Receipt | null): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const letter = join(folder, `${name}-${token.slice(0, 12)}.txt`)
  await writeFile(letter, text, { mode: 0o600, flag: 'w' })
  if (receipt === null) return [letter]
  const file = join(folder, receiptName(token))
  await writeFile(file, `${JSON.stringify(receipt, null, 2)}\n`, { mode: 0o600, flag: 'w' })
  return [letter, file]
}
