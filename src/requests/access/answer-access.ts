import { unlink } from 'node:fs/promises'
import { controllersDay } from '../../decisions/index.ts'
import { problem } from '../../platform/index.ts'
import type { Lang } from '../../policy/text/index.ts'
import { say } from '../../policy/text/index.ts'
import { actorCode, type Action, type Work } from '../../work/index.ts'
import { closeCase } from '../close-case.ts'
import { locate, type Reach } from '../locate.ts'
import { openCase } from '../open-case.ts'
import { actedFor, type CaseId, type RequestCase } from '../case.ts'
import { countFound } from '../store-found.ts'
import { CsvTable, redactionLines } from './csv-form.ts'
import { articleFifteen, type Item } from './fifteen.ts'
import { gather, type AccessRow, type Gathered } from './gather.ts'
import { accessSchema, rowJson } from './json-form.ts'
import { accessPage } from './page.tsx'
import type { ShownTable } from './table-part.tsx'
import type { Redaction } from './redact.ts'
import { Spool } from './spool.ts'
import { writeZip, type ZipEntry } from './write-zip.ts'

export interface AnswerAccess {
  readonly id: CaseId
  readonly reach: Reach
  readonly out: string
  readonly lang: Lang
}

export interface AccessAnswer {
  readonly id: CaseId
  readonly file: string
  readonly outcome: 'given' | 'nothing-held'
  readonly rows: number
  readonly tables: number
  readonly systems: number
  readonly redactions: number
  /** Persons and rows that are only perhaps about who asks: a human looks at them. */
  readonly perhaps: number
  /** Tables with free text or columns that nobody has described: a human reads them before they are sent. */
  readonly readFirst: readonly string[]
}

/** How many rows of a table the page shows; all of them are in the files. */
const shownRows = 50

/**
 * Answers a request for access: everything that is held, read from the systems and written into one file, with what it is, why, on
 * what ground, from where, to whom and how long. A confirmation also when there is nothing.
 */
export const answerAccess: Action<AnswerAccess, AccessAnswer> = async (work, by, input) => {
  const of = await openCase(work, input.id, ['access', 'portability'])
  if (of.identified === null) throw problem('requests.not-identified', { attempted: 'Nobody has made sure yet that it is the person who asks; data is handed out to nobody else.', on: of.id, next: `lofte request identify ${of.id} --identified-by ROLE:HOW` })
  await using located = await locate(work, by, of, input.reach)
  const perhaps = await perhapsOthers(work, located.of)
  const at = controllersDay(work)
  const { lang } = input
  const gathered = await gather(work, located, input.reach.hash, lang, at)
  const answer = new Writing(work.policy, gathered, { token: of.token, right: of.right, received: of.received, at, lang, systems: located.sessions.size, out: input.out })
  try {
    const file = await writeZip(input.out, `access-${of.token.slice(0, 12)}.zip`, answer.entries(), new Date(work.now.epochMilliseconds))
    const { rows, redactions } = answer
    const tables = answer.shown.filter((table) => table.count > 0).length
    const outcome = rows === 0 ? 'nothing-held' : 'given'
    await closeCase(work, of, { outcome, on: at, actor: actorCode(by), kind: 'access.answered', counts: { rows, tables, systems: located.sessions.size, redactions } }).catch(async (error: unknown) => {
      // Not answered after all (somebody else was first): no second copy lies about.
      await unlink(file)
      throw error
    })
    return { id: of.id, file, outcome, rows, tables, systems: located.sessions.size, redactions, perhaps, readFirst: [...answer.readFirst].sort() }
  } finally {
    await answer.close()
  }
}

/**
 * An answer that says "nothing" although somebody may be meant would be wrong, and one that shows a department's mail to one of its
 * members would be worse: where only such persons are found a human chooses first.
 */
async function perhapsOthers(work: Work, of: RequestCase): Promise<number> {
  const unclear = of.concerned.filter(({ standing }) => standing === 'mailbox' || standing === 'suggested').length
  const rows = (await countFound(work.db, of.id)).filter(({ how }) => how === 'unverified').reduce((sum, one) => sum + one.count, 0)
  if (actedFor(of).length === 0 && unclear > 0) {
    throw problem('requests.unclear-who', {
      attempted: `${unclear === 1 ? 'One person' : `${unclear} persons`} may be meant: by an identifier that nobody has verified, or by an address that several names use.`,
      on: of.id, next: `lofte request show ${of.id} lists them; lofte request identify ${of.id} --identified-by ROLE:HOW --also N says which it is. Nothing was handed out.`,
    })
  }
  return unclear + rows
}

interface Terms {
  readonly token: string
  readonly right: string
  readonly received: string
  readonly at: string
  readonly lang: Lang
  readonly systems: number
  readonly out: string
}

