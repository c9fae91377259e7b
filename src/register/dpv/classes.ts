import type { DataClass, Ground, Recipient } from '../../policy/model/index.ts'
import type { Term } from './terms.ts'

/** What the language knows by name, in DPV's words; the rest by its class. */
const dataByName: Readonly<Record<string, Term>> = {
  name: 'pd:Name', email: 'pd:EmailAddress', phone: 'pd:TelephoneNumber', mobile: 'pd:TelephoneNumber', address: 'pd:PhysicalAddress', 'invoice-address': 'pd:PhysicalAddress', 'identity-number': 'pd:OfficialID',
  'customer-number': 'pd:Identifier', username: 'pd:Identifier', 'ip-address': 'pd:IPAddress', 'cookie-id': 'pd:Identifier', 'device-id': 'pd:DeviceBased', 'last-sign-in': 'pd:AuthenticationHistory', 'usage-log': 'pd:ServiceConsumptionBehaviour',
  photo: 'pd:Picture', recording: 'pd:Communication', message: 'pd:Communication', 'order-history': 'pd:Purchase', payment: 'pd:Transactional', 'card-number': 'pd:PaymentCardNumber', 'bank-account': 'pd:BankAccount', salary: 'pd:Salary',
  cv: 'pd:Professional', 'cover-letter': 'pd:Professional', title: 'pd:Job', organisation: 'pd:CurrentEmployment', interest: 'pd:Interest',
}

const dataByClass: Readonly<Record<DataClass, Term | null>> = {
  ordinary: null, contact: 'pd:Contact', 'national-id': 'pd:OfficialID', financial: 'pd:Financial', card: 'pd:PaymentCard', location: 'pd:Location', device: 'pd:DeviceBased', communication: 'pd:Communication', 'free-text': null,
  criminal: 'pd:Criminal', health: 'pd:Health', religion: 'pd:Religion', 'ethnic-origin': 'pd:EthnicOrigin', 'political-opinion': 'pd:PoliticalOpinion', 'philosophical-belief': 'pd:PhilosophicalBelief',
  'trade-union': 'pd:TradeUnionMembership', genetic: 'pd:Genetic', biometric: 'pd:Biometric', 'sex-life': 'pd:Sexual', 'sexual-orientation': 'pd:SexualPreference', special: null,
}

export function dataTerm(name: string, cls: DataClass): Term | null {
  return Object.hasOwn(dataByName, name) && (dataByClass[cls] === null || cls === 'contact' || cls === 'financial' || cls === 'device' || cls === 'national-id' || cls === 'card' || cls === 'communication') ? (dataByName[name] ?? null) : dataByClass[cls]
}

const people: Readonly<Record<string, Term>> = {
  customer: 'dpv:Customer', employee: 'dpv:Employee', 'customer-employee': 'dpv:Employee', applicant: 'dpv:JobApplicant', participant: 'dpv:Participant', visitor: 'dpv:Visitor', member: 'dpv:Member', subscriber: 'dpv:Subscriber',
  patient: 'dpv:Patient', pupil: 'dpv:Student', guardian: 'dpv:GuardianOfDataSubject',
}

export function personTerm(name: string, child: boolean): Term | null {
  return child ? 'dpv:Child' : Object.hasOwn(people, name) ? (people[name] ?? null) : null
}

const kinds: Readonly<Record<string, Term>> = {
  service: 'dpv:RequestedServiceProvision', support: 'dpv:CustomerCare', security: 'dpv:EnforceSecurity', analytics: 'dpv:ServiceUsageAnalytics', improvement: 'dpv:ImproveExistingProductsAndServices', recruitment: 'dpv:RecruitmentManagement',
  accounting: 'dpv:LegalCompliance', identification: 'dpv:IdentityVerification', research: 'dpv:ResearchAndDevelopment',
}

export function purposeTerm(kind: string | null, marketing: boolean): Term | null {
  return marketing ? 'dpv:DirectMarketing' : kind !== null && Object.hasOwn(kinds, kind) ? (kinds[kind] ?? null) : null
}

export const groundTerms: Readonly<Record<Ground, Term>> = {
  consent: 'eu-gdpr:A6-1-a', contract: 'eu-gdpr:A6-1-b', 'legal-obligation': 'eu-gdpr:A6-1-c', 'vital-interests': 'eu-gdpr:A6-1-d', 'public-task': 'eu-gdpr:A6-1-e', 'legitimate-interest': 'eu-gdpr:A6-1-f',
}

const conditions: Readonly<Record<string, Term>> = {
  'explicit-consent': 'eu-gdpr:A9-2-a', 'employment-law': 'eu-gdpr:A9-2-b', 'vital-interests': 'eu-gdpr:A9-2-c', association: 'eu-gdpr:A9-2-d', 'made-public': 'eu-gdpr:A9-2-e', claims: 'eu-gdpr:A9-2-f',
  'substantial-public-interest': 'eu-gdpr:A9-2-g', 'health-care': 'eu-gdpr:A9-2-h', 'public-health': 'eu-gdpr:A9-2-i', 'archive-research': 'eu-gdpr:A9-2-j',
}

export function conditionTerm(condition: string): Term | null {
  return Object.hasOwn(conditions, condition) ? (conditions[condition] ?? null) : null
}

const safeguards: Readonly<Record<string, Term>> = { adequacy: 'eu-gdpr:A45-3', bcr: 'eu-gdpr:A46-2-b', scc: 'eu-gdpr:A46-2-c', code: 'eu-gdpr:A46-2-e', certification: 'eu-gdpr:A46-2-f' }

export function safeguardTerm(safeguard: string | null): Term | null {
  return safeguard !== null && Object.hasOwn(safeguards, safeguard) ? (safeguards[safeguard] ?? null) : null
}

export function recipientTerm({ kind }: Recipient): Term {
  const known: Readonly<Record<string, Term>> = { processor: 'dpv:DataProcessor', controller: 'dpv:DataController', joint: 'dpv:JointDataControllers', authority: 'dpv:Authority', provider: 'dpv:ThirdParty' }
  return Object.hasOwn(known, kind) ? (known[kind] ?? 'dpv:Recipient') : 'dpv:Recipient'
}
