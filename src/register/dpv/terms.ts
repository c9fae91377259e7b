/** The vocabularies whose terms are written, by their prefixes. DPV and what extends it are those of version 2.3. */
export const prefixes = {
  dpv: 'https://w3id.org/dpv#', pd: 'https://w3id.org/dpv/pd#', 'eu-gdpr': 'https://w3id.org/dpv/legal/eu/gdpr#', dct: 'http://purl.org/dc/terms/', skos: 'http://www.w3.org/2004/02/skos/core#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#', xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const

/**
 * Every term that the linked data of a register may hold, with what it is. A term that is not here does not compile, and a
 * test resolves each IRI that is written against this list.
 */
export const terms = {
  // What a register is made of
  'dpv:RecordsOfActivities': 'the register',
  'dpv:Process': 'one processing',
  'dpv:Purpose': 'what it is for',
  'dpv:PersonalData': 'a category of personal data',
  'dpv:SpecialCategoryPersonalData': 'data of Art 9',
  'dpv:DataSubject': 'a category of persons',
  'dpv:DataController': 'who decides',
  'dpv:JointDataControllers': 'who decide together',
  'dpv:DataProcessor': 'who works for somebody else',
  'dpv:DataProtectionOfficer': 'the officer',
  'dpv:Representative': 'who speaks for it within the EEA',
  'dpv:Recipient': 'who gets data',
  'dpv:ThirdParty': 'who gets data and is none of the others',
  'dpv:Authority': 'an authority that gets data',
  'dpv:DataProtectionAuthority': 'who supervises',
  'dpv:TechnicalMeasure': 'a technical measure',
  'dpv:OrganisationalMeasure': 'an organisational measure',
  'dpv:PhysicalMeasure': 'a physical measure',
  'dpv:StorageCondition': 'how long',
  'dpv:TemporalDuration': 'a length of time',
  'dpv:UntilEventDuration': 'until something happens',
  'dpv:EndlessDuration': 'for ever',
  'dpv:IndeterminateDuration': 'nobody can say how long',
  'dpv:DataSource': 'where data comes from',
  'dpv:DataSubjectDataSource': 'from the person',
  'dpv:DataControllerDataSource': 'made by the controller itself',
  'dpv:AlgorithmicLogic': 'how a machine decides',
  'dpv:FullAutomation': 'by machine alone',
  'dpv:Transfer': 'sending data to another country',

  // How they hang together
  'dpv:hasPurpose': 'is for', 'dpv:hasPersonalData': 'uses', 'dpv:hasDataSubject': 'concerns', 'dpv:hasDataController': 'is decided by', 'dpv:hasJointDataControllers': 'is decided together with',
  'dpv:hasDataProcessor': 'is carried out by', 'dpv:hasDataProtectionOfficer': 'has as its officer', 'dpv:hasRepresentative': 'is represented by', 'dpv:hasRecipient': 'is passed on to', 'dpv:hasDataImporter': 'is sent to', 'dpv:hasAuthority': 'is supervised by',
  'dpv:hasLegalBasis': 'rests on', 'dpv:hasTechnicalMeasure': 'is guarded by', 'dpv:hasOrganisationalMeasure': 'is guarded by', 'dpv:hasPhysicalMeasure': 'is guarded by', 'dpv:hasStorageCondition': 'is kept by',
  'dpv:hasDuration': 'lasts', 'dpv:hasDataSource': 'comes from', 'dpv:hasRight': 'gives the right', 'dpv:hasProcess': 'has as a part', 'dpv:hasProcessing': 'does', 'dpv:hasAutomationLevel': 'is automated to',
  'dpv:hasAlgorithmicLogic': 'decides by', 'dpv:hasCountry': 'is in', 'dpv:hasThirdCountry': 'goes to', 'dpv:hasName': 'is called', 'dpv:hasAddress': 'has its address', 'dpv:hasContact': 'is reached by', 'dpv:hasIdentifier': 'is identified by',
  'dct:title': 'title', 'dct:description': 'description', 'dct:identifier': 'name in the policy', 'dct:hasPart': 'holds', 'dct:hasVersion': 'version', 'dct:valid': 'in force from', 'skos:prefLabel': 'label', 'rdf:value': 'value',
  'xsd:duration': 'a duration of ISO 8601', 'xsd:date': 'a day',

  // Purposes
  'dpv:RequestedServiceProvision': 'a service that was asked for', 'dpv:CustomerCare': 'support', 'dpv:EnforceSecurity': 'security', 'dpv:ServiceUsageAnalytics': 'analysis of use', 'dpv:ImproveExistingProductsAndServices': 'improvement',
  'dpv:RecruitmentManagement': 'recruitment', 'dpv:LegalCompliance': 'what the law demands', 'dpv:IdentityVerification': 'who somebody is', 'dpv:ResearchAndDevelopment': 'research', 'dpv:DirectMarketing': 'marketing',

  // Persons
  'dpv:Customer': 'customers', 'dpv:Employee': 'employees', 'dpv:JobApplicant': 'applicants', 'dpv:Participant': 'participants', 'dpv:Visitor': 'visitors', 'dpv:Member': 'members', 'dpv:Subscriber': 'subscribers',
  'dpv:Patient': 'patients', 'dpv:Student': 'pupils', 'dpv:GuardianOfDataSubject': 'guardians', 'dpv:Child': 'children',

  // Data
  'pd:Name': 'names', 'pd:EmailAddress': 'e-mail addresses', 'pd:TelephoneNumber': 'telephone numbers', 'pd:PhysicalAddress': 'addresses', 'pd:OfficialID': 'identity numbers', 'pd:Identifier': 'other identifiers',
  'pd:IPAddress': 'IP addresses', 'pd:DeviceBased': 'of devices', 'pd:AuthenticationHistory': 'sign-ins', 'pd:ServiceConsumptionBehaviour': 'use of a service', 'pd:Picture': 'pictures', 'pd:Communication': 'messages',
  'pd:Purchase': 'purchases', 'pd:Transactional': 'payments', 'pd:PaymentCard': 'cards', 'pd:PaymentCardNumber': 'card numbers', 'pd:BankAccount': 'accounts', 'pd:Financial': 'money', 'pd:Salary': 'pay', 'pd:Professional': 'career',
  'pd:Job': 'positions', 'pd:CurrentEmployment': 'where one works', 'pd:Interest': 'interests', 'pd:Contact': 'of contact', 'pd:Location': 'places', 'pd:Criminal': 'of Art 10', 'pd:Health': 'health', 'pd:Religion': 'religion',
  'pd:EthnicOrigin': 'ethnic origin', 'pd:PoliticalOpinion': 'political opinions', 'pd:PhilosophicalBelief': 'philosophical beliefs', 'pd:TradeUnionMembership': 'trade union membership', 'pd:Genetic': 'genetic', 'pd:Biometric': 'biometric',
  'pd:Sexual': 'sex life', 'pd:SexualPreference': 'sexual orientation',

  // Law
  'eu-gdpr:A6-1-a': 'consent', 'eu-gdpr:A6-1-b': 'contract', 'eu-gdpr:A6-1-c': 'legal obligation', 'eu-gdpr:A6-1-d': 'vital interests', 'eu-gdpr:A6-1-e': 'public task', 'eu-gdpr:A6-1-f': 'legitimate interest',
  'eu-gdpr:A9-2-a': 'explicit consent', 'eu-gdpr:A9-2-b': 'employment and social law', 'eu-gdpr:A9-2-c': 'vital interests', 'eu-gdpr:A9-2-d': 'not-for-profit body', 'eu-gdpr:A9-2-e': 'made public', 'eu-gdpr:A9-2-f': 'legal claims',
  'eu-gdpr:A9-2-g': 'substantial public interest', 'eu-gdpr:A9-2-h': 'health care', 'eu-gdpr:A9-2-i': 'public health', 'eu-gdpr:A9-2-j': 'archives and research',
  'eu-gdpr:A45-3': 'adequacy', 'eu-gdpr:A46-2-b': 'binding corporate rules', 'eu-gdpr:A46-2-c': 'standard clauses of the Commission', 'eu-gdpr:A46-2-e': 'code of conduct', 'eu-gdpr:A46-2-f': 'certification',
  'eu-gdpr:A15': 'access', 'eu-gdpr:A16': 'rectification', 'eu-gdpr:A17': 'erasure', 'eu-gdpr:A18': 'restriction', 'eu-gdpr:A20': 'portability', 'eu-gdpr:A21': 'objection', 'eu-gdpr:A7-3': 'withdrawal', 'eu-gdpr:A77': 'complaint',
} as const

export type Term = keyof typeof terms

/** The whole IRI of a term. */
export function iriOf(term: Term): string {
  const [prefix = '', name = ''] = term.split(':')
  return `${prefixes[prefix as keyof typeof prefixes]}${name}`
}
