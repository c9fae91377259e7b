import { rulePath } from '../../model/index.ts'
import type { When } from '../../model/index.ts'
import type { WhenSaid } from '../definition/when.ts'
import type { Declared } from './declared-names.ts'

/** A condition with its names looked up; null where none was written. */
export function whenOf(said: WhenSaid | undefined, under: string, names: Declared): When | null {
  if (said === undefined) return null
  const at = rulePath(...under.split('.'), 'when')
  const own = said.sv ?? said.en ?? said.no ?? said.nb
  return {
    at, people: names.people(said.people, `${at}.people`), data: names.data(said.data, `${at}.data`), controllers: names.controllers(said.controller, `${at}.controller`),
    places: said.in ?? [], fromAge: said['from-age'] ?? null, underAge: said['under-age'] ?? null,
    words: said.words ?? (own === undefined ? null : { sv: said.sv ?? said.no ?? said.nb ?? own, en: said.en ?? own, no: said.no ?? said.nb ?? said.sv ?? own }),
  }
}
