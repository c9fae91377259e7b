import { consentsIn } from './consents.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** To take a consent back is to be as easy as giving it: what was given with a click is not to be taken back by a letter, or in the settings of a browser. */
export const consentWithdrawalHarder: Check = {
  id: 'consent.withdrawal-harder', severity: 'warning', law: ['GDPR 7(3)'],
  *find(policy) {
    for (const { consent, at } of consentsIn(policy)) {
      if (consent.givenBy === 'signature' || consent.givenBy === 'letter') continue
      if (consent.withdrawnBy.some((way) => easy.has(way))) continue
      const ways = consent.withdrawnBy.join(', ')
      yield { at: at, message: words(`${ways === '' ? 'Policyn säger inte hur samtycket tas tillbaka' : `Samtycket tas bara tillbaka genom ${ways}, vilket är svårare än att ge det`}.`, `${ways === '' ? 'The policy does not say how the consent is withdrawn' : `The consent is withdrawn only by ${ways}, which is harder than giving it`}.`, `${ways === '' ? 'Policyen sier ikke hvordan samtykket trekkes tilbake' : `Samtykket trekkes bare tilbake ved ${ways}, som er vanskeligere enn å gi det`}.`), instead: words('Erbjud samma väg tillbaka: withdrawn-by: [link, page].', 'Offer the same way back: withdrawn-by: [link, page].', 'Tilby samme vei tilbake: withdrawn-by: [link, page].') }
    }
  },
}

const easy: ReadonlySet<string> = new Set(['link', 'page', 'account', 'app', 'button', 'banner', 'sms', 'choice', 'reply'])
