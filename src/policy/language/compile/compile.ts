import { firstDay } from '../../law/index.ts'
import type { Policy, System } from '../../model/index.ts'
import { policy as policyForm } from '../definition/policy.ts'
import type { Finding } from '../finding.ts'
import { Source } from '../source/source.ts'
import { canonical } from './canonical.ts'
import { controllersOf } from './controllers.ts'
import { dataHeld, dataOf, peopleOf, withCommonWords } from './declared.ts'
import { Declared } from './declared-names.ts'
import { holdsOf } from './holds.ts'
import { insideOf } from './inside.ts'
import { WrittenPlaces } from './places.ts'
import { purposesOf } from './purposes.ts'
import { cookiesOf, languagesOf, recipientsOf, restOf, rightsOf, sitesOf } from './rest.ts'
import { scheduleOf, seriesOf } from './schedule.ts'
import { sha256 } from './sha256.ts'
import { systemsOf } from './system.ts'

/** The two files of a policy as text, with the names they are shown under. */
export interface Sources {
  readonly policy: { readonly file: string; readonly text: string }
  readonly systems: { readonly file: string; readonly text: string } | null
}

export interface Compiled {
  /** null where a source cannot be understood; findings say why. */
  readonly policy: Policy | null
  readonly findings: readonly Finding[]
}

/** From the written policy to the compiled one. Everything is resolved here: names, defaults, synonyms. Pure. */
export function compile(sources: Sources): Compiled {
  const source = new Source(sources.policy.file, sources.policy.text, 'policy')
  const systemsSource = sources.systems === null || sources.systems.text.trim() === '' ? null : new Source(sources.systems.file, sources.systems.text, 'systems')
  const findings = (): readonly Finding[] => [...source.findings, ...(systemsSource?.findings ?? [])].sort(inOrder(sources.policy.file))
  if (!source.usable) return { policy: null, findings: findings() }

  const said = policyForm.read(source.root, { source, path: '', key: null })
  if (said === undefined) return { policy: null, findings: findings() }
  const places = new WrittenPlaces(source, systemsSource)
  const controllers = controllersOf(said, source)
  const people = peopleOf(said)
  const data = dataOf(said)
  const names = new Declared(source, said, people, data)
  const series = seriesOf(said)
  const purposes = purposesOf(said, names, source, places, series)
  const recipients = recipientsOf(said, names)
  const rest = restOf(said, [...controllers.values()][0]?.country ?? 'SE')
  const told = {
    effective: said.effective ?? firstDay, languages: languagesOf(said), controllers, sites: sitesOf(said, names, source, places), people, data, purposes,
    holds: holdsOf(said, names, source), recipients, rights: rightsOf(said, names, source), cookies: cookiesOf(said, source), schedule: scheduleOf(said, names, series), ...insideOf(said, names, source), ...rest,
  }
  const systems: ReadonlyMap<string, System> = systemsSource?.usable === true ? systemsOf(systemsSource, { ...told, data: withCommonWords(data) }) : new Map()
  const found = findings()
  if (found.some((finding) => finding.severity === 'error')) return { policy: null, findings: found }
  return { policy: withHashes({ file: sources.policy.file, places, ...told, data: dataHeld(data, systems), systems }, () => canonical(told)), findings: found }
}

/** Hashes are made when first asked for: checking a policy needs none. */
function withHashes(policy: Omit<Policy, 'hash' | 'version'>, meaning: () => string): Policy {
  let version: string | undefined
  let hash: string | undefined
  return Object.freeze({
    ...policy,
    get version() {
      return (version ??= sha256(meaning()))
    },
    get hash() {
      return (hash ??= sha256(`${meaning()}\n${canonical(policy.systems)}`))
    },
  })
}

/** The policy file before the systems file, then down the page. */
function inOrder(first: string): (a: Finding, b: Finding) => number {
  return (a, b) => (a.file === b.file ? a.line - b.line || a.column - b.column : a.file === first ? -1 : 1)
}
