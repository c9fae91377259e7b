import { knownData, knownPeople } from '../../policy/language/index.ts'
import type { DataClass } from '../../policy/model/index.ts'
import { slug } from '../slug.ts'

export interface Named { readonly name: string; readonly class: DataClass; readonly known: boolean }

/** What people write for the data that the language knows by name. */
const dataWords: readonly (readonly [string, RegExp])[] = [
  ['name', /^((för|efter|for|etter)?-? ?(och|og)? ?(efter|etter)?namn|(first|last|full|sur)? ?-?names?|(fullt )?navn|namnuppgift(er)?|kontaktnamn)$/],
  ['email', /^(e-?post|e-?mail|mejl|mail|epost)( ?-?adress(er)?| ?addresse?(s|es)?|adresser?)?$/],
  ['mobile', /^(mobil|mobile|cell)( ?-?(telefon|tel|tlf|phone))?(nummer|nr| numbers?| no)?$/],
  ['phone', /^(telefon|tel|tfn|tlf|phone|telephone)(nummer|nr| numbers?| no)?\.?$/],
  ['address', /^((post|hem|bostads|besöks|folkbokförings|gate|home|postal|street) ?)?-?(adress(er|uppgifter)?|address(es)?|addresse?r?)$/],
  ['identity-number', /^(personnummer|person-? ?nr|pnr|samordningsnummer|person- (och|eller) samordningsnummer|fødselsnummer|personal identity numbers?|national id(entity|entification)?( numbers?)?|social security numbers?|ssn|id-?nummer)$/],
  ['customer-number', /^(kundnummer|kund-?id|customer (number|id)|kundenummer)$/],
  ['username', /^(användarnamn|user ?names?|brukernavn|login|inloggningsnamn|användar-?id|user id)$/],
  ['ip-address', /^ip[- ]?(adress(er)?|address(es)?|adresser?|nummer)$/],
  ['cookie-id', /^(cookies?|kakor|cookie-?id|informasjonskapsler|cookie data)$/],
  ['photo', /^(foto(n|grafi(er)?)?|bild(er)?|photos?|photographs?|images?|bilder?|porträtt(bild)?)$/],
  ['bank-account', /^(bankkonto(nummer)?|kontonummer|bank account( numbers?| details)?|bankuppgifter|kontouppgifter)$/],
  ['card-number', /^(kortnummer|kortuppgifter|card numbers?|kreditkortsnummer|kredittkort(nummer)?|betalkort(snummer)?)$/],
  ['payment', /^(betal(nings)?uppgifter|betalningsinformation|payment (details|data|information)|betalingsopplysninger)$/],
  ['salary', /^(lön(euppgifter)?|salary|salaries|wages|pay|lønn(sopplysninger)?)$/],
  ['cv', /^(cv|meritförteckning(ar)?|curriculum vitae|resumé|meriter)$/],
  ['cover-letter', /^(personligt brev|ansöknings?(brev|handlingar)|cover letters?|søknads?(brev)?)$/],
  ['diet', /^(kost(önskemål|hållning)?|specialkost|matallergi(er)?|diet(ary needs)?|allergier och kost|kosthold)$/],
  ['health', /^(hälso(uppgifter|tillstånd|data)|hälsa|uppgifter om hälsa|health( data)?|helseopplysninger|sjukfrånvaro|sykefravær)$/],
  ['order-history', /^(köp(historik)?|beställningar|orderhistorik|order history|purchases?|purchase history|kjøpshistorikk)$/],
  ['title', /^(titel|befattning|yrkestitel|job titles?|position|roll|stilling|title)$/],
  ['organisation', /^(organisation|företag(snamn)?|arbetsgivare|arbetsplats|company|employer|bedrift|virksomhet)$/],
  ['last-sign-in', /^(senaste inloggning|inloggningstid(er)?|last (sign-?in|log-?in)|siste innlogging)$/],
  ['usage-log', /^(användningslogg|loggar|logg(uppgifter)?|logs?|usage data|användningsdata|aktivitetslogg|brukslogg)$/],
  ['message', /^(meddelanden?|messages?|meldinge?r?|e-?postmeddelanden|korrespondens|correspondence)$/],
]

const peopleWords: readonly (readonly [string, RegExp])[] = [
  ['customer-contact', /kundkontakt|kontaktperson(er)? (hos|på|vid) kund|customer contact|kundekontakt|contact persons? (at|of) customers?/],
  ['customer-employee', /anställd(a)? hos kund|kunders anställda|customers?.? employees?|ansatte? hos kunde/],
  ['prospect', /potentiell(a)? kund|prospekt|möjlig(a)? kund|leads?$|prospect|potensiell(e)? kunde/],
  ['customer', /^(privat|slut)?kund(er|erna|en)?$|^customers?$|^kunde(r|ne|n)?$|^clients?$|^konsument(er)?$|^consumers?$/],
  ['employee', /^(anställd(a)?|medarbetare|personal(en)?|arbetstagare|employees?|staff|ansatt(e)?|medarbeidere?)$/],
  ['applicant', /^((arbets|jobb|job)?[ -]?(sökande|søkere?|applicants?|kandidat(er)?|candidates?))$/],
  ['supplier', /leverantör|supplier|vendor|leverandør/],
  ['visitor', /besökar|visitor|besøk/],
  ['member', /^(medlem(mar)?(na)?|members?|medlemmer)$/],
  ['pupil', /^(elev(er)?(na)?|pupils?|skolelever)$/],
  ['guardian', /vårdnadshavare|guardian|foresat|föräldrar|^parents?$/],
  ['patient', /^(patient(er)?|patients?|pasient(er)?)$/],
  ['subscriber', /prenumerant|subscriber|abonnent|mottagare av nyhetsbrev|nyhetsbrevsmottagare/],
  ['participant', /deltagar|participant|deltaker|attendees?/],
  ['referee', /^referens(person(er)?|er)?$|referee|^referanse(r|personer)?$/],
]

