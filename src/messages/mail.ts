import type { Id, Personal } from '../platform/index.ts'
import type { Lang } from '../policy/text/index.ts'

export type MessageNo = Id<'message'>

/** One mail as it is handed to a transport. */
export interface Mail {
  readonly messageId: string
  readonly to: Personal<string>
  readonly subject: string
  readonly text: Personal<string>
  readonly lang: Lang
}

/**
 * How one attempt went. `later` is trouble with this message (a full mailbox, greylisting), `down` trouble with the server or
 * with us: neither says anything about the address. Only `bounced` does.
 */
export type Sent =
  | { readonly outcome: 'accepted'; readonly code: string }
  | { readonly outcome: 'bounced'; readonly code: string }
  | { readonly outcome: 'later'; readonly code: string }
  | { readonly outcome: 'down'; readonly code: string }

export interface Transport extends AsyncDisposable {
  /** The sink keeps mail on this machine: nobody is reached by it, and nothing may follow from it. */
  readonly via: 'smtp' | 'sink'
  send(mail: Mail): Promise<Sent>
}
