import { rulePath } from '../model/index.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** E-mail, text messages and the like to natural persons need a yes first; an address from a sale may be used for one’s own similar products until a no. */
export const marketingOptOutByMail: Check = {
  id: 'marketing.opt-out-by-mail', severity: 'error', law: ['MFL 19', 'GDPR 21(2)'],
  *find(policy) {
    for (const purpose of policy.purposes.values()) {
      if (!purpose.marketing) continue
      const electronic = [...purpose.channels].filter(([channel, ground]) => automatic.has(channel) && (ground === 'objection' || (ground === 'existing-customer' && !purpose.people.some((name) => bought.test(name))))).map(([channel]) => channel)
      if (electronic.length === 0) continue
      const ways = electronic.join(', ')
      yield { at: rulePath('purposes', purpose.name, 'channels'), message: words(`Reklam via ${ways} till dem som inte är kunder kräver deras samtycke först.`, `Marketing by ${ways} to people who are no customers needs their consent first.`, `Reklame via ${ways} til folk som ikke er kunder, krever samtykke først.`), instead: words(`Skriv channels: { ${electronic[0] ?? 'email'}: consent }, eller existing-customer där adressen kommer från ett köp.`, `Write channels: { ${electronic[0] ?? 'email'}: consent }, or existing-customer where the address comes from a sale.`, `Skriv channels: { ${electronic[0] ?? 'email'}: consent }, eller existing-customer der adressen kommer fra et kjøp.`) }
    }
  },
}

const automatic: ReadonlySet<string> = new Set(['email', 'sms', 'app'])

/** Relations that a sale made: an address of theirs came with it. */
const bought = /customer|member|subscriber|buyer|kund|medlem/i
