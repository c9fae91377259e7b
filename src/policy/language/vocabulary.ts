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
  // What drafts of systems files find besides.
  credentials: data('inloggningsuppgifter', 'sign-in credentials', 'påloggingsopplysninger', 'device'),
  notes: data('anteckningar', 'notes', 'notater', 'free-text'),
  'birth-date': data('födelsedatum', 'date of birth', 'fødselsdato'),
  age: data('ålder', 'age', 'alder'),
  gender: data('kön', 'gender', 'kjønn'),
  language: data('språk', 'language', 'språk'),
  citizenship: data('medborgarskap', 'citizenship', 'statsborgerskap'),
  'marital-status': data('civilstånd', 'marital status', 'sivilstand'),
  children: data('uppgifter om barn', 'data about children', 'opplysninger om barn'),
  demographic: data('befolkningsuppgifter', 'demographic data', 'demografiske opplysninger'),
  profile: data('profil', 'profile', 'profil'),
  account: data('konto', 'account', 'konto'),
  'access-rights': data('behörigheter', 'access rights', 'tilganger'),
  'user-id': data('användar-id', 'user identifier', 'bruker-id', 'ordinary', person),
  'user-data': data('användaruppgifter', 'user data', 'brukeropplysninger'),
  settings: data('inställningar', 'settings', 'innstillinger'),
  'privacy-choices': data('integritetsval', 'privacy choices', 'personvernvalg'),
  'contact-details': data('kontaktuppgifter', 'contact details', 'kontaktopplysninger', 'contact', weak),
  fax: data('faxnummer', 'fax number', 'faksnummer', 'contact', weak),
  'web-page': data('webbsida', 'web page', 'nettside', 'contact', weak),
  content: data('innehåll som du lämnat', 'content you provided', 'innhold du har gitt', 'free-text'),
  professional: data('yrkesuppgifter', 'professional details', 'yrkesopplysninger'),
  'social-activity': data('aktivitet i sociala medier', 'social media activity', 'aktivitet i sosiale medier'),
  location: data('plats', 'location', 'sted', 'location', automatic),
  device: data('uppgifter om enheten', 'device details', 'opplysninger om enheten', 'device', automatic),
  telemetry: data('driftdata', 'telemetry', 'driftsdata', 'device', automatic),
  'sensor-data': data('sensordata', 'sensor data', 'sensordata', 'device', automatic),
  financial: data('ekonomiska uppgifter', 'financial data', 'økonomiske opplysninger', 'financial'),
  'government-id': data('id-handling', 'identity document', 'legitimasjon', 'national-id', person),
  'passport-number': data('passnummer', 'passport number', 'passnummer', 'national-id', person),
  'driving-licence': data('körkortsnummer', 'driving licence number', 'førerkortnummer', 'national-id', person),
  'vehicle-registration': data('registreringsnummer på fordon', 'vehicle registration', 'bilens registreringsnummer', 'ordinary', weak),
  'birth-certificate': data('födelsebevis', 'birth certificate', 'fødselsattest'),
  biometric: data('biometriska uppgifter', 'biometric data', 'biometriske opplysninger', 'biometric'),
  'biometric-sign-in': data('biometrisk inloggning', 'biometric sign-in', 'biometrisk pålogging', 'biometric'),
  'biometric-health': data('hälsomätningar', 'health measurements', 'helsemålinger', 'health'),
  voice: data('röst', 'voice', 'stemme', 'biometric'),
  genetic: data('genetiska uppgifter', 'genetic data', 'genetiske opplysninger', 'genetic'),
  religion: data('religion', 'religion', 'religion', 'religion'),
  'ethnic-origin': data('etniskt ursprung', 'ethnic origin', 'etnisk opprinnelse', 'ethnic-origin'),
  'political-opinion': data('politisk åsikt', 'political opinion', 'politisk oppfatning', 'political-opinion'),
  'philosophical-belief': data('livsåskådning', 'philosophical belief', 'livssyn', 'philosophical-belief'),
  'union-membership': data('medlemskap i fackförbund', 'trade union membership', 'fagforeningsmedlemskap', 'trade-union'),
  'sexual-orientation': data('sexuell läggning', 'sexual orientation', 'seksuell orientering', 'sexual-orientation'),
  'protected-classifications': data('skyddade kategorier', 'protected classifications', 'vernede kategorier', 'special'),
  'criminal-history': data('brottsuppgifter', 'criminal history', 'opplysninger om straffbare forhold', 'criminal'),
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
