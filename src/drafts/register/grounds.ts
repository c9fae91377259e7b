import type { Ground } from '../../policy/model/index.ts'

const letters: Readonly<Record<string, Ground>> = { a: 'consent', b: 'contract', c: 'legal-obligation', d: 'vital-interests', e: 'public-task', f: 'legitimate-interest' }

const words: readonly (readonly [Ground, RegExp])[] = [
  ['legitimate-interest', /berättigat intresse|berättigade intresse|intresseavvägning|legitimate interest|berettiget interesse|interesseavveiing/],
  ['legal-obligation', /rättslig(a)? (förpliktelse|skyldighet)|lagkrav|lagstadgad|skyldighet enligt lag|legal obligation|statutory|rettslig (forpliktelse|plikt)|lovpålagt/],
  ['public-task', /allmänt intresse|allmänna intresset|myndighetsutövning|uppgift av allmänt|public (task|interest)|official authority|allmenn interesse|offentlig myndighet|myndighetsutøvelse/],
  ['vital-interests', /grundläggande intresse|vitala|vital interest|livsviktig|vitale interesser/],
  ['consent', /samtyck|consent|samtykk/],
  ['contract', /avtal|contract|avtale|kontrakt/],
]

/** The grounds that a cell names, by article and by name, each once; an article that is written out goes first. */
export function groundsIn(cell: string): readonly Ground[] {
  const low = bare(cell)
  const byArticle = [...low.matchAll(/\b6[ .,]*\(?1\)?[ .,:]*\(?([a-f])\b/g)].map((found) => letters[found[1] ?? ''])
  const byName = words.filter(([, shape]) => shape.test(low)).map(([ground]) => ground)
  return [...new Set([...byArticle, ...byName].filter((ground) => ground !== undefined))]
}

const conditionLetters: Readonly<Record<string, string>> = {
  a: 'explicit-consent', b: 'employment-law', c: 'vital-interests', d: 'association', e: 'made-public', f: 'claims', g: 'substantial-public-interest', h: 'health-care', i: 'public-health', j: 'archive-research',
}

const conditionWords: readonly (readonly [string, RegExp])[] = [
  ['explicit-consent', /uttryckligt samtycke|explicit consent|uttrykkelig samtykke/],
  ['employment-law', /arbetsrätt|social trygghet|employment|arbeidsrett|trygderett/],
  ['claims', /rättsliga anspråk|legal claims|rettskrav/],
  ['health-care', /hälso- och sjukvård|health ?care|helsetjeneste|helsehjelp/],
  ['public-health', /folkhälsa|public health|folkehelse/],
  ['substantial-public-interest', /viktigt allmänt intresse|substantial public|viktige allmenne/],
  ['archive-research', /arkiv|forskning|statistik|archiv|research|statistic/],
  ['vital-interests', /grundläggande intresse|vital/],
]

/** The conditions of Art 9(2) that a cell names. */
export function conditionsIn(cell: string): readonly string[] {
  const low = bare(cell)
  const byArticle = [...low.matchAll(/\b9[ .,]*\(?2\)?[ .,:]*\(?([a-j])\b/g)].map((found) => conditionLetters[found[1] ?? ''])
  const named = byArticle.length > 0 ? byArticle : conditionWords.filter(([, shape]) => shape.test(low)).map(([condition]) => condition)
  return [...new Set(named.filter((condition) => condition !== undefined))]
}

/** `artikkel 6 nr. 1 bokstav f` and `artikel 6 punkt 1 f` are `6 1 f`. */
function bare(cell: string): string {
  return cell.toLowerCase().replace(/\b(nr|no|punkt|stycket|bokstav|para(graph)?|letter|led)\b\.?/g, ' ').replace(/\s+/g, ' ')
}
