import type { Work } from '../work/index.ts'
import { takeDeciding } from './store-deciding.ts'

/** One process decides at a time: a pass reads everybody as they were when it began, and must not write over what came later. */
export async function alone<T>(work: Pick<Work, 'pool' | 'signal'>, run: () => Promise<T>): Promise<T> {
  for (let pause = 20; ; pause = Math.min(1000, pause * 2)) {
    work.signal.throwIfAborted()
    const free = await takeDeciding(work.pool)
    if (free !== null) {
      try {
        return await run()
      } finally {
        await free()
      }
    }
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
}
