import { rulePath } from '../model/index.ts'
import { words } from './check.ts'
import type { Check } from './check.ts'

/** Decisions of an authority about rights can be appealed, and people are told where. */
export const appealMissing: Check = {
  id: 'appeal.missing', severity: 'note', law: ['DSL 7:2'],
  *find(policy) {
    if (policy.notice.appeal !== null || ![...policy.controllers.values()].some((one) => one.public && one.country === 'SE')) return
    yield { at: rulePath('appeal'), message: words('Policyn säger inte var en myndighets beslut om rättigheter kan överklagas.', 'The policy does not say where an authority’s decisions about rights can be appealed.', 'Policyen sier ikke hvor en myndighets vedtak om rettigheter kan påklages.'), instead: words('Lägg till appeal: { sv: förvaltningsrätten, en: the administrative court }.', 'Add appeal: { sv: förvaltningsrätten, en: the administrative court }.', 'Legg til appeal: { no: forvaltningsdomstolen, en: the administrative court }.') }
  },
}
