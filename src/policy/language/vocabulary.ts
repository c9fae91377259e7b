import type { DataClass } from '../model/index.ts'
import { text } from '../text/index.ts'
import type { Text } from '../text/index.ts'

/** Words that nobody should have to declare: with a label in each language and, for data, the class the law puts them in. */
export interface KnownData { readonly label: Text; readonly class: DataClass; readonly identifies: 'person' | 'weak' | null; readonly collected: 'given' | 'automatically' }

const labelled = (sv: string, en: string, no: string): Text => text({ sv, en, no })
const data = (sv: string, en: string, no: string, cls: DataClass = 'ordinary', more: Partial<KnownData> = {}): KnownData => ({ label: labelled(sv, en, no), class: cls, identifies: null, collected: 'given', ...more })

const person = { identifies: 'person' } as const
const weak = { identifies: 'weak' } as const
const automatic = { collected: 'automatically' } as const

export const knownData: ReadonlyMap<string, KnownData> = new Map(Object.entries({
  name: data('namn', 'name', 'navn', 'contact', weak),
  title: data('befattning', 'job title', 'stilling'),
  organisation: data('organisation', 'organisation', 'organisasjon'),
  email: data('e-postadress', 'e-mail address', 'e-postadresse', 'contact', person),
  phone: data('telefonnummer', 'telephone number', 'telefonnummer', 'contact', weak),
  mobile: data('mobilnummer', 'mobile number', 'mobilnummer', 'contact', weak),
  address: data('postadress', 'postal address', 'postadresse', 'contact', weak),
  'invoice-address': data('fakturaadress', 'invoice address', 'fakturaadresse', 'contact'),
  'identity-number': data('personnummer', 'personal identity number', 'fødselsnummer', 'national-id', person),
  'customer-number': data('kundnummer', 'customer number', 'kundenummer', 'ordinary', person),
  username: data('användarnamn', 'user name', 'brukernavn', 'ordinary', person),
  'last-sign-in': data('senaste inloggning', 'last sign-in', 'siste innlogging', 'device', automatic),
  'ip-address': data('ip-adress', 'IP address', 'IP-adresse', 'device', { ...automatic, ...weak }),
  'cookie-id': data('id i en kaka', 'cookie identifier', 'id i en informasjonskapsel', 'device', { ...automatic, ...weak }),
  'device-id': data('enhets-id', 'device identifier', 'enhets-ID', 'device', { ...automatic, ...weak }),
  'usage-log': data('användningslogg', 'log of use', 'brukslogg', 'device', automatic),
  diet: data('kostönskemål', 'dietary needs', 'kostholdsbehov', 'health'),
  health: data('hälsouppgifter', 'health data', 'helseopplysninger', 'health'),
  photo: data('foto', 'photograph', 'bilde'),
  recording: data('inspelning', 'recording', 'opptak', 'communication', automatic),
  message: data('meddelande', 'message', 'melding', 'free-text'),
  'order-history': data('köphistorik', 'order history', 'kjøpshistorikk'),
  payment: data('betalningsuppgifter', 'payment details', 'betalingsopplysninger', 'financial'),
  'card-number': data('kortnummer', 'card number', 'kortnummer', 'card'),
  'bank-account': data('kontonummer', 'bank account', 'kontonummer', 'financial'),
  cv: data('meritförteckning', 'CV', 'CV', 'free-text'),
  'cover-letter': data('personligt brev', 'cover letter', 'søknadsbrev', 'free-text'),
  salary: data('lön', 'salary', 'lønn', 'financial'),
  interest: data('intresseområden', 'areas of interest', 'interesseområder'),
} satisfies Record<string, KnownData>))

export const knownPeople: ReadonlyMap<string, Text> = new Map(Object.entries({
  customer: labelled('kund', 'customer', 'kunde'),
  'customer-contact': labelled('kundkontakt', 'customer contact', 'kundekontakt'),
  'customer-employee': labelled('anställd hos kund', 'customer’s employee', 'ansatt hos kunde'),
  prospect: labelled('möjlig kund', 'prospective customer', 'mulig kunde'),
  participant: labelled('deltagare', 'participant', 'deltaker'),
  applicant: labelled('sökande', 'applicant', 'søker'),
  employee: labelled('anställd', 'employee', 'ansatt'),
  visitor: labelled('besökare', 'visitor', 'besøkende'),
  member: labelled('medlem', 'member', 'medlem'),
  supplier: labelled('leverantörskontakt', 'supplier’s contact', 'leverandørkontakt'),
  referee: labelled('referens', 'referee', 'referanse'),
  subscriber: labelled('prenumerant', 'subscriber', 'abonnent'),
  patient: labelled('patient', 'patient', 'pasient'),
  pupil: labelled('elev', 'pupil', 'elev'),
  guardian: labelled('vårdnadshavare', 'guardian', 'foresatt'),
}))

/** A name as words, where no label was given: `order-follow-up` is "order follow up". */
export function asWords(name: string): Text {
  const words = name.replaceAll(/[-_]/g, ' ')
  return text({ sv: words, en: words, no: words })
}
