import { words } from './check.ts'
import type { Check } from './check.ts'

/** What may stop an erasure is listed in Art 17(3), and nothing else does; a legitimate interest yields to an objection that is upheld. */
export const rightsErasureBarred: Check = {
  id: 'rights.erasure-barred', severity: 'error', law: ['GDPR 17(3)', 'GDPR 21(1)'],
  *find(policy) {
    for (const terms of policy.rights) {
      if (terms.right !== 'erasure') continue
      const unlawful = terms.except.filter((one) => !exceptions.has(one))
      if (unlawful.length === 0) continue
      yield { at: terms.at, message: words(`Radering nekas av ett skäl som lagen inte har: ${unlawful.join(', ')}.`, `Erasure is refused for a reason that the law does not have: ${unlawful.join(', ')}.`, `Sletting nektes av en grunn som loven ikke har: ${unlawful.join(', ')}.`), instead: words('Behåll bara except: [legal-obligation, claims, expression, public-health, archive].', 'Keep except: [legal-obligation, claims, expression, public-health, archive] only.', 'Behold bare except: [legal-obligation, claims, expression, public-health, archive].') }
    }
  },
}

const exceptions: ReadonlySet<string> = new Set(['legal-obligation', 'public-task', 'claims', 'expression', 'public-health', 'archive', 'research', 'statistics'])
