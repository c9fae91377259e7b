import { text, verbatim } from '../text/index.ts'
import type { Text } from '../text/index.ts'
import { day } from './day.ts'
import type { Day } from './day.ts'

/** A supervisory authority (Art 51), as the notice names it. Contact details are the authority's own. */
export interface Authority {
  readonly country: string
  /** A part of the country, where it supervises no more than that part’s public bodies. */
  readonly region: string | null
  /** What a sentence calls it in each language. */
  readonly name: Text
  /** Its name in its own language. */
  readonly ownName: string
  readonly short: string | null
  readonly site: string
  readonly email: string | null
  readonly phone: string | null
  readonly address: string | null
  readonly former: readonly FormerName[]
}

/** A name that it no longer has, and the first day it did not. */
export interface FormerName { readonly name: string; readonly until: Day }

type Reach = Partial<Pick<Authority, 'email' | 'phone' | 'address' | 'former' | 'name'>>

export const authorities: readonly Authority[] = [
  of('SE', 'Integritetsskyddsmyndigheten', 'IMY', 'https://www.imy.se', {
    email: 'imy@imy.se', phone: '08-657 61 00', address: 'Box 8114, 104 20 Stockholm', former: [{ name: 'Datainspektionen', until: day('2021-01-01') }],
    name: text({ sv: 'Integritetsskyddsmyndigheten (IMY)', en: 'the Swedish Authority for Privacy Protection (IMY)', no: 'den svenske Integritetsskyddsmyndigheten (IMY)' }),
  }),
  of('NO', 'Datatilsynet', null, 'https://www.datatilsynet.no', {
    email: 'postkasse@datatilsynet.no', phone: '+47 22 39 69 00', address: 'Postboks 458 Sentrum, 0105 Oslo',
    name: text({ sv: 'norska Datatilsynet', en: 'the Norwegian Data Protection Authority (Datatilsynet)', no: 'Datatilsynet' }),
  }),
  of('DK', 'Datatilsynet', null, 'https://www.datatilsynet.dk', {
    email: 'dt@datatilsynet.dk', name: text({ sv: 'danska Datatilsynet', en: 'the Danish Data Protection Agency (Datatilsynet)', no: 'det danske Datatilsynet' }),
  }),
  of('FI', 'Tietosuojavaltuutetun toimisto', null, 'https://tietosuoja.fi', {
    email: 'tietosuoja@om.fi', name: text({ sv: 'Dataombudsmannens byrå i Finland', en: 'the Finnish Office of the Data Protection Ombudsman', no: 'det finske Dataombudsmannens kontor' }),
  }),
  of('IS', 'Persónuvernd', null, 'https://www.personuvernd.is'),
  of('LI', 'Datenschutzstelle', null, 'https://www.datenschutzstelle.li'),
  of('AT', 'Datenschutzbehörde', 'DSB', 'https://www.dsb.gv.at'),
  of('BE', 'Gegevensbeschermingsautoriteit / Autorité de protection des données', 'GBA / APD', 'https://www.dataprotectionauthority.be'),
  of('BG', 'Комисия за защита на личните данни', null, 'https://www.cpdp.bg'),
  of('HR', 'Agencija za zaštitu osobnih podataka', 'AZOP', 'https://azop.hr'),
  of('CY', 'Γραφείο Επιτρόπου Προστασίας Δεδομένων Προσωπικού Χαρακτήρα', null, 'https://www.dataprotection.gov.cy'),
  of('CZ', 'Úřad pro ochranu osobních údajů', 'ÚOOÚ', 'https://uoou.gov.cz'),
  of('EE', 'Andmekaitse Inspektsioon', 'AKI', 'https://www.aki.ee'),
  of('FR', 'Commission nationale de l’informatique et des libertés', 'CNIL', 'https://www.cnil.fr'),
  of('DE', 'Bundesbeauftragte für den Datenschutz und die Informationsfreiheit', 'BfDI', 'https://www.bfdi.bund.de'),
  of('GR', 'Αρχή Προστασίας Δεδομένων Προσωπικού Χαρακτήρα', null, 'https://www.dpa.gr'),
  of('HU', 'Nemzeti Adatvédelmi és Információszabadság Hatóság', 'NAIH', 'https://www.naih.hu'),
  of('IE', 'Data Protection Commission', 'DPC', 'https://www.dataprotection.ie'),
  of('IT', 'Garante per la protezione dei dati personali', null, 'https://www.garanteprivacy.it'),
  of('LV', 'Datu valsts inspekcija', 'DVI', 'https://www.dvi.gov.lv'),
  of('LT', 'Valstybinė duomenų apsaugos inspekcija', 'VDAI', 'https://vdai.lrv.lt'),
  of('LU', 'Commission nationale pour la protection des données', 'CNPD', 'https://cnpd.public.lu'),
  of('MT', 'Information and Data Protection Commissioner', 'IDPC', 'https://idpc.org.mt'),
  of('NL', 'Autoriteit Persoonsgegevens', 'AP', 'https://autoriteitpersoonsgegevens.nl'),
  of('PL', 'Urząd Ochrony Danych Osobowych', 'UODO', 'https://uodo.gov.pl'),
  of('PT', 'Comissão Nacional de Proteção de Dados', 'CNPD', 'https://www.cnpd.pt'),
  of('RO', 'Autoritatea Națională de Supraveghere a Prelucrării Datelor cu Caracter Personal', 'ANSPDCP', 'https://www.dataprotection.ro'),
  of('SK', 'Úrad na ochranu osobných údajov', null, 'https://dataprotection.gov.sk'),
  of('SI', 'Informacijski pooblaščenec', 'IP', 'https://www.ip-rs.si'),
  of('ES', 'Agencia Española de Protección de Datos', 'AEPD', 'https://www.aepd.es'),
]

