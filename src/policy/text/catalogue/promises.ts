import { messages } from './message.ts'

/** The sentences of the promises, by kind. Said to the person whose data it is: plain, kind, and no more than is kept. */
export const promises = messages({
  'promises.data-for': { sv: 'uppgifter för {label}', en: 'data for {label}', no: 'opplysninger for {label}' },
  'promises.data-for-field': { sv: '{data} för {label}', en: '{data} for {label}', no: '{data} for {label}' },

  'promises.erase': { sv: '{what} raderas {when}.', en: 'We erase {what} {when}.', no: '{what} slettes {when}.' },
  'promises.anonymise': { sv: '{what} anonymiseras {when}.', en: 'We make {what} anonymous {when}.', no: '{what} anonymiseres {when}.' },
  'promises.restrict': { sv: '{what} slutar användas och låses {when}.', en: 'We stop using {what}, and lock it away, {when}.', no: '{what} tas ut av bruk og låses {when}.' },
  'promises.restrict-for': {
    sv: '{what} slutar användas och låses {when}. Efter ytterligare {period} är de borta.',
    en: 'We stop using {what}, and lock it away, {when}. After a further {period} it is gone.',
    no: '{what} tas ut av bruk og låses {when}. Etter ytterligere {period} er de borte.',
  },
  'promises.review': { sv: 'En människa går igenom {what} {when} och avgör om något ska vara kvar.', en: 'A person looks through {what} {when} and decides whether anything stays.', no: 'Et menneske går gjennom {what} {when} og avgjør om noe skal beholdes.' },
  'promises.archive': { sv: '{what} förs till arkivet {when}.', en: 'We move {what} to the archive {when}.', no: '{what} flyttes til arkivet {when}.' },
  'promises.for-ever': { sv: '{what} sparas för all framtid, så som arkivreglerna kräver.', en: 'We keep {what} for ever, as the archive rules demand.', no: '{what} beholdes for alltid, slik arkivreglene krever.' },
  'promises.criterion': { sv: '{what} finns kvar så länge detta gäller: {text}', en: 'We keep {what} for as long as this holds: {text}', no: '{what} beholdes så lenge dette gjelder: {text}' },

  'promises.after': { sv: '{period} efter att {event}', en: '{period} after {event}', no: '{period} etter at {event}' },
  'promises.at-once': { sv: 'så snart {event}', en: 'as soon as {event}', no: 'så snart {event}' },
  'promises.not-before': { sv: 'tidigast {when}', en: 'no sooner than {when}', no: 'tidligst {when}' },
  'promises.end-of-calendar-year': { sv: 'vid utgången av det kalenderår som pågår {when}', en: 'at the end of the calendar year that is running {when}', no: 'ved utgangen av kalenderåret som løper {when}' },
  'promises.end-of-fiscal-year': { sv: 'vid utgången av det räkenskapsår som pågår {when}', en: 'at the end of the fiscal year that is running {when}', no: 'ved utgangen av regnskapsåret som løper {when}' },
  'promises.relation-over': { sv: 'när din relation till oss är slut', en: 'when your relation with us has ended', no: 'når forholdet ditt til oss er over' },
  'promises.withdrawn': { sv: 'när du tar tillbaka ditt samtycke', en: 'when you withdraw your consent', no: 'når du trekker samtykket tilbake' },
  'promises.first-of': { sv: '{rules}, beroende på vad som kommer först', en: '{rules}, whichever comes first', no: '{rules}, alt etter hva som kommer først' },
  'promises.last-of': { sv: '{rules}, beroende på vad som kommer sist', en: '{rules}, whichever comes last', no: '{rules}, alt etter hva som kommer sist' },
  'promises.at-most': { sv: '{when}, dock senast {most}', en: '{when}, and at the latest {most}', no: '{when}, men senest {most}' },
  'promises.at-least': { sv: '{when}, dock tidigast {least}', en: '{when}, but no sooner than {least}', no: '{when}, men tidligst {least}' },
  'promises.or': { sv: '{event}, eller efter att {other} om det är allt vi vet', en: '{event}, or after {other} if that is all we know', no: '{event}, eller etter at {other} hvis det er alt vi vet' },

  'promises.reminds': {
    sv: 'Vi påminner dig {period} innan {what} raderas. Inget försvinner för att du varit borta utan att påminnelsen har skickats.',
    en: 'We remind you {period} before we erase {what}. Nothing goes because you were away without the reminder having been sent.',
    no: 'Vi minner deg på det {period} før {what} slettes. Ingenting forsvinner fordi du har vært borte, uten at påminnelsen er sendt.',
  },
  'promises.reminds-renewable': {
    sv: 'Vi påminner dig {period} innan {what} raderas, och du kan förnya med ett klick.',
    en: 'We remind you {period} before we erase {what}, and you can renew with one click.',
    no: 'Vi minner deg på det {period} før {what} slettes, og du kan fornye med ett klikk.',
  },
  'promises.reviewed': {
    sv: 'Minst en gång på {period} går en människa igenom {what}.', en: 'At least once in {period} a person goes through {what}.', no: 'Minst én gang hver {period} går et menneske gjennom {what}.',
  },
  'promises.bookkeeping': {
    sv: 'Underlag för {label} sparas så länge bokföringslagen kräver, till och med det sjunde året efter det kalenderår då räkenskapsåret tog slut, och används inte till något annat.',
    en: 'Records for {label} are kept for as long as the law on bookkeeping demands, through the seventh year after the calendar year in which the fiscal year ended, and are used for nothing else.',
    no: 'Underlag for {label} beholdes så lenge bokføringsloven krever, til og med det sjuende året etter kalenderåret da regnskapsåret tok slutt, og brukes ikke til noe annet.',
  },
  'promises.held': {
    sv: '{what} sparas till {when}, eftersom lagen kräver det ({law}), och används inte till något annat.',
    en: 'We keep {what} until {when}, since the law demands it ({law}), and use it for nothing else.',
    no: '{what} beholdes til {when}, fordi loven krever det ({law}), og brukes ikke til noe annet.',
  },

  'promises.within-access': { sv: 'Du får en kopia av dina uppgifter {within}, utan kostnad.', en: 'You get a copy of your data {within}, free of charge.', no: 'Du får en kopi av opplysningene dine {within}, uten kostnad.' },
  'promises.within-rectification': { sv: 'Det som är fel eller saknas rättar vi {within}.', en: 'What is wrong or missing we put right {within}.', no: 'Det som er feil eller mangler, retter vi {within}.' },
  'promises.within-erasure': { sv: 'Ber du oss radera dina uppgifter gör vi det {within}, och säger vad som i så fall måste vara kvar och varför.', en: 'If you ask us to erase your data we do so {within}, and say what, if anything, has to stay and why.', no: 'Ber du oss slette opplysningene dine, gjør vi det {within}, og sier hva som eventuelt må bli igjen og hvorfor.' },
  'promises.within-restriction': { sv: 'Vill du att uppgifterna lämnas orörda svarar vi {within}.', en: 'If you want the data left untouched we answer {within}.', no: 'Vil du at opplysningene skal ligge urørt, svarer vi {within}.' },
  'promises.within-portability': { sv: 'Det du själv har lämnat får du med dig {within}, i ett format som datorer kan läsa.', en: 'What you gave us yourself you can take with you {within}, in a format that computers can read.', no: 'Det du selv har gitt oss, får du med deg {within}, i et format som datamaskiner kan lese.' },
  'promises.within-objection': { sv: 'Invänder du prövar en människa det och svarar {within}.', en: 'If you object, a person considers it and answers {within}.', no: 'Protesterer du, vurderer et menneske det og svarer {within}.' },
  'promises.month': { sv: 'inom en månad', en: 'within one month', no: 'innen en måned' },
  'promises.within': { sv: 'inom {period}', en: 'within {period}', no: 'innen {period}' },
  'promises.only-for-people': { sv: '{sentence} Det gäller dig som är {people}.', en: '{sentence} This holds for you as {people}.', no: '{sentence} Det gjelder deg som er {people}.' },

  'promises.everywhere': { sv: 'Det som raderas på din begäran raderas i alla våra system.', en: 'What is erased at your request is erased in all our systems.', no: 'Det som slettes på din forespørsel, slettes i alle systemene våre.' },
  'promises.everywhere-backups': {
    sv: 'Det som raderas på din begäran raderas i alla våra system, och är borta ur säkerhetskopiorna efter {period}.',
    en: 'What is erased at your request is erased in all our systems, and is gone from the backups after {period}.',
    no: 'Det som slettes på din forespørsel, slettes i alle systemene våre, og er borte fra sikkerhetskopiene etter {period}.',
  },
  'promises.complete': { sv: 'Kopian av dina uppgifter omfattar varje system där du finns.', en: 'The copy of your data covers every system where you are on record.', no: 'Kopien av opplysningene dine omfatter hvert system der du finnes.' },

  'promises.consent-first': { sv: 'Uppgifter för {label} används bara om du har sagt ja.', en: 'Data for {label} is used only if you have said yes.', no: 'Opplysninger for {label} brukes bare hvis du har sagt ja.' },
  'promises.consent-first-channel': { sv: 'Du får {label} via {channels} bara om du har sagt ja.', en: 'You get {label} by {channels} only if you have said yes.', no: 'Du får {label} via {channels} bare hvis du har sagt ja.' },
  'promises.withdrawable': { sv: 'Ditt ja till {label} kan du ta tillbaka när du vill, lika lätt som du gav det.', en: 'You can take back your yes to {label} whenever you like, as easily as you gave it.', no: 'Ja-et ditt til {label} kan du trekke tilbake når du vil, like lett som du ga det.' },
  'promises.objection-at-once': { sv: 'Säger du nej till {label} slutar vi genast, utan att fråga varför.', en: 'If you say no to {label} we stop at once, without asking why.', no: 'Sier du nei til {label}, slutter vi straks, uten å spørre hvorfor.' },
  'promises.unsubscribe': { sv: 'I varje utskick av {label} finns en länk som avslutar det med ett klick.', en: 'Every message of {label} has a link that ends it with one click.', no: 'I hver utsendelse av {label} er det en lenke som avslutter den med ett klikk.' },

  'promises.only-named': { sv: 'Vi lämnar inte ut dina uppgifter till några andra än dem som står här.', en: 'We pass your data on to nobody but those named here.', no: 'Vi gir ikke opplysningene dine til andre enn dem som står her.' },
  'promises.agreement': { sv: 'För {label} finns ett biträdesavtal som gäller; utan avtal, inga uppgifter.', en: 'For {label} a processing agreement is in force; no agreement, no data.', no: 'For {label} gjelder en databehandleravtale; uten avtale, ingen opplysninger.' },
  'promises.eea': { sv: 'All behandling sker inom EU och EES.', en: 'All processing takes place within the EU and the EEA.', no: 'All behandling skjer innenfor EU og EØS.' },
  'promises.country': { sv: 'All behandling sker i ett land: {country}.', en: 'All processing takes place in one country: {country}.', no: 'All behandling skjer i ett land: {country}.' },
  'promises.as-processor': {
    sv: 'Det som rör {people} på {host} hanterar vi bara på uppdrag av den som ansvarar, och dit skickar vi också frågor om det.',
    en: 'What concerns a {people} on {host} we handle only as the one responsible instructs us, and questions about it go there.',
    no: 'Det som gjelder {people} på {host}, håndterer vi bare på oppdrag fra den ansvarlige, og dit sender vi også spørsmål om det.',
  },
  'promises.guarded-consent': { sv: '{data} använder vi bara för {label}, och bara om du uttryckligen har sagt ja.', en: '{data}: used for {label} only, and only if you have expressly said yes.', no: '{data} bruker vi bare for {label}, og bare hvis du uttrykkelig har sagt ja.' },
  'promises.guarded': { sv: '{data} använder vi bara för {label}, och bara så långt lagen tillåter.', en: '{data}: used for {label} only, and only as far as the law permits.', no: '{data} bruker vi bare for {label}, og bare så langt loven tillater.' },
  'promises.aggregates': { sv: 'För {label} tar vi bara fram sammanställningar där ingen enskild syns.', en: 'For {label} we draw up only totals in which nobody can be seen.', no: 'For {label} lager vi bare sammenstillinger der ingen enkeltperson vises.' },
  'promises.only-for': { sv: 'Uppgifter för {label} används inte till något annat.', en: 'Data for {label} is used for nothing else.', no: 'Opplysninger for {label} brukes ikke til noe annet.' },
  'promises.changes-told': { sv: 'Ändrar vi det som står här berättar vi det minst {period} i förväg.', en: 'If we change what is said here we tell you at least {period} ahead.', no: 'Endrer vi det som står her, sier vi fra minst {period} på forhånd.' },
  'promises.information': { sv: 'Det du läser här gäller nu, och tidigare versioner finns kvar att läsa.', en: 'What you read here is in force now, and earlier versions remain to be read.', no: 'Det du leser her, gjelder nå, og tidligere versjoner kan fortsatt leses.' },
  'promises.measure': { sv: 'Vi ser regelbundet över detta skydd: {label}.', en: 'We regularly review this safeguard: {label}.', no: 'Vi går jevnlig gjennom dette tiltaket: {label}.' },
  'promises.cookies-first': { sv: 'Bara nödvändiga kakor sätts innan du har valt.', en: 'Only necessary cookies are set before you have chosen.', no: 'Bare nødvendige informasjonskapsler settes før du har valgt.' },
  'promises.cookies-lifetime': { sv: 'Ingen kaka finns kvar längre än vad som står i listan.', en: 'No cookie stays longer than the list says.', no: 'Ingen informasjonskapsel blir værende lenger enn det står i listen.' },
  'promises.breach-people': { sv: 'Om något händer med dina uppgifter som innebär en hög risk för dig berättar vi det utan dröjsmål.', en: 'If something happens to your data that means a high risk to you, we tell you without delay.', no: 'Hvis noe skjer med opplysningene dine som innebærer høy risiko for deg, sier vi fra uten opphold.' },
  'promises.breach-people-risk': { sv: 'Om något händer med dina uppgifter som innebär en risk för dig berättar vi det utan dröjsmål.', en: 'If something happens to your data that means a risk to you, we tell you without delay.', no: 'Hvis noe skjer med opplysningene dine som innebærer en risiko for deg, sier vi fra uten opphold.' },
  'promises.breach-authority': { sv: 'En personuppgiftsincident anmäls till tillsynsmyndigheten inom 72 timmar, om den kan innebära en risk.', en: 'A personal data breach is reported to the supervisory authority within 72 hours, if it may mean a risk.', no: 'Et brudd på personopplysningssikkerheten meldes til tilsynsmyndigheten innen 72 timer, hvis det kan innebære en risiko.' },
})
