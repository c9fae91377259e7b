import { postgres } from './postgres.ts'
import { task } from './task.ts'
import type { ConnectorKind } from './kind.ts'

export type { ConnectorKind } from './kind.ts'

export const connectorKinds: ReadonlyMap<string, ConnectorKind> = new Map([postgres, task].map((kind) => [kind.name, kind]))
