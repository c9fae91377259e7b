import { messages } from './message.ts'

/** How a deadline was counted, step by step. `{day}` and the other texts arrive already written in each language. */
export const deadline = messages({
  'deadline.received': {
    sv: 'kom in; den dagen räknas inte',
    en: 'received; the day itself is not counted',
    no: 'mottatt; dagen selv regnes ikke med',
  },
  'deadline.obtained': {
    sv: 'uppgifterna samlades in; den dagen räknas inte',
    en: 'the data were obtained; the day itself is not counted',
    no: 'opplysningene ble samlet inn; dagen selv regnes ikke med',
  },
  'deadline.period': { sv: '{period} senare', en: '{period} later', no: '{period} senere' },
  'deadline.period-held': {
    sv: '{period} senare: månadens sista dag, för månaden har ingen {date}:e',
    en: '{period} later: the last day of the month, which has no day {date}',
    no: '{period} senere: månedens siste dag, for måneden har ingen {date}.',
  },
  'deadline.extended': {
    sv: 'förlängd med två månader: tre månader från mottagandet',
    en: 'extended by two months: three months from receipt',
    no: 'forlenget med to måneder: tre måneder fra mottakelsen',
  },
  'deadline.extended-held': {
    sv: 'förlängd till tre månader från mottagandet: månadens sista dag, för månaden har ingen {date}:e',
    en: 'extended to three months from receipt: the last day of the month, which has no day {date}',
    no: 'forlenget til tre måneder fra mottakelsen: månedens siste dag, for måneden har ingen {date}.',
  },
  'deadline.tell-extension': {
    sv: 'sista dag att berätta om förlängningen och skälen för den',
    en: 'last day to tell about the extension and the reasons for it',
    no: 'siste dag for å fortelle om forlengelsen og grunnene til den',
  },
  'deadline.paused': {
    sv: 'tiden stod still i {days|dag|dagar}, till {until}',
    en: 'the clock stood still for {days|day|days}, until {until}',
    no: 'fristen sto stille i {days|dag|dager}, til {until}',
  },
  'deadline.moved-by-pause': {
    sv: 'så mycket senare slutar tiden efter pausen',
    en: 'the end, as much later as the clock stood still',
    no: 'slutten, så mye senere som fristen sto stille',
  },
  'deadline.day-off': { sv: '{why}, ingen arbetsdag', en: '{why}, not a working day', no: '{why}, ikke virkedag' },
  'deadline.rolled': {
    sv: 'nästa arbetsdag; tiden går ut när den är slut',
    en: 'the next working day; the time ends when it does',
    no: 'neste virkedag; fristen går ut når den er over',
  },
  'deadline.two-working-days': {
    sv: 'den andra arbetsdagen: en tid på två dagar eller mer har minst två',
    en: 'the second working day: a time of two days or more has at least two',
    no: 'den andre virkedagen: en frist på to dager eller mer har minst to',
  },
  'deadline.first-contact': {
    sv: 'första kontakten med personen; då ska informationen ges, om det är tidigare',
    en: 'first contact with the person; the information is due then, if that is earlier',
    no: 'første kontakt med personen; da skal informasjonen gis, om det er tidligere',
  },
  'deadline.working-day': { sv: 'arbetsdag {n} av {of}', en: 'working day {n} of {of}', no: 'virkedag {n} av {of}' },
  'deadline.not-counted': { sv: '{why}; räknas inte', en: '{why}; not counted', no: '{why}; regnes ikke med' },
  'deadline.paused-day': { sv: 'tiden står still; räknas inte', en: 'the clock stands still; not counted', no: 'fristen står stille; regnes ikke med' },
  'deadline.promised': {
    sv: 'lovat inom {period}; ett löfte flyttas inte till en arbetsdag',
    en: 'promised within {period}; a promise is not moved to a working day',
    no: 'lovet innen {period}; et løfte flyttes ikke til en virkedag',
  },
  'deadline.aware': {
    sv: 'blev känt; klockan går genom helger och helgdagar',
    en: 'became known; the clock runs through weekends and holidays',
    no: 'ble kjent; klokken går gjennom helger og helligdager',
  },
  'deadline.72-hours': { sv: '72 timmar senare', en: '72 hours later', no: '72 timer senere' },
  'deadline.72-full-hours': {
    sv: 'slutet av den 72:a hela timmen; lita inte på den',
    en: 'the end of the 72nd full hour; do not rely on it',
    no: 'slutten av den 72. hele timen; ikke stol på den',
  },
  'deadline.clocks-changed': {
    sv: 'klockan ställs om under tiden; timmarna är räknade som de går',
    en: 'the clocks change meanwhile; the hours are counted as they pass',
    no: 'klokken stilles underveis; timene er regnet slik de går',
  },
  'deadline.heading': { sv: '{what}, mottagen {day}', en: '{what}, received {day}', no: '{what}, mottatt {day}' },
  'deadline.heading-breach': { sv: '{what}, känd {day}', en: '{what}, known {day}', no: '{what}, kjent {day}' },
  'deadline.heading-obtained': { sv: '{what}, insamlade {day}', en: '{what}, obtained {day}', no: '{what}, samlet inn {day}' },
  'deadline.due': { sv: 'senast', en: 'due', no: 'frist' },
  'deadline.outer': { sv: 'yttersta', en: 'outer', no: 'ytterste' },
  'deadline.promised-label': { sv: 'lovat', en: 'promised', no: 'lovet' },
  'deadline.promise-counts': { sv: 'Löftet gäller: det är tidigare.', en: 'The promise counts: it is earlier.', no: 'Løftet gjelder: det er tidligere.' },
  'deadline.law-counts': { sv: 'Lagens dag gäller: den är inte senare än den lovade.', en: 'The day of the law counts: it is no later than the promised one.', no: 'Lovens dag gjelder: den er ikke senere enn den lovede.' },
  'deadline.without-pause': {
    sv: 'Utan pausen: {day}. Det är den dagen som gäller om frågan om identitet eller omfattning ställdes sent.',
    en: 'Without the pause: {day}. That day stands if identity or scope was asked for late.',
    no: 'Uten pausen: {day}. Den dagen gjelder om spørsmålet om identitet eller omfang ble stilt sent.',
  },
})
