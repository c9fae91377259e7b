import { citationShort, parseCitation, type Day } from '../policy/law/index.ts'
import { rulesWithin } from '../policy/model/index.ts'
import type { Policy, Retention } from '../policy/model/index.ts'
import { sayDay, sayNumber, sayPeriod, sayShare } from '../policy/text/index.ts'
import type { BrakeReason, Plan, PlanTotal, Standing } from '../plans/index.ts'

/** Why something goes, as the rule says it: `2 years since last activity`. */
export function whyOf(policy: Policy, total: Pick<PlanTotal, 'rule' | 'because'>): string {
  const because = total.because.flatMap((code) => reasons[code] ?? [])
  const rule = total.rule === null ? null : ruleSaid(policy, total.rule)
  return [...(rule === null ? [] : [rule]), ...because].join('; ') || 'nothing needs it any more'
}

const reasons: Readonly<Record<string, string>> = {
  referenced: 'rows that stay refer to the row',
  shared: 'others share the row',
  partly: 'some of its fields stay',
  unmentioned: 'a column that the systems file does not mention',
  emptied: 'emptied earlier, and nothing refers to it any more',
  objection: 'the person objected',
  withdrawn: 'the consent was taken back',
  'consent-expired': 'the consent has expired',
  reminded: 'reminded',
}

function ruleSaid(policy: Policy, rule: string): string | null {
  for (const purpose of policy.purposes.values()) {
    for (const { keep } of rulesWithin(purpose.keep)) if (keep.at === rule) return retentionSaid(keep) ?? `no longer needed for ${purpose.name}`
  }
  return null
}

function retentionSaid({ end }: Retention): string | null {
  if (end?.kind === 'after') return `${sayPeriod(end.period, 'en')} since ${end.anchor.replaceAll('-', ' ')}`
  return end?.kind === 'until' ? end.event.replaceAll('-', ' ') : null
}

export function placeOf(policy: Policy, rule: string | null): { file: string; line: number } | null {
  if (rule === null) return null
  const place = policy.places.of(rule as Parameters<Policy['places']['of']>[0])
  return { file: place.file, line: place.line }
}

export function lawSaid(law: string | null): string {
  const parsed = law === null ? null : parseCitation(law)
  return parsed === null ? (law ?? '') : citationShort(parsed, 'en')
}

export function planInWords(policy: Policy, plan: Plan, today: Day, stays: readonly Standing[], observed: string, command: string, held: readonly BrakeReason[]): string {
  const title = [...policy.controllers.values()].map((controller) => controller.title).join(', ')
  const head = `Plan for ${sayDay(plan.at, 'en')} · ${title} · policy of ${sayDay(policy.effective, 'en')} (${policy.hash.slice(0, 8)}) · ${observed}\n`
  const body = plan.items === 0 ? '\n  nothing is due\n' : `\n${aligned(perRule(policy, plan))}`
  const people = plan.people === 0 ? '' : `\n  ${brakeLine(policy, plan, held)}\n`
  const end = plan.items === 0 || plan.at !== today ? 'Nothing has been changed.\n' : `Nothing has been changed. To carry it out: ${command}\n`
  return `${head}\n${aligned(perTable(plan, stays))}${body}${people}${end}`
}

function perTable(plan: Plan, stays: readonly Standing[]): string[][] {
  const tables = new Map<string, string[]>()
  const note = (name: string, text: string): void => void tables.set(name, [...(tables.get(name) ?? []), text])
  const sums = new Map<string, number>()
  for (const { system, table, verb, rows } of plan.totals) sums.set(`${system}.${table} ${verb}`, (sums.get(`${system}.${table} ${verb}`) ?? 0) + rows)
  for (const [name, rows] of sums) note(name.split(' ')[0]!, `${name.split(' ')[1]!} ${count(rows)}`)
  for (const { system, table, state, rows, until } of stays) {
    note(`${system}.${table}`, `${state} ${count(rows)}${state === 'held' && until !== null ? ` until ${until}` : ''}`)
  }
  return [...tables].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, parts]) => [name, parts.join('   ')])
}

function perRule(policy: Policy, plan: Plan): string[][] {
  const rules = new Map<string, { total: PlanTotal; rows: number }>()
  for (const total of plan.totals) {
    const name = `${total.verb}|${total.rule ?? ''}|${whyOf(policy, total)}`
    const known = rules.get(name)
    if (known === undefined) rules.set(name, { total, rows: total.rows })
    else known.rows += total.rows
  }
  return [...rules.values()]
    .sort((a, b) => b.rows - a.rows)
    .map(({ total, rows }) => {
      const place = placeOf(policy, total.rule)
      return [count(rows).padStart(5), total.verb, whyOf(policy, total), place === null ? '' : `${place.file}:${place.line}`, lawSaid(total.law)]
    })
}

export function brakeLine(policy: Policy, plan: Plan, held: readonly BrakeReason[]): string {
  const share = plan.peopleKnown === 0 ? '' : ` (${sayShare(plan.people / plan.peopleKnown, 'en')})`
  const of = `${count(plan.people)} of ${count(plan.peopleKnown)} people${share}`
  const terms = `${sayShare(policy.brake.share, 'en')}, ${count(policy.brake.people)} people`
  if (held.length === 0) return `${of}: under the brake (${terms}), no approval needed`
  return `${of}: ${held.map((reason) => (reason === 'first-of-policy' ? 'the first sweep of this policy' : `above the brake (${terms})`)).filter((text, i, all) => all.indexOf(text) === i).join(', ')}; somebody has to approve it`
}

export const count = (value: number): string => sayNumber(value, 'en')

export function aligned(rows: readonly (readonly string[])[]): string {
  const widths: number[] = []
  for (const row of rows) row.forEach((cell, i) => void (widths[i] = Math.max(widths[i] ?? 0, cell.length)))
  return rows.map((row) => `  ${row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i]!))).join('   ')}`.trimEnd().concat('\n')).join('')
}
