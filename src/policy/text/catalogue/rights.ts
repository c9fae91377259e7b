import { messages } from './message.ts'

/** The rights of Art 15-21 and the two other duties that have a deadline, as a heading names them. */
export const rights = messages({
  'rights.access': { sv: 'Tillgång', en: 'Access', no: 'Innsyn' },
  'rights.rectification': { sv: 'Rättelse', en: 'Rectification', no: 'Retting' },
  'rights.erasure': { sv: 'Radering', en: 'Erasure', no: 'Sletting' },
  'rights.restriction': { sv: 'Begränsning', en: 'Restriction', no: 'Begrensning' },
  'rights.portability': { sv: 'Dataportabilitet', en: 'Portability', no: 'Dataportabilitet' },
  'rights.objection': { sv: 'Invändning', en: 'Objection', no: 'Innsigelse' },
  'rights.breach': { sv: 'Personuppgiftsincident', en: 'Personal data breach', no: 'Brudd på personopplysningssikkerheten' },
  'rights.art14': { sv: 'Information om uppgifter från annan källa', en: 'Information about data from another source', no: 'Informasjon om opplysninger fra en annen kilde' },
})
