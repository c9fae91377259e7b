import type { Decision, FieldDecision, LocationVerdict, NextAction, Waiting } from '../policy/decide/index.ts'

/** All of a stored decision that is not a day or a row: so few different ones that rows hold only a number. */
export interface ShapeTerms {
  readonly policyHash: string
  readonly verdict: LocationVerdict
  readonly stands: boolean
  readonly dueVerb: NextAction['what'] | null
  /** What is due leaves nothing of the person in the row. Not stored. */
  readonly whole: boolean
  readonly rule: string | null
  readonly law: string | null
  readonly waiting: Waiting
  readonly because: readonly string[]
  readonly purposes: readonly string[]
  readonly holds: readonly string[]
  /** The fields in which the person's data stands on its own; null for rows of which no field is mapped. */
  readonly stays: readonly string[] | null
  /** Not stored, but told apart by: a row emptied of one field is not done with when another falls due. */
  readonly going: readonly string[]
}

interface Said {
  readonly purposes: readonly string[]
  readonly holds: readonly string[]
  readonly going: readonly string[]
  readonly rule: string | null
  readonly text: string
}

// Decide gives rows that are decided alike the very same list of fields: what they say together is worked out once.
const said = new WeakMap<readonly FieldDecision[], Said>()
const known = new Map<string, ShapeTerms>()

/** The one object for what a decision says, so that a row's shape is found by identity. */
export function shapeOf(policyHash: string, decision: Decision, { stands, stays }: Pick<ShapeTerms, 'stands' | 'stays'>, action: NextAction | null): ShapeTerms {
  const of = saidBy(decision.fields)
  const rule = action?.rule ?? of.rule
  const text = `${policyHash}|${decision.verdict}|${stands}|${stays?.join(',') ?? '*'}|${action?.what ?? ''}${action?.whole === true ? '!' : ''}|${rule ?? ''}|${decision.waiting ?? ''}|${decision.because.join(',')}|${of.text}`
  const found = known.get(text)
  if (found !== undefined) return found
  const law = decision.fields.find((field) => field.rule === rule && field.law !== null)?.law ?? decision.fields.find((field) => field.law !== null)?.law ?? null
  const made: ShapeTerms = {
    policyHash, verdict: decision.verdict, stands, dueVerb: action?.what ?? null, whole: action?.whole ?? false, rule, law, waiting: decision.waiting,
    because: decision.because, purposes: of.purposes, holds: of.holds, stays, going: of.going,
  }
  if (known.size > 50_000) known.clear()
  known.set(text, made)
  return made
}

function saidBy(fields: readonly FieldDecision[]): Said {
  const found = said.get(fields)
  if (found !== undefined) return found
  const purposes = [...new Set(fields.flatMap((field) => field.purposes))].sort()
  const holds = [...new Set(fields.flatMap((field) => (field.hold === null ? [] : [field.hold])))].sort()
  // All of a row that goes whole: which fields it has says nothing more.
  const gone = fields.filter(({ verdict }) => verdict === 'erase' || verdict === 'anonymise').map(({ field }) => field)
  const going = gone.length === fields.length ? [] : gone.sort()
  const rule = fields.find((field) => field.rule !== null)?.rule ?? null
  const law = fields.find((field) => field.law !== null)?.law ?? ''
  const made = { purposes, holds, going, rule, text: `${purposes.join(',')}|${holds.join(',')}|${law}|${going.join(',')}` }
  said.set(fields, made)
  return made
}

export function digestOf(shape: ShapeTerms): string {
  return JSON.stringify([shape.policyHash, shape.verdict, shape.stands, shape.dueVerb, shape.rule, shape.law, shape.waiting, shape.because, shape.purposes, shape.holds, shape.going, shape.stays])
}
