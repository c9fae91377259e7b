/** What a column of a register can be about. Those below `measures` have no place in a policy: they are told of, not dropped. */
export const columns = [
  'ref', 'controller', 'joint', 'representative', 'officer', 'contact', 'activity', 'purpose', 'kind', 'description', 'owner', 'people', 'data', 'special', 'ground', 'condition', 'law',
  'interest', 'source', 'recipients', 'processors', 'third-country', 'safeguard', 'retention', 'rule', 'measures',
  'systems', 'access', 'automated', 'dpia', 'rights', 'consent', 'agreement', 'authority', 'version', 'updated',
] as const
export type Column = (typeof columns)[number]

/**
 * Headings as organisations write them, in Swedish, English and Norwegian; the first that fits counts, so the narrow ones
 * stand before the wide. They are tried on the heading in lower case, without numbers, brackets and what stands in them.
 */
const headings: readonly (readonly [Column, RegExp])[] = [
  ['third-country', /^(tredje ?land|tredjestat|third countr)/],
  ['kind', /^(slag av ändamål|kind of purpose|type formål)/],
  ['access', /åtkomst|behörig(a|het)|access (within|rights)|who has access|tilgang/],
  ['rule', /gallringsregel|retention rule|slettingsregel|regel for sletting/],
  ['joint', /gemensam|joint|felles/],
  ['dpia', /konsekvensbedömning|dpia|impact assessment|personvernkonsekvens|vurdering av personvern|riskbedömning|risk ?analys|risk assessment|risikovurdering/],
  ['interest', /berättigat intresse|berättigade intresse|intresseavvägning|legitimate interest|berettiget interesse|interesseavveiing|\blia\b/],
  ['agreement', /(biträdes|databehandler)avtal|agreement|contract with|^avtal|link to contract|databehandleravtale/],
  ['safeguard', /(skyddsåtgärd|skyddsnivå|stöd|mekanism|grund).*(överför|tredje)|överförings(mekanism|grund|stöd)|safeguard|transfer (mechanism|tool|basis)|overføringsgrunnlag|garanti/],
  ['third-country', /tredje ?land|utanför (eu|ees)|third countr|international organi|transfer|överför|tredjeland|tredjestat|utenfor (eu|eøs)|overfør/],
  ['processors', /biträde|processor|databehandler/],
  ['special', /känslig|särskilda kategorier|extra skyddsvärd|sensitive|special categor|særlige? kategori|criminal offence|lagöverträdelse|personnummer\?/],
  ['condition', /(artikel|artikkel|art|article)\.? ?(9|10)\b|undantag.*(känslig|9)|condition for processing|villkor|vilkår/],
  ['people', /registrerade|registrert|data subject|individuals|categories of (persons|people)|persons concerned|personkategori|kategori\w* (av |for )?person(er)?$|berörda personer|vilka personer|whose data|about whom|uppgifter om$|omfattade personer/],
  ['ground', /(rättslig|laglig|rättsliga|lagliga) ?(grund|stöd)|laglighet|legal ba|lawful ba|legal ground|ground for processing|behandlingsgrunnlag|rettslig grunnlag|(artikel|artikkel|art|article)\.? ?6\b|^grund$/],
  ['law', /lagstöd|författning|lagrum|hjemmel|applicable law|law$|^lag$|lovhjemmel/],
  ['retention', /gallring|bevarande|lagringstid|lagringsperiod|lagringsfrist|sparas|sparande|lagras hur länge|hur länge|tidsfrist|radering|retention|erasure|deletion|storage (period|limit|time)|time limit|how long|slett|oppbevaring|lagringstid|kassasjon/],
  ['measures', /säkerhet|tekniska och organisatoriska|skyddsåtgärd|security|technical and organi|\btoms?\b|sikkerhet|tekniske og organisatoriske/],
  ['recipients', /mottag|mottak|recipient|utlämn|lämnas ut|delas med|delas till|shared with|disclos|utlever|deles med|vilka får del/],
  ['officer', /dataskyddsombud|\bdpo\b|data protection officer|personvernombud|\bdso\b/],
  ['representative', /företrädare|representa/],
  ['controller', /personuppgiftsansvarig|\bpua\b|data controller|controller|behandlingsansvarlig|juridisk person|bolag$|legal entity/],
  ['rights', /rättighet|rights|rettighet/],
  ['consent', /samtycke|consent|samtykke/],
  ['automated', /automatis|automated|profiler|profiling/],
  ['authority', /tillsynsmyndighet|supervisory authority|tilsynsmyndighet/],
  ['source', /källa|källor|varifrån|ursprung|source|where .*(from|obtained)|kilde|hvor .*(fra|hentes)|innhent|inhämtas/],
  ['purpose', /ändamål|syfte|purpose|formål|hensikt|why /],
  ['data', /personuppgift|uppgiftskategori|typ av uppgifter|vilka uppgifter|uppgifter som|^uppgifter|personal data|categories of data|data categories|data types|types of data|personopplysning|opplysning|kategori\w* (av )?uppgift/],
  ['systems', /system|it-stöd|applikation|application|databas|database|program|lagringsplats|var lagras|location of|where .*(stored|kept)|lagringssted/],
  ['owner', /ansvarig|ägare|owner|responsible|förvaltare|enhet|avdelning|department|verksamhet|business (function|unit|area)|ansvarlig|\beier|prosesseier|avdeling|enhet|nämnd|förvaltning/],
  ['activity', /benämning|behandlingens namn|namn på|^namn$|^behandling(en|ar)?$|^behandlinger$|aktivitet|processing activit|name of|activity|^process(en)?$|prosess|^name$|^navn|^titel$|^title$|^register$/],
  ['contact', /kontakt|contact|e-?post|e-?mail/],
  ['description', /beskriv|descri|kommentar om behandling|how we use/],
  ['version', /version|versjon/],
  ['updated', /uppdater|ändrad|senast|reviderad|granskad|updated|reviewed|last |oppdatert|datum|date|dato|skapad|created|opprettet/],
  ['ref', /^(ref|referens|reference|referanse|nr|no|number|nummer|id|löpnr|löpnummer|behandlings-?id|record id|diarienummer|dnr|beteckning)$/],
]

export function columnOf(heading: string): Column | null {
  const plain = plainHeading(heading)
  if (plain === '' || plain.length > 160) return null
  return headings.find(([, shape]) => shape.test(plain))?.[0] ?? null
}

/** `3. Kategorier av registrerade (art 30.1 c)*` is `kategorier av registrerade`. */
export function plainHeading(heading: string): string {
  const low = heading.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim()
  const bare = low.replace(/\([^)]*\)/g, ' ').replace(/^[\d.)\s]+(?=\p{L})/u, '').replace(/[*:?]+$/g, '').replace(/\s+/g, ' ').trim()
  return bare === '' ? low : bare
}