/** The files of an answer. Each row is read from its system once: into its CSV file, the spool of data.json and the first few for the page. */
export class Writing {
  readonly shown: ShownTable[] = []
  readonly readFirst = new Set<string>()
  rows = 0
  redactions = 0
  readonly #policy
  readonly #gathered: Gathered
  readonly #terms: Terms
  readonly #json: Spool
  readonly #hidden: Spool
  readonly #data = new Set<string>()
  readonly #holding: string[] = []

  constructor(policy: Parameters<typeof articleFifteen>[0]['policy'], gathered: Gathered, terms: Terms) {
    this.#policy = policy
    this.#gathered = gathered
    this.#terms = terms
    this.#json = new Spool(terms.out)
    this.#hidden = new Spool(terms.out)
  }

  entries(): readonly ZipEntry[] {
    const tables = this.#gathered.tables.map((of, n): ZipEntry => {
      const path = `${of.table.system}.${of.table.name}.csv`
      return { path, content: () => this.#table(n, path) }
    })
    return [
      ...tables,
      ...(tables.length === 0 ? [] : [{ path: 'redactions.csv', content: () => this.#redactions() }]),
      { path: 'index.html', content: () => once(() => this.#page()) },
      { path: 'data.json', content: () => this.#whole() },
      { path: 'schema.json', content: () => once(() => `${JSON.stringify(accessSchema, null, 2)}\n`) },
    ]
  }

  async *#table(n: number, file: string): AsyncGenerator<string> {
    const of = this.#gathered.tables[n]!
    const { table } = of
    const csv = new CsvTable(say('requests.redacted')[this.#terms.lang])
    const first: AccessRow[] = []
    let count = 0
    await this.#json.write(`${this.#holding.length === 0 ? '' : ',\n'}{"system":${JSON.stringify(table.system)},"table":${JSON.stringify(table.name)},"rows":[`)
    for await (const rows of of.rows()) {
      for (const row of rows) {
        await this.#json.write(`${count === 0 ? '\n' : ',\n'}${rowJson(row)}`)
        if (count < shownRows) first.push(row)
        count++
        this.#note(`${table.system}.${table.name}`, row)
      }
      await this.#keepRedactions(rows.flatMap((row) => row.redactions))
      yield csv.lines(rows)
    }
    await this.#json.write(']}')
    this.rows += count
    this.shown.push({ system: table.system, table: table.name, file, count, rows: first })
    this.#holding.push(`${table.system} ${table.name}`)
  }

  #note(at: string, row: AccessRow): void {
    for (const field of row.explained.fields) {
      const cell = row.values.get(field.field)
      if (cell === undefined || cell.hidden || cell.value.reveal() === null) continue
      if (field.data !== null) this.#data.add(field.data)
      if (field.class === 'free-text' || field.class === 'communication') this.readFirst.add(at)
    }
    for (const cell of row.unmentioned.values()) if (cell.value.reveal() !== null) this.readFirst.add(at)
  }

  async #keepRedactions(redactions: readonly Redaction[]): Promise<void> {
    if (redactions.length === 0) return
    await this.#hidden.write(redactionLines(redactions, this.redactions === 0))
    this.redactions += redactions.length
  }

  async *#redactions(): AsyncGenerator<Buffer | string> {
    if (this.redactions === 0) yield redactionLines([], true)
    else yield* this.#hidden.read()
  }

  #items(): readonly Item[] {
    return articleFifteen({ policy: this.#policy, lang: this.#terms.lang, on: this.#terms.at, rows: this.rows, systems: this.#terms.systems, tables: this.#holding, data: this.#data })
  }

  #page(): string {
    const { lang, received } = this.#terms
    const [controller] = this.#policy.controllers.values()
    return accessPage({ lang, organisation: controller?.title ?? '', received, items: this.#items(), tables: this.shown.filter((table) => table.count > 0), redactions: this.redactions })
  }

  async *#whole(): AsyncGenerator<Buffer | string> {
    const { token, right, received, at, lang, systems } = this.#terms
    const head = JSON.stringify({ lofte: 'access/1', request: { token, right, received }, answered: at, language: lang })
    yield `${head.slice(0, -1)},"tables":[`
    yield* this.#json.read()
    yield `],\n"explanations":${JSON.stringify(this.#gathered.explainer.all)},\n"article15":${JSON.stringify(this.#items())},\n`
    yield `"counts":${JSON.stringify({ rows: this.rows, tables: this.shown.length, systems, redactions: this.redactions })}}\n`
  }

  async close(): Promise<void> {
    await this.#json.close()
    await this.#hidden.close()
  }
}

async function* once(make: () => string): AsyncGenerator<string> {
  yield make()
}
