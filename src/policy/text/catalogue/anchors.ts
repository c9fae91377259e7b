import { messages } from './message.ts'

/** What a retention counts from, as the part of a sentence after "two years after …". */
export const anchors = messages({
  'anchors.last-activity': { sv: 'du senast var aktiv hos oss', en: 'you were last active with us', no: 'du sist var aktiv hos oss' },
  'anchors.last-sign-in': { sv: 'du senast loggade in', en: 'you last signed in', no: 'du sist logget inn' },
  'anchors.relation-start': { sv: 'din relation till oss började', en: 'your relation with us began', no: 'forholdet ditt til oss begynte' },
  'anchors.relation-end': { sv: 'din relation till oss tog slut', en: 'your relation with us ended', no: 'forholdet ditt til oss tok slutt' },
  'anchors.creation': { sv: 'uppgifterna kom in', en: 'the data came in', no: 'opplysningene kom inn' },
  'anchors.first-use': { sv: 'uppgifterna först användes', en: 'the data was first used', no: 'opplysningene først ble brukt' },
  'anchors.agreement-end': { sv: 'avtalet upphörde', en: 'the agreement ended', no: 'avtalen opphørte' },
  'anchors.event-end': { sv: 'tillfället är över', en: 'the event is over', no: 'arrangementet er over' },
  'anchors.process-end': { sv: 'ärendet avslutades', en: 'the matter was closed', no: 'saken ble avsluttet' },
  'anchors.rejection': { sv: 'du fick avslag', en: 'you were turned down', no: 'du fikk avslag' },
  'anchors.review-done': { sv: 'granskningen var klar', en: 'the review was done', no: 'gjennomgangen var ferdig' },
  'anchors.booking': { sv: 'det bokfördes', en: 'it was booked', no: 'det ble bokført' },
  'anchors.issue': { sv: 'handlingen utfärdades', en: 'the document was issued', no: 'dokumentet ble utstedt' },
  'anchors.payment': { sv: 'betalningen gjordes', en: 'the payment was made', no: 'betalingen ble gjort' },
  'anchors.purpose-end': { sv: 'ändamålet var uppfyllt', en: 'the purpose was fulfilled', no: 'formålet var oppfylt' },
  'anchors.last-contact': { sv: 'vi senast hade kontakt', en: 'we were last in touch', no: 'vi sist var i kontakt' },
  'anchors.birth': { sv: 'du föddes', en: 'you were born', no: 'du ble født' },
  'anchors.session-end': { sv: 'besöket är slut', en: 'the visit is over', no: 'besøket er slutt' },
  'anchors.delivery': { sv: 'leveransen kom fram', en: 'the delivery arrived', no: 'leveransen kom fram' },
})
