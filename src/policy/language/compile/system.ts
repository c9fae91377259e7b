import { isMap } from 'yaml'
import type { Node } from 'yaml'
import { rulePath } from '../../model/index.ts'
import type { System, Table } from '../../model/index.ts'
import { aboutSystem } from '../definition/about/systems.ts'
import { systemKeys } from '../definition/systems.ts'
import { below, clip, keyOf, keys, resolved, scalar, written } from '../form/index.ts'
import type { About, Form, KeysForm, Read } from '../form/index.ts'
import { nearest } from '../nearest.ts'
import type { Source } from '../source/source.ts'
import { connectorKinds } from '../systems/index.ts'
import type { ConnectorKind } from '../systems/index.ts'
import type { Around } from './around.ts'
import { secretIn } from './secrets.ts'
import { tableOf } from './table.ts'
import { Names } from './names.ts'

/** A setting is taken as written; what is secret comes from the environment, and a secret written out is refused without being shown. */
function setting(secret: boolean): Form<string> {
  return scalar(secret ? 'taken from the environment, such as ${CRM_URL}' : 'words', (words) => words, { type: 'string' })
}

const forms = new Map([...connectorKinds].map(([name, kind]) => [name, keys({
  ...systemKeys, ...Object.fromEntries(Object.entries(kind.settings).map(([key, one]) => [key, setting(one.secret)])),
}, { needs: ['connector', ...Object.entries(kind.settings).filter(([, one]) => one.needed).map(([key]) => key)] as never, about: { ...aboutSystem, connector: [aboutSystem.connector[0], `connector: ${name}`], ...aboutSettings(kind) } as never })]))

/** An example of a setting stands as it would in the file: what is secret is taken from the environment. */
function aboutSettings(kind: ConnectorKind): Readonly<Record<string, About>> {
  return Object.fromEntries(Object.entries(kind.settings).map(([key, one]) => [key, [`${one.about.charAt(0).toUpperCase()}${one.about.slice(1)}.`, one.secret ? `${key}: "\${CRM_${key.toUpperCase().replaceAll('-', '_')}}"` : `${key}: ${one.example}`]]))
}

export function systemForms(): ReadonlyMap<string, KeysForm> {
  return forms
}

export function systemsOf(source: Source, around: Around): ReadonlyMap<string, System> {
  const compiled = new Map<string, System>()
  const root = source.root
  if (!isMap(root)) return compiled
  const top = { source, path: '', key: null }
  for (const pair of root.items) {
    const { name, node } = keyOf(pair)
    const at = below(top, name, node)
    if (compiled.has(name)) {
      source.report('language.duplicate-key', node, at.path, `\`${clip(name)}\` is written twice.`, 'Keep one of them.')
      continue
    }
    const value = resolved(pair.value as Node | null, source)
    const connector = isMap(value) ? written(resolved(value.get('connector', true) as Node | undefined, source)) : null
    const kind = connector === null ? undefined : connectorKinds.get(connector)
    if (connector === null) {
      source.report('language.missing-key', node, at.path, 'The system does not say what it is.', `Add connector: ${[...connectorKinds.keys()].join(' or ')}.`)
      continue
    }
    if (kind === undefined) {
      const near = nearest(connector, connectorKinds.keys())
      source.report('systems.unknown-connector', isMap(value) ? (value.get('connector', true) as Node) : node, at.path, `There is no connector \`${clip(connector)}\`.`, near === null ? `Known: ${[...connectorKinds.keys()].join(', ')}.` : `Did you mean ${near}?`)
      continue
    }
    const said = forms.get(kind.name)?.read(value, at) as (Read<ReturnType<typeof keys<typeof systemKeys>>> & Readonly<Record<string, unknown>>) | undefined
    if (said === undefined) continue
    const settings = new Map<string, string>()
    for (const [key, one] of Object.entries(kind.settings)) {
      const given = said[key]
      if (typeof given !== 'string') continue
      settings.set(key, given)
      const literal = one.secret ? secretIn(given) : null
      if (literal !== null) source.report('systems.literal-secret', isMap(value) ? (value.items.find((item) => keyOf(item).name === key)?.key as Node) : node, `systems.${at.path}.${key}`, `\`${key}\` ${literal}`, `Write ${key}: \${${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}_${key.toUpperCase().replaceAll('-', '_')}} and set it where Löfte runs.`)
    }
    compiled.set(name, systemOf(name, said, settings, source, around))
  }
  return compiled
}

type Said = Read<ReturnType<typeof keys<typeof systemKeys>>>

function systemOf(name: string, said: Said, settings: ReadonlyMap<string, string>, source: Source, around: Around): System {
  const names = new Names(source, 'systems.')
  const onlyController = around.controllers.size === 1 ? [...around.controllers.keys()][0] : undefined
  const controller = names.one(said.controller, around.controllers, 'declared controllers', name) ?? onlyController ?? ''
  const system = {
    name, at: rulePath('systems', name), connector: said.connector ?? '', settings, country: said.country ?? null, controller,
    role: said.role ?? 'controller', for: said.for ?? null, recipient: names.one(said.recipient, around.recipients, 'declared recipients', `${name}.recipient`), owner: said.owner ?? null,
  } as const
  const tables = new Map<string, Table>()
  const known = new Map(said.tables ?? [])
  for (const [tableName, one] of known) {
    const own = one.controller === undefined ? controller : (names.one(one.controller, around.controllers, 'declared controllers', `${name}.tables.${tableName}.controller`) ?? controller)
    if (own === '') source.report('systems.whose', null, `systems.${name}.tables.${tableName}`, `Nothing says whose data ${tableName} holds.`, `Add controller: ${[...around.controllers.keys()].join(' or ')}.`)
    tables.set(tableName, tableOf(tableName, one, { system, controller: own, tables: known, source, names, around }))
  }
  return { ...system, tables }
}
