import { messages as area } from './message.ts'

/** What every mail says beside its matter. */
export const messages = area({
  'messages.in-language': { sv: 'På svenska', en: 'In English', no: 'På norsk' },
  'messages.automatic': {
    sv: 'Det här brevet skrevs av en maskin. Det innehåller inget som talar om för oss att du har läst det.',
    en: 'This letter was written by a machine. Nothing in it tells us that you have read it.',
    no: 'Dette brevet er skrevet av en maskin. Det er ingenting i det som forteller oss at du har lest det.',
  },
})
