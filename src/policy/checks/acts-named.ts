import { citationParts, parseCitation } from '../law/index.ts'
import type { Act, Citation } from '../law/index.ts'

/** The act that words name, with or without a place in it: "LAS", "personuppgiftslagen", "BFL 7:2". */
export function actOf(words: string): Act | null {
  const citation = citationIn(words)
  return citation === null ? null : citationParts(citation).act
}

export function citationIn(words: string): Citation | null {
  return parseCitation(words) ?? parseCitation(`${words} 1`) ?? parseCitation(`${words} 1:1`)
}
