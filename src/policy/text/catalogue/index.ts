import type { Text } from '../lang.ts'
import { fill } from './message.ts'
import type { ParamsOf, Spoken, Value } from './message.ts'
import { anchors } from './anchors.ts'
import { cookies } from './cookies.ts'
import { deadline } from './deadline.ts'
import { diff } from './diff.ts'
import { layers } from './layers.ts'
import { messages } from './messages.ts'
import { notice } from './notice.ts'
import { pages } from './pages.ts'
import { promises } from './promises.ts'
import { readability } from './readability.ts'
import { register } from './register.ts'
import { requests } from './requests.ts'
import { retention } from './retention.ts'
import { rights } from './rights.ts'
import { status } from './status.ts'

/**
 * Every area's messages. To add one: write `catalogue/<area>.ts` with keys that begin with the area, and name it here.
 * The test of the catalogue reads each key in each language.
 */
export const areas = { anchors, cookies, deadline, diff, layers, messages, notice, pages, promises, readability, register, requests, retention, rights, status } as const

const catalogue = { ...anchors, ...cookies, ...deadline, ...diff, ...layers, ...messages, ...notice, ...pages, ...promises, ...readability, ...register, ...requests, ...retention, ...rights, ...status }

type Catalogue = typeof catalogue
export type MessageKey = keyof Catalogue
export type MessageParams<K extends MessageKey> = ParamsOf<Catalogue[K]>

/** The message in every language. */
export function say<K extends MessageKey>(key: K, ...[params]: keyof MessageParams<K> extends never ? [] : [params: MessageParams<K>]): Text {
  const message: Text | Spoken<never> = catalogue[key]
  if ('sample' in message) return (message as unknown as Spoken<never>).say(params as never)
  return fill(message, (params ?? {}) as Readonly<Record<string, Value>>)
}
