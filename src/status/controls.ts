import type { ControlName } from '../policy/promises/index.ts'

export interface Control {
  /** It has to run at least this often; null: when there is something to do, or with every decision. */
  readonly everyHours: number | null
  /** The control whose runs are this one's too: a sweep decides under lock, and so guards holds and conditions. */
  readonly with?: ControlName
}

/** Every control that a kind of promise can be kept by. One that a kind names and that is missing here does not compile. */
export const controls: Readonly<Record<ControlName, Control>> = {
  sweep: { everyHours: 24 },
  reminder: { everyHours: 24 },
  'hold-guard': { everyHours: 24, with: 'sweep' },
  'condition-guard': { everyHours: 24, with: 'sweep' },
  'instruction-only': { everyHours: 24, with: 'sweep' },
  'request-clock': { everyHours: 24 },
  'erase-everywhere': { everyHours: null },
  'access-answer': { everyHours: null },
  'agreement-watch': { everyHours: 24 },
  'place-watch': { everyHours: 24 },
  'measure-calendar': { everyHours: 24 },
  publisher: { everyHours: null },
}

/** The controls that compare days and places with the policy: they run together, each night. */
export const watches = ['request-clock', 'agreement-watch', 'place-watch', 'measure-calendar'] as const satisfies readonly ControlName[]

export function runsAs(control: ControlName): ControlName {
  return controls[control].with ?? control
}
