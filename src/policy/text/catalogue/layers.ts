import { messages } from './message.ts'

/** The short notice where data is collected, and what a job advert says: the first layer, with the way to the rest. */
export const layers = messages({
  'layers.short-title': { sv: 'Så använder vi dina uppgifter', en: 'How we use your data', no: 'Slik bruker vi opplysningene dine' },
  'layers.who': { sv: '{name} är personuppgiftsansvarig ({contact}).', en: '{name} is the controller ({contact}).', no: '{name} er behandlingsansvarlig ({contact}).' },
  'layers.officer': { sv: 'Dataskyddsombud: {officer}.', en: 'Data protection officer: {officer}.', no: 'Personvernombud: {officer}.' },
  'layers.how-long': { sv: 'Hur länge', en: 'How long', no: 'Hvor lenge' },
  'layers.who-gets': { sv: 'Vilka som får dem', en: 'Who gets it', no: 'Hvem som får dem' },
  'layers.nobody': { sv: 'ingen', en: 'nobody', no: 'ingen' },
  'layers.must': { sv: 'Måste jag?', en: 'Do I have to?', no: 'Må jeg?' },
  'layers.must-data': { sv: '{data} behöver du lämna. {consequence}', en: 'You have to give your {data}. {consequence}', no: '{data} må du oppgi. {consequence}' },
  'layers.rights': { sv: 'Du har rätt att {rights}.', en: 'You have the right to {rights}.', no: 'Du har rett til å {rights}.' },
  'layers.to-access': { sv: 'se uppgifterna', en: 'see the data', no: 'se opplysningene' },
  'layers.to-rectification': { sv: 'få dem rättade', en: 'have it corrected', no: 'få dem rettet' },
  'layers.to-erasure': { sv: 'få dem raderade', en: 'have it erased', no: 'få dem slettet' },
  'layers.to-restriction': { sv: 'begränsa hur de används', en: 'restrict its use', no: 'begrense bruken' },
  'layers.to-portability': { sv: 'ta dem med dig', en: 'take it with you', no: 'ta dem med deg' },
  'layers.objection': {
    sv: 'Du kan när som helst invända mot att uppgifterna används för {purposes}.',
    en: 'You can at any time object to the data being used for {purposes}.',
    no: 'Du kan når som helst protestere mot at opplysningene brukes til {purposes}.',
  },
  'layers.no-marketing': { sv: 'Säger du nej till {purposes} slutar vi genast.', en: 'If you say no to {purposes} we stop at once.', no: 'Sier du nei til {purposes}, slutter vi straks.' },
  'layers.withdrawal': {
    sv: 'Ditt samtycke för {purposes} kan du ta tillbaka när du vill, {ways}.',
    en: 'You can withdraw your consent for {purposes} whenever you like, {ways}.',
    no: 'Samtykket ditt for {purposes} kan du trekke tilbake når du vil, {ways}.',
  },
  'layers.complain': { sv: 'Är du inte nöjd kan du klaga hos {authority}.', en: 'If you are not content you can complain to {authority}.', no: 'Er du ikke fornøyd, kan du klage til {authority}.' },
  'layers.more': { sv: 'Läs hela integritetspolicyn', en: 'Read the whole privacy notice', no: 'Les hele personvernerklæringen' },

  'layers.job-title': { sv: 'Så hanterar vi din ansökan', en: 'How we handle your application', no: 'Slik behandler vi søknaden din' },
  'layers.job-data': {
    sv: '{name} ({contact}) är personuppgiftsansvarig för det du skickar. Vi använder {data} för {purposes}.',
    en: '{name} ({contact}) is the controller of what you send. We use your {data} for {purposes}.',
    no: '{name} ({contact}) er behandlingsansvarlig for det du sender. Vi bruker {data} til {purposes}.',
  },
  'layers.job-interest': { sv: 'Det gör vi med stöd av ett berättigat intresse: {interest}.', en: 'We do so by a legitimate interest: {interest}.', no: 'Det gjør vi med grunnlag i en berettiget interesse: {interest}.' },
  'layers.job-ground': { sv: 'Den rättsliga grunden: {ground}.', en: 'The legal basis: {ground}.', no: 'Det rettslige grunnlaget: {ground}.' },
  'layers.job-not': {
    sv: 'Skicka inte med ditt personnummer och skriv ingenting om hälsa, tro eller annat känsligt. Vi behöver det inte.',
    en: 'Please leave out your identity number, and anything about health, belief or other sensitive matters. We do not need it.',
    no: 'Send ikke med fødselsnummeret ditt, og skriv ingenting om helse, tro eller annet sensitivt. Vi trenger det ikke.',
  },
  'layers.job-recipients': {
    sv: 'Uppgifterna hanteras också av {recipients}.',
    en: 'The data is also handled by {recipients}.',
    no: 'Opplysningene håndteres også av {recipients}.',
  },
  'layers.job-referee': { sv: 'Fråga dina referenser innan du nämner dem. När vi hör av oss berättar vi för dem vad vi har om dem.', en: 'Ask your referees before you name them. When we contact them we tell them what we have about them.', no: 'Spør referansene dine før du nevner dem. Når vi tar kontakt, forteller vi dem hva vi har om dem.' },
})
