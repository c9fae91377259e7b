import type { ConnectorKind } from './kind.ts'

/** A store that a person looks after by hand: what is due becomes a task for a role, which attests that it is done. */
export const task: ConnectorKind = {
  name: 'task',
  settings: { instructions: { needed: false, secret: false, about: 'what the role does, and where', example: 'empty the folder of applications in the cabinet' } },
  can: { observe: false, erase: true, clear: true, restrict: true, verify: false },
}
