/** A few pieces of work at a time. The first that fails ends it, after the others have come to their end: nothing is left running. */
export class Crew implements AsyncDisposable {
  readonly #most: number
  readonly #running = new Set<Promise<void>>()
  #failure: { readonly error: unknown } | null = null

  constructor(most: number) {
    this.#most = most
  }

  /** Starts the work, and returns when there is room for more. */
  async start(work: () => Promise<void>): Promise<void> {
    const running: Promise<void> = work()
      .catch((error: unknown) => void (this.#failure ??= { error }))
      .finally(() => this.#running.delete(running))
    this.#running.add(running)
    if (this.#running.size >= this.#most) await Promise.race(this.#running)
    await this.#failed()
  }

  /** Waits for any piece to end; false when nothing is running. */
  async oneDone(): Promise<boolean> {
    const any = this.#running.size > 0
    if (any) await Promise.race(this.#running)
    await this.#failed()
    return any
  }

  async #failed(): Promise<void> {
    if (this.#failure === null) return
    await Promise.all(this.#running)
    throw this.#failure.error
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#running)
  }
}
