import { messages } from './message.ts'

/** Pages around the notice: the list of promises, the versions, and what is said when something is not found. */
export const pages = messages({
  'pages.promises': { sv: 'Alla löften', en: 'All promises', no: 'Alle løfter' },
  'pages.promises-title': { sv: 'Våra löften, ett för ett', en: 'Our promises, one by one', no: 'Løftene våre, ett for ett' },
  'pages.promises-lead': {
    sv: 'Så står det till med varje löfte i vår integritetspolicy. Uppgifterna kommer från våra egna kontroller.',
    en: 'How each promise in our privacy notice stands. The figures come from our own controls.',
    no: 'Slik står det til med hvert løfte i personvernerklæringen vår. Tallene kommer fra våre egne kontroller.',
  },
  'pages.unmarked': { sv: 'Löften utan märke', en: 'Promises without a mark', no: 'Løfter uten merke' },
  'pages.unmarked-why': {
    sv: 'De här gäller lika mycket. Vi visar inget märke, antingen för att ingen kontroll i systemen kan visa dem än eller för att märket inte är påslaget.',
    en: 'These hold just as much. They show no mark, either because no control in the systems can show them yet or because the mark is not turned on.',
    no: 'Disse gjelder like mye. De viser ikke noe merke, enten fordi ingen kontroll i systemene kan vise dem ennå, eller fordi merket ikke er slått på.',
  },
  'pages.versions': { sv: 'Versioner', en: 'Versions', no: 'Versjoner' },
  'pages.versions-title': { sv: 'Integritetspolicyns versioner', en: 'Versions of the privacy notice', no: 'Personvernerklæringens versjoner' },
  'pages.versions-lead': {
    sv: 'Varje version finns kvar som den publicerades, med det som ändrades.',
    en: 'Every version stays as it was published, with what changed.',
    no: 'Hver versjon blir stående slik den ble publisert, med det som ble endret.',
  },
  'pages.version': { sv: 'Version {number}', en: 'Version {number}', no: 'Versjon {number}' },
  'pages.version-current': { sv: 'gäller nu', en: 'in force now', no: 'gjelder nå' },
  'pages.version-earlier': { sv: 'Detta är en tidigare version. Den som gäller nu finns på första sidan.', en: 'This is an earlier version. The one in force is on the first page.', no: 'Dette er en tidligere versjon. Den som gjelder nå, ligger på forsiden.' },
  'pages.version-first': { sv: 'Den första versionen.', en: 'The first version.', no: 'Den første versjonen.' },
  'pages.version-same': { sv: 'Inget löfte ändrades.', en: 'No promise changed.', no: 'Ingen løfter ble endret.' },
  'pages.added': { sv: 'Nytt', en: 'Added', no: 'Nytt' },
  'pages.dropped': { sv: 'Borttaget', en: 'Dropped', no: 'Fjernet' },
  'pages.reworded': { sv: 'Ändrat', en: 'Changed', no: 'Endret' },
  'pages.was': { sv: 'Var: {sentence}', en: 'Was: {sentence}', no: 'Var: {sentence}' },
  'pages.notice': { sv: 'Integritetspolicy', en: 'Privacy notice', no: 'Personvernerklæring' },
  'pages.not-found': { sv: 'Sidan finns inte', en: 'There is no such page', no: 'Siden finnes ikke' },
  'pages.not-found-next': { sv: 'Gå till integritetspolicyn', en: 'Go to the privacy notice', no: 'Gå til personvernerklæringen' },
  'pages.failed': { sv: 'Något gick fel hos oss', en: 'Something went wrong on our side', no: 'Noe gikk galt hos oss' },
  'pages.failed-next': { sv: 'Försök igen om en stund. Ingenting har ändrats.', en: 'Try again in a while. Nothing was changed.', no: 'Prøv igjen om litt. Ingenting er endret.' },
  'pages.clock': { sv: 'Klockan står på {time}. Det här är en provkörning.', en: 'The clock is set to {time}. This is a trial run.', no: 'Klokken står på {time}. Dette er en prøvekjøring.' },
  'pages.language': { sv: 'Svenska', en: 'English', no: 'Norsk' },
  'pages.total': { sv: '{count|~löfte|löften}', en: '{count|promise|promises}', no: '{count|~løfte|løfter}' },
})
