import type { Day } from '../../policy/law/index.ts'
import { problem } from '../../platform/index.ts'
import type { Lang } from '../../policy/text/index.ts'
import { readSheets } from '../sheet/read-sheets.ts'
import { placeOf } from '../sheet/sheet.ts'
import type { Sheet } from '../sheet/sheet.ts'
import { findTable } from './find-table.ts'
import type { Table } from './find-table.ts'
import { emptyDraft, understand } from './understand.ts'
import type { Draft } from './understand.ts'
import { writePolicy } from './write-policy.ts'

export interface PolicyDraft {
  readonly text: string
  readonly purposes: number
  /** Places in the file that did not find their way into the draft, or only as words; what stands there is in the draft alone. */
  readonly left: readonly { readonly place: string; readonly heading: string; readonly why: string }[]
}

/** Drafts the purposes of a policy from a register of processing, as organisations keep it. */
export async function draftPolicy(bytes: Uint8Array, today: Day): Promise<PolicyDraft> {
  const sheets = await readSheets(bytes)
  const draft = emptyDraft()
  const tables: Table[] = []
  for (const sheet of sheets) {
    const table = findTable(sheet)
    // What is done for others is their register's: it is told of, and not mixed into what we answer for.
    if (table !== null && !forOthers(sheet)) {
      tables.push(table)
      understand(draft, table)
    } else leaveSheet(draft, sheet, table === null ? 'no row of headings was found in the sheet' : 'the sheet is about processing for others')
  }
  if (draft.purposes.size === 0) {
    throw problem('drafts.no-register', {
      attempted: 'No register of processing was found in the file.',
      next: 'A row has to name the columns, at least the purpose (ändamål, formål) and one more, such as data subjects, legal basis or retention.',
    })
  }
  return { text: writePolicy(draft, languageOf(tables), today), purposes: draft.purposes.size, left: draft.left.map(({ place, heading, why }) => ({ place, heading, why })) }
}

function forOthers(sheet: Sheet): boolean {
  return sheet.name !== null && /biträde|processor|databehandler/i.test(sheet.name)
}

function leaveSheet(draft: Draft, sheet: Sheet, why: string): void {
  sheet.rows.forEach((row, at) => row.forEach((words, column) => {
    if (words !== '') draft.left.push({ place: placeOf(sheet, at, column), heading: '', why, words })
  }))
}

/** The language of the headings. */
function languageOf(tables: readonly Table[]): Lang {
  const words = tables.flatMap((table) => table.headings.map((heading) => heading.words.toLowerCase())).join(' ')
  const counts: Record<Lang, number> = {
    sv: (words.match(/ändamål|registrerade|uppgifter|rättslig|gallring|mottagare|behandling\b|ansvarig|och|säkerhet/g) ?? []).length,
    en: (words.match(/purpose|subjects|data|legal|lawful|retention|recipients|processing|controller|and\b|security/g) ?? []).length,
    no: (words.match(/formål|registrerte|opplysninger|behandlingsgrunnlag|sletting|mottakere|behandlingsansvarlig|og\b|sikkerhet/g) ?? []).length,
  }
  return counts.no > counts.sv && counts.no >= counts.en ? 'no' : counts.en > counts.sv ? 'en' : 'sv'
}
