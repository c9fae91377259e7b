import type { Day } from '../policy/law/index.ts'
import type { Policy } from '../policy/model/index.ts'
import type { Lang } from '../policy/text/index.ts'
import type { Marks } from '../notice/index.ts'
import type { Version } from '../versions/index.ts'

/** What the pages need from the installation; app.ts provides it. */
export interface Site {
  readonly policy: Policy
  today(): Day
  /** Statuses as the public may see them, in one read. */
  marks(lang: Lang): Promise<Marks | null>
  versions(): Promise<readonly Version[]>
  versionDocument(number: number, lang: Lang): Promise<unknown>
  /** Answers with the codes of what is not ready; empty when all is. */
  notReady(): Promise<readonly string[]>
  metrics(): Promise<string>
  /** The instant that a fixed clock shows; null when the clock is the machine's. */
  readonly fixedClock: string | null
}
