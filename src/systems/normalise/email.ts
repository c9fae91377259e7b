import { domainToASCII } from 'node:url'
import { bare } from './text.ts'

const plain = /^[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/
const longest = 254 // RFC 5321, as a whole address
const longestLocal = 64

/**
 * One spelling for an address: lower case, no spaces around, the domain in ASCII. What stands before a plus stays, since only
 * the receiving server knows whether `anna+news` is `anna`: two people must never become one.
 */
export function email(raw: string): string | null {
  if (raw.length > 4 * longest) return null
  const lower = raw.toLowerCase()
  if (lower.length <= longest && plain.test(lower)) return lower
  return unusual(lower)
}

function unusual(lower: string): string | null {
  const text = bare(lower).normalize('NFC').toLowerCase().normalize('NFC')
  const at = text.lastIndexOf('@')
  if (at <= 0 || at === text.length - 1) return null
  const local = text.slice(0, at)
  if (local.length > longestLocal || /[\s\p{C}<>,;:"()[\]@\\]/u.test(local)) return null
  const domain = domainToASCII(text.slice(at + 1).replace(/\.$/, ''))
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain)) return null
  const whole = `${local}@${domain}`
  return whole.length > longest ? null : whole
}
