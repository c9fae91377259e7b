import { messages } from './message.ts'

/** The reminder before something is erased for want of activity, and the page it leads to. */
export const retention = messages({
  'retention.subject': {
    sv: 'Vill du ha kvar dina uppgifter hos {organisation}?',
    en: 'Would you like {organisation} to keep your data?',
    no: 'Vil du at {organisation} skal beholde opplysningene dine?',
  },
  'retention.greeting': { sv: 'Hej!', en: 'Hello,', no: 'Hei!' },
  'retention.what-goes': {
    sv: 'Det är ett tag sedan du var aktiv hos {organisation}. Vi har lovat att inte spara uppgifter längre än de behövs, så snart tar vi bort det som vi har om dig för: {purposes}.',
    en: 'It is a while since you were active with {organisation}. We have promised not to keep data for longer than it is needed, so before long we remove what we have about you for: {purposes}.',
    no: 'Det er en stund siden du var aktiv hos {organisation}. Vi har lovet å ikke beholde opplysninger lenger enn de trengs, så snart fjerner vi det vi har om deg for: {purposes}.',
  },
  'retention.when': { sv: 'Det sker tidigast {day}.', en: 'This happens on {day} at the earliest.', no: 'Det skjer tidligst {day}.' },
  'retention.keep': {
    sv: 'Vill du att uppgifterna ska vara kvar? Öppna sidan och tryck på knappen där:\n{link}',
    en: 'Would you like us to keep it? Open the page and press the button there:\n{link}',
    no: 'Vil du at vi skal beholde dem? Åpne siden og trykk på knappen der:\n{link}',
  },
  'retention.keep-by-use': {
    sv: 'Vill du att uppgifterna ska vara kvar räcker det att du använder tjänsten igen före den dagen.',
    en: 'If you would like us to keep it, using the service again before that day is enough.',
    no: 'Vil du at vi skal beholde dem, er det nok at du bruker tjenesten igjen før den dagen.',
  },
  'retention.nothing-to-do': {
    sv: 'Annars behöver du inte göra något. Uppgifter som vi måste spara enligt lag, till exempel fakturor, ligger kvar så länge lagen kräver och används inte till annat.',
    en: 'Otherwise there is nothing you need to do. Data that the law tells us to keep, such as invoices, stays for as long as the law says and is not used for anything else.',
    no: 'Ellers trenger du ikke å gjøre noe. Opplysninger som vi må beholde etter loven, for eksempel fakturaer, blir liggende så lenge loven krever og brukes ikke til noe annet.',
  },
  'retention.contact': { sv: 'Undrar du något? Skriv till {contact}.', en: 'Any questions? Write to {contact}.', no: 'Lurer du på noe? Skriv til {contact}.' },
  'retention.page-title': { sv: 'Behåll dina uppgifter', en: 'Keep your data', no: 'Behold opplysningene dine' },
  'retention.page-lead': {
    sv: '{organisation} tänker ta bort det som finns om dig för: {purposes}. Det sker tidigast {day}.',
    en: '{organisation} is going to remove what it has about you for: {purposes}. This happens on {day} at the earliest.',
    no: '{organisation} kommer til å fjerne det som finnes om deg for: {purposes}. Det skjer tidligst {day}.',
  },
  'retention.page-does': {
    sv: 'Trycker du på knappen räknas det som att du var aktiv i dag, och tiden börjar om. Inget annat ändras, och ingenting händer om du bara stänger sidan.',
    en: 'Pressing the button counts as being active today, and the time starts anew. Nothing else changes, and nothing happens if you just close the page.',
    no: 'Trykker du på knappen, regnes det som at du var aktiv i dag, og tiden begynner på nytt. Ingenting annet endres, og ingenting skjer hvis du bare lukker siden.',
  },
  'retention.page-button': { sv: 'Ja, behåll mina uppgifter', en: 'Yes, keep my data', no: 'Ja, behold opplysningene mine' },
  'retention.renewed-title': { sv: 'Tack, vi behåller dina uppgifter', en: 'Thank you, we keep your data', no: 'Takk, vi beholder opplysningene dine' },
  'retention.renewed': {
    sv: 'Det räknas som att du var aktiv {day}. Är du inte aktiv igen tas uppgifterna bort tidigast {until}; innan dess får du en ny påminnelse.',
    en: 'You count as active on {day}. If you are not active again, the data is removed on {until} at the earliest; before that you get a new reminder.',
    no: 'Du regnes som aktiv {day}. Er du ikke aktiv igjen, fjernes opplysningene tidligst {until}; før det får du en ny påminnelse.',
  },
  'retention.renewed-open': {
    sv: 'Det räknas som att du var aktiv {day}, och tiden har börjat om. Innan något tas bort får du en ny påminnelse.',
    en: 'You count as active on {day}, and the time has started anew. Before anything is removed you get a new reminder.',
    no: 'Du regnes som aktiv {day}, og tiden har begynt på nytt. Før noe fjernes, får du en ny påminnelse.',
  },
  'retention.gone-title': { sv: 'Det finns inget kvar', en: 'There is nothing left', no: 'Det er ingenting igjen' },
  'retention.gone': {
    sv: 'Det som påminnelsen gällde är redan borttaget och går inte att hämta tillbaka. Du är välkommen att börja om hos {organisation} när du vill.',
    en: 'What the reminder was about has already been removed and cannot be brought back. You are welcome to start afresh with {organisation} whenever you like.',
    no: 'Det påminnelsen gjaldt, er allerede fjernet og kan ikke hentes tilbake. Du er velkommen til å begynne på nytt hos {organisation} når du vil.',
  },
  'retention.unknown-title': { sv: 'Länken gäller inte', en: 'The link is not valid', no: 'Lenken gjelder ikke' },
  'retention.unknown': {
    sv: 'Länken är för gammal eller inte hel. Kontrollera att hela länken från brevet kom med, eller skriv till {contact}.',
    en: 'The link is too old or not complete. Check that the whole link from the letter is there, or write to {contact}.',
    no: 'Lenken er for gammel eller ikke hel. Sjekk at hele lenken fra brevet kom med, eller skriv til {contact}.',
  },
})
