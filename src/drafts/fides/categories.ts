import type { DataClass } from '../../policy/model/index.ts'

/** What a Fides category is called in a policy; `null` is data of the system itself, about nobody. */
export interface Category { readonly data: string; readonly class: DataClass | null }

/** The most exact part of a key decides: `user.contact.email` before `user.contact` before `user`. */
const categories: Readonly<Record<string, readonly [data: string, cls?: DataClass]>> = {
  'user.account': ['account'], 'user.account.username': ['username'], 'user.username': ['username'],
  'user.authorization': ['access-rights'], 'user.authorization.credentials': ['credentials'], 'user.authorization.password': ['credentials'], 'user.authorization.biometric': ['biometric-sign-in', 'biometric'],
  'user.authorization.biometrics': ['biometric-sign-in', 'biometric'], 'user.credentials': ['credentials'], 'user.password': ['credentials'],
  'user.behavior': ['usage-log'], 'user.behavior.purchase_history': ['order-history'], 'user.browsing_history': ['usage-log'], 'user.media_consumption': ['usage-log'], 'user.search_history': ['usage-log'],
  'user.biometric': ['biometric', 'biometric'], 'user.biometrics': ['biometric', 'biometric'], 'user.biometric_health': ['biometric-health', 'health'], 'user.biometric.health': ['biometric-health', 'health'],
  'user.biometric.voice': ['voice', 'biometric'], 'user.biometrics.voice': ['voice', 'biometric'],
  'user.childrens': ['children', 'ordinary'], 'user.children': ['children', 'ordinary'],
  'user.contact': ['contact-details', 'contact'], 'user.contact.address': ['address'], 'user.contact.street': ['address'], 'user.contact.city': ['address'], 'user.contact.state': ['address'], 'user.contact.postal_code': ['address'], 'user.contact.country': ['address'], 'user.contact.email': ['email'], 'user.contact.phone_number': ['phone'], 'user.contact.fax_number': ['fax', 'contact'],
  'user.contact.organization': ['organisation'], 'user.contact.url': ['web-page', 'contact'], 'user.contact.social_url': ['web-page', 'contact'],
  'user.content': ['content', 'free-text'], 'user.content.self_image': ['photo'], 'user.correspondence': ['message'],
  'user.demographic': ['demographic'], 'user.demographic.date_of_birth': ['birth-date'], 'user.date_of_birth': ['birth-date'], 'user.demographic.age_range': ['age'], 'user.demographic.gender': ['gender'], 'user.gender': ['gender'],
  'user.demographic.language': ['language'], 'user.demographic.marital_status': ['marital-status'], 'user.demographic.political_opinion': ['political-opinion', 'political-opinion'], 'user.political_opinion': ['political-opinion', 'political-opinion'],
  'user.demographic.profile': ['profile'], 'user.demographic.race_ethnicity': ['ethnic-origin', 'ethnic-origin'], 'user.race': ['ethnic-origin', 'ethnic-origin'], 'user.demographic.religious_belief': ['religion', 'religion'], 'user.religious_belief': ['religion', 'religion'],
  'user.demographic.sexual_orientation': ['sexual-orientation', 'sexual-orientation'], 'user.sexual_orientation': ['sexual-orientation', 'sexual-orientation'], 'user.demographic.philosophical_belief': ['philosophical-belief', 'philosophical-belief'],
  'user.demographic.union_membership': ['union-membership', 'trade-union'], 'user.demographic.protected_classifications': ['protected-classifications', 'special'], 'user.demographic.citizenship_or_immigration_status': ['citizenship'],
  'user.location': ['location', 'location'], 'user.device': ['device', 'device'], 'user.device.cookie': ['cookie-id'], 'user.device.cookie_id': ['cookie-id'], 'user.cookie_id': ['cookie-id'], 'user.device.device_id': ['device-id'], 'user.device.ip_address': ['ip-address'],
  'user.ip_address': ['ip-address'], 'user.device.telemetry': ['telemetry', 'device'], 'user.telemetry': ['telemetry', 'device'], 'user.device.sensor': ['sensor-data', 'device'], 'user.sensor': ['sensor-data', 'device'], 'user.user_sensor': ['sensor-data', 'device'],
  'user.payment': ['payment'], 'user.financial': ['financial', 'financial'], 'user.financial.bank_account': ['bank-account'], 'user.financial.account_number': ['bank-account'], 'user.financial.credit_card': ['card-number'],
  'user.government_id': ['government-id', 'national-id'], 'user.government_id.national_identification_number': ['identity-number'], 'user.government_id.passport_number': ['passport-number', 'national-id'],
  'user.government_id.drivers_license_number': ['driving-licence', 'national-id'], 'user.government_id.vehicle_registration': ['vehicle-registration', 'ordinary'], 'user.government_id.birth_certificate': ['birth-certificate', 'ordinary'],
  'user.health_and_medical': ['health'], 'user.health': ['health'], 'user.health_and_medical.genetic': ['genetic', 'genetic'], 'user.health.genetic': ['genetic', 'genetic'], 'user.genetic': ['genetic', 'genetic'],
  'user.name': ['name'], 'user.criminal_history': ['criminal-history', 'criminal'], 'user.privacy_preferences': ['privacy-choices'], 'user.settings': ['settings'], 'user.account.settings': ['settings'],
  'user.job_title': ['title'], 'user.professional_information': ['professional'], 'user.professional_information.job_title': ['title'], 'user.workplace': ['organisation'], 'user.professional_information.workplace': ['organisation'],
  'user.social': ['social-activity'], 'user.social_activity': ['social-activity'], 'user.unique_id': ['user-id'], user: ['user-data'],
}

export function categoryOf(key: string): Category | null {
  // The first taxonomy wrote where data came from into the key.
  const plain = key.trim().toLowerCase().replace(/^user\.(provided|derived)(\.(non)?identifiable)?\./, 'user.').replace(/^user_provided_data\./, 'user.').replace(/\.biometric_health$/, '.biometric_health')
  for (let at = plain; at !== ''; at = at.includes('.') ? at.slice(0, at.lastIndexOf('.')) : '') {
    const found = Object.hasOwn(categories, at) ? categories[at] : undefined
    if (found !== undefined) return { data: found[0], class: found[1] ?? null }
  }
  return null
}

/** `system.operations` and the like: about the system and nobody in it. */
export function isOfSystem(key: string): boolean {
  return /^system(\.|$)/i.test(key.trim())
}

/** What Fides finds people by. */
export const identities: Readonly<Record<string, string>> = { email: 'email', phone_number: 'phone', phone: 'phone', user_id: 'user-id', username: 'username', external_id: 'user-id', fides_user_device_id: 'device-id', ga_client_id: 'cookie-id' }
