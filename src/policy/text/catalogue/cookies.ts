import { messages } from './message.ts'

/** Cookies on a page of their own: what they are, which there are, how to choose and how to take them away (LEK 9:28). */
export const cookies = messages({
  'cookies.title': { sv: 'Kakor på våra webbplatser', en: 'Cookies on our sites', no: 'Informasjonskapsler på nettstedene våre' },
  'cookies.what': {
    sv: 'En kaka är en liten textfil som en webbplats lägger i din webbläsare och kan läsa nästa gång du kommer. Det som står här gäller också annat som lagras i din dator eller telefon på samma sätt.',
    en: 'A cookie is a small text file that a site puts in your browser and can read the next time you come. What is said here also holds for other things stored in your computer or telephone in the same way.',
    no: 'En informasjonskapsel er en liten tekstfil som et nettsted legger i nettleseren din og kan lese neste gang du kommer. Det som står her, gjelder også annet som lagres på datamaskinen eller telefonen din på samme måte.',
  },
  'cookies.summary': { sv: 'Våra webbplatser använder {n|kaka|kakor}: {kinds}.', en: 'Our sites use {n|cookie|cookies}: {kinds}.', no: 'Nettstedene våre bruker {n|informasjonskapsel|informasjonskapsler}: {kinds}.' },
  'cookies.count-necessary': { sv: '{n|nödvändig|nödvändiga}', en: '{n|necessary|necessary}', no: '{n|nødvendig|nødvendige}' },
  'cookies.count-preferences': { sv: '{n|för dina inställningar|för dina inställningar}', en: '{n|for your settings|for your settings}', no: '{n|for innstillingene dine|for innstillingene dine}' },
  'cookies.count-statistics': { sv: '{n|för statistik|för statistik}', en: '{n|for statistics|for statistics}', no: '{n|for statistikk|for statistikk}' },
  'cookies.count-marketing': { sv: '{n|för reklam|för reklam}', en: '{n|for marketing|for marketing}', no: '{n|for reklame|for reklame}' },
  'cookies.count-other': { sv: '{n|för annat|för annat}', en: '{n|for other things|for other things}', no: '{n|for annet|for annet}' },
  'cookies.all': { sv: 'Alla kakor, och hur du väljer och tar bort dem', en: 'All cookies, and how to choose and remove them', no: 'Alle informasjonskapsler, og hvordan du velger og fjerner dem' },
  'cookies.necessary': { sv: 'Nödvändiga', en: 'Necessary', no: 'Nødvendige' },
  'cookies.necessary-is': { sv: 'Utan dem fungerar inte det du ber om.', en: 'Without them what you ask for does not work.', no: 'Uten dem virker ikke det du ber om.' },
  'cookies.preferences': { sv: 'För dina inställningar', en: 'For your settings', no: 'For innstillingene dine' },
  'cookies.statistics': { sv: 'För statistik', en: 'For statistics', no: 'For statistikk' },
  'cookies.marketing': { sv: 'För reklam', en: 'For marketing', no: 'For reklame' },
  'cookies.other': { sv: 'För annat', en: 'For other things', no: 'For annet' },
  'cookies.asked-is': { sv: 'Sätts bara om du har sagt ja.', en: 'Set only if you have said yes.', no: 'Settes bare hvis du har sagt ja.' },
  'cookies.choose': { sv: 'Så väljer du, och så ångrar du dig', en: 'How to choose, and how to change your mind', no: 'Slik velger du, og slik ombestemmer du deg' },
  'cookies.choose-is': {
    sv: 'Vi frågar innan några andra kakor än de nödvändiga sätts. Du kan ändra ditt val när du vill, {ways}.',
    en: 'We ask before any but the necessary cookies are set. You can change your choice whenever you like, {ways}.',
    no: 'Vi spør før andre informasjonskapsler enn de nødvendige settes. Du kan endre valget når du vil, {ways}.',
  },
  'cookies.choose-law': { sv: 'Det följer av {law}.', en: 'This follows from {law}.', no: 'Det følger av {law}.' },
  'cookies.browser': { sv: 'Ta bort kakor i webbläsaren', en: 'Remove cookies in the browser', no: 'Fjern informasjonskapsler i nettleseren' },
  'cookies.browser-is': {
    sv: 'Du kan alltid ta bort kakor själv. Webbläsarna har egna sidor som visar hur du gör.',
    en: 'You can always remove cookies yourself. The browsers have pages of their own that show how.',
    no: 'Du kan alltid fjerne informasjonskapsler selv. Nettleserne har egne sider som viser hvordan.',
  },
  'cookies.on-phone': { sv: '{browser} på iPhone och iPad', en: '{browser} on iPhone and iPad', no: '{browser} på iPhone og iPad' },
  'cookies.on-mac': { sv: '{browser} på Mac', en: '{browser} on a Mac', no: '{browser} på Mac' },
  'cookies.supervision-SE': {
    sv: 'Post- och telestyrelsen (PTS) har tillsyn över reglerna om kakor. Integritetsskyddsmyndigheten (IMY) har tillsyn över hur personuppgifter från dem används.',
    en: 'The Swedish Post and Telecom Authority (PTS) supervises the rules on cookies. The Swedish Authority for Privacy Protection (IMY) supervises how personal data from them is used.',
    no: 'Den svenske Post- och telestyrelsen (PTS) fører tilsyn med reglene om informasjonskapsler. Den svenske Integritetsskyddsmyndigheten (IMY) fører tilsyn med hvordan personopplysninger fra dem brukes.',
  },
  'cookies.back': { sv: 'Till hela integritetspolicyn', en: 'To the whole privacy notice', no: 'Til hele personvernerklæringen' },
})