/**
 * Authorities of a part of a country. Åland: the public administration of the province and its municipalities, by landskapslagen
 * (2019:9) om dataskydd; everybody else there has the authority of Finland (read at di.ax, 2026).
 */
const regional: readonly Authority[] = [
  { ...of('FI', 'Datainspektionen', null, 'https://www.di.ax', { name: text({ sv: 'Datainspektionen på Åland', en: 'the Åland Data Protection Authority (Datainspektionen)', no: 'Datainspektionen på Åland' }) }), region: 'AX' },
]

const byCountry = new Map(authorities.map((authority) => [authority.country, authority]))

/** The authority that supervises a controller established in a country, or a public body of a part of it; null outside the EEA. */
export function authorityOf(country: string, region: string | null = null, isPublic = false): Authority | null {
  const own = isPublic && region !== null ? regional.find((one) => one.country === country && one.region === region) : undefined
  return own ?? byCountry.get(country) ?? null
}

export interface NamedAuthority {
  readonly authority: Authority
  /** The former name that was written, when it was one: `former.until` tells since when it is wrong. */
  readonly former: FormerName | null
}

/**
 * The authorities that a name means: by name, short name or one it had before. Two countries share Datatilsynet, so
 * there may be several; none for a name nobody has.
 */
export function authoritiesNamed(written: string): readonly NamedAuthority[] {
  const name = plain(written)
  return [...authorities, ...regional].flatMap((authority): readonly NamedAuthority[] => {
    const names = [authority.ownName, ...Object.values(authority.name), ...(authority.short === null ? [] : [authority.short])]
    if (names.some((one) => plain(one) === name)) return [{ authority, former: null }]
    const former = authority.former.find((one) => plain(one.name) === name)
    return former === undefined ? [] : [{ authority, former }]
  })
}

function plain(name: string): string {
  return name.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim()
}

function of(country: string, ownName: string, short: string | null, site: string, reach: Reach = {}): Authority {
  const name = verbatim(short === null ? ownName : `${ownName} (${short})`)
  return { country, region: null, name, ownName, short, site, email: null, phone: null, address: null, former: [], ...reach }
}