/** Words that put data in a class of its own, where the name itself is not known. */
const classWords: readonly (readonly [DataClass, RegExp])[] = [
  ['trade-union', /fack(lig|förening)|trade ?union|union membership|fagforening/],
  ['health', /hälso|hälsa|sjuk|diagnos|medicin|läkar|allergi|handikapp|funktionsned|health|medical|illness|disab|helse|sykdom|syke/],
  ['religion', /relig|trosuppfattning|livssyn/],
  ['ethnic-origin', /etnisk|ethnic|\bras(er)?\b|race\b/],
  ['political-opinion', /politisk|politiska|political/],
  ['sexual-orientation', /sexuell läggning|sexual orientation|seksuell orientering/],
  ['sex-life', /sexualliv|sex life/],
  ['genetic', /genetisk|genetic/],
  ['biometric', /biometr|fingeravtryck|fingerprint|ansiktsigenkänning/],
  ['criminal', /lagöverträdelse|brott(s|et)?\b|belastningsregister|criminal|straff|politiattest/],
  ['national-id', /personnummer|samordningsnummer|fødselsnummer|social security/],
  ['financial', /bank|betal|ekonomi|lön|faktur|kredit|financ|payment|salary|invoice|lønn/],
  ['location', /\bgps\b|lokaliser|position(sdata|eringsdata)|location|geografisk/],
  ['device', /ip-|cookie|enhets|device|webbläsar|browser|logg/],
  ['free-text', /fritext|anteckning|free ?text|notes|kommentar|notat/],
  ['communication', /inspel|recording|opptak|samtal|e-?postinnehåll/],
]

export function dataNamed(label: string): Named {
  const plain = plainLabel(label)
  const known = dataWords.find(([, shape]) => shape.test(plain))?.[0] ?? labelled(knownData, plain)
  if (known !== null) return { name: known, class: knownData.get(known)?.class ?? 'ordinary', known: true }
  return { name: slug(plain, 'data'), class: classWords.find(([, shape]) => shape.test(plain))?.[0] ?? 'ordinary', known: false }
}

export function personNamed(label: string): { readonly name: string; readonly known: boolean } {
  const plain = plainLabel(label)
  const exact = [...knownPeople].find(([, text]) => Object.values(text).some((words) => words.toLowerCase() === plain))?.[0]
  const known = exact ?? peopleWords.find(([, shape]) => shape.test(plain))?.[0]
  return known === undefined ? { name: slug(plain, 'people'), known: false } : { name: known, known: true }
}

function labelled(known: typeof knownData, plain: string): string | null {
  for (const [name, { label }] of known) if (name === plain || Object.values(label).some((words) => words.toLowerCase() === plain)) return name
  return null
}

function plainLabel(label: string): string {
  return label.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').replace(/^[-•–*·\d.)\s]+(?=\p{L})/u, '').replace(/[.:;]+$/, '').trim()
}

/** The items of a cell. Breaks and semicolons part them; only where there are none do commas, and an `and` before the last. */
export function itemsIn(cell: string): readonly string[] {
  const lines = cell.split(/[\n;•·]|(?:^|\s)[-–*](?=\s)/).map((item) => item.trim()).filter((item) => item !== '')
  const items = lines.length > 1 ? lines : commas(cell.replace(/^[-–*•]\s*/, '')).flatMap((item, at, all) => (at === all.length - 1 ? lastTwo(item) : [item]))
  return [...new Set(items.map((item) => item.replace(/^[-•–*·\s]+/, '').replace(/^(samt|och|and|og)\s+/i, '').replace(/[.,;]+$/, '').trim()).filter((item) => item !== ''))]
}

/** Commas outside of brackets. */
function commas(words: string): string[] {
  const items: string[] = ['']
  let depth = 0
  for (const sign of words) {
    if (sign === '(') depth += 1
    if (sign === ')') depth -= 1
    if (sign === ',' && depth <= 0) items.push('')
    else items[items.length - 1] += sign
  }
  return items.map((item) => item.trim())
}

function lastTwo(item: string): string[] {
  const parts = item.split(/\s(?:och|samt|and|og)\s/i)
  return parts.length === 2 && !item.includes('(') && parts[0]?.trim().endsWith('-') !== true && parts.every((part) => part.trim().split(' ').length <= 3) ? parts : [item]
}

/** A cell that says that there is nothing. */
export function saysNone(cell: string): boolean {
  return /^(-|–|—|\/|n\/?a|nej|no|nei|none|inga|ingen|inget|ej (tillämpligt|aktuellt|relevant)|not applicable|ikke (aktuelt|relevant)|saknas|anges inte i policyn|not said in the policy|står ikke i policyen|0)\.?$/i.test(cell.trim())
}
