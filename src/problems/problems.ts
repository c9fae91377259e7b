// One list for every error code: the HTTP status, the exit status of the command line, and the place in the docs.
// A code is `area.what`. The most exact rule wins: the code itself, then its ending, then its area.

export interface ProblemRule {
  readonly status: number
  /** 1: findings or failures; 2: the command or a setting was used wrongly. */
  readonly exitCode: 1 | 2
  readonly docs: string
}

type Rule = Pick<ProblemRule, 'status' | 'exitCode'>

const areas: Readonly<Record<string, Rule>> = {
  usage: { status: 400, exitCode: 2 },
  config: { status: 500, exitCode: 2 },
  runtime: { status: 500, exitCode: 2 },
  build: { status: 500, exitCode: 2 },
  internal: { status: 500, exitCode: 1 },
  http: { status: 400, exitCode: 1 },
  database: { status: 503, exitCode: 1 },
  migration: { status: 503, exitCode: 1 },
  secrets: { status: 500, exitCode: 2 },
  jobs: { status: 500, exitCode: 1 },
  mail: { status: 503, exitCode: 1 },
  policy: { status: 422, exitCode: 1 },
  systems: { status: 503, exitCode: 1 },
  evidence: { status: 409, exitCode: 1 },
  versions: { status: 409, exitCode: 1 },
  people: { status: 409, exitCode: 1 },
  messages: { status: 503, exitCode: 1 },
  decisions: { status: 409, exitCode: 1 },
  plans: { status: 409, exitCode: 1 },
  retention: { status: 409, exitCode: 1 },
  consent: { status: 409, exitCode: 1 },
  disclosures: { status: 409, exitCode: 1 },
  marketing: { status: 409, exitCode: 1 },
  forms: { status: 422, exitCode: 1 },
  requests: { status: 409, exitCode: 1 },
  breach: { status: 409, exitCode: 1 },
  reviews: { status: 409, exitCode: 1 },
  status: { status: 409, exitCode: 1 },
  notice: { status: 409, exitCode: 1 },
  drafts: { status: 422, exitCode: 1 },
  work: { status: 409, exitCode: 1 },
}

// The HTTP status only: whether the command was used wrongly is for the area to say.
const endings: Readonly<Record<string, number>> = {
  'not-found': 404,
  'not-allowed': 403,
  'not-signed-in': 401,
  'too-large': 413,
  'too-many': 429,
  invalid: 422,
  unreachable: 503,
}

const codes: Readonly<Record<string, Rule>> = {
  'usage.file-not-found': { status: 400, exitCode: 2 },
  'http.method-not-allowed': { status: 405, exitCode: 1 },
  'http.foreign-origin': { status: 403, exitCode: 1 },
}

/** Is there a rule for the code? A code that stands in the source without one fails a test. */
export function isKnownCode(code: string): boolean {
  return find(code) !== undefined
}

export function ruleOf(code: string): ProblemRule {
  return { ...(find(code) ?? { status: 500, exitCode: 1 }), docs: `docs/problems.md#${code.replaceAll('.', '-')}` }
}

function find(code: string): Rule | undefined {
  const area = areas[code.slice(0, code.indexOf('.'))]
  if (area === undefined || !/^[a-z]+(\.[a-z0-9-]+)+$/.test(code)) return undefined
  const ending = endings[code.slice(code.lastIndexOf('.') + 1)]
  return codes[code] ?? (ending === undefined ? area : { status: ending, exitCode: area.exitCode })
}
