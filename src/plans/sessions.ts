import { problem } from '../platform/index.ts'
import type { System } from '../policy/model/index.ts'
import type { Session } from '../systems/index.ts'
import type { Work } from '../work/index.ts'

/** One acting session for each system, opened when it is needed and closed with the sweep. */
export class Sessions implements AsyncDisposable {
  readonly #open: (system: System) => Promise<Session>
  readonly #sessions = new Map<string, Promise<Session>>()

  constructor(open: (system: System) => Promise<Session>) {
    this.#open = open
  }

  async of(work: Work, name: string): Promise<Session> {
    const system = work.policy.systems.get(name)
    if (system === undefined) throw problem('systems.unknown', { attempted: `${name} is no longer in the systems file.`, on: name, next: 'Put it back until the plan that was begun is ended.' })
    return this.#of(system)
  }

  async shapeOf(system: System): Promise<string> {
    return (await (await this.#of(system)).describe()).hash
  }

  async forget(name: string): Promise<void> {
    const session = await this.#sessions.get(name)?.catch(() => null)
    this.#sessions.delete(name)
    await session?.[Symbol.asyncDispose]()
  }

  #of(system: System): Promise<Session> {
    let session = this.#sessions.get(system.name)
    if (session === undefined) {
      session = this.#open(system)
      // A system that did not answer is asked anew the next time.
      session.catch(() => this.#sessions.delete(system.name))
      this.#sessions.set(system.name, session)
    }
    return session
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const names = Array.from(this.#sessions.keys())
    for (const name of names) await this.forget(name)
  }
}
