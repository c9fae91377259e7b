import { text, verbatim } from '../text/index.ts'
import type { Text } from '../text/index.ts'
import { day } from './day.ts'
import type { Day } from './day.ts'

/** How an act numbers its provisions: `5(1)(e)`, `7:2`, `19`, `3-15`; a decision of a court and a guideline have a number only. */
export type Numbering = 'articles' | 'chapters' | 'sections' | 'number'

export interface ActFacts {
  readonly numbering: Numbering
  /** The name as a sentence of each language writes it, without a capital where the language has none. */
  readonly name: Text
  /** The number in its collection, written after the name: `1999:1078`. */
  readonly number: string | null
  /** Other names that people write, in lower case. */
  readonly also: readonly string[]
  /** The first day it no longer was in force; null while it is. */
  readonly repealed: Day | null
}

/**
 * The acts that are cited, by short name. `SFS`, `LOV` and `EU` stand for any other act of their collection and carry its number in
 * the provision: `SFS 2008:355 3:17`, `LOV 1999-07-02-64 39`, `EU 2022/2065 26(3)`.
 */
export const acts = {
  GDPR: eu('dataskyddsförordningen', 'GDPR', 'personvernforordningen', null, ['dsf', 'gdpr', 'general data protection regulation', 'eu 2016/679']),
  '1182/71': eu('förordning (EEG, Euratom) nr 1182/71', 'Regulation (EEC, Euratom) No 1182/71', 'forordning (EØF, Euratom) nr. 1182/71', null, ['regulation 1182/71', 'förordning 1182/71', 'eu 1182/71']),
  CJEU: { numbering: 'number', name: text({ sv: 'EU-domstolens dom i mål', en: 'judgment of the Court of Justice in case', no: 'EU-domstolens dom i sak' }), number: null, also: ['eu-domstolen', 'court of justice'], repealed: null },
  EDPB: { numbering: 'number', name: text({ sv: 'EDPB:s riktlinjer', en: 'EDPB guidelines', no: 'EDPBs retningslinjer' }), number: null, also: ['edpb guidelines', 'edpb:s riktlinjer'], repealed: null },
  BFL: se('chapters', '1999:1078', 'bokföringslagen', 'the Swedish Accounting Act', 'den svenske bokføringsloven'),
  MFL: se('sections', '2008:486', 'marknadsföringslagen', 'the Swedish Marketing Act', 'den svenske markedsføringsloven'),
  LEK: se('chapters', '2022:482', 'lagen om elektronisk kommunikation', 'the Swedish Electronic Communications Act', 'den svenske loven om elektronisk kommunikasjon'),
  'LEK-2003': se('chapters', '2003:389', 'lagen om elektronisk kommunikation', 'the former Swedish Electronic Communications Act', 'den tidligere svenske loven om elektronisk kommunikasjon', '2022-06-03'),
  DSL: se('chapters', '2018:218', 'dataskyddslagen', 'the Swedish Data Protection Act', 'den svenske dataskyddsloven', null, ['lagen med kompletterande bestämmelser till eu:s dataskyddsförordning']),
  PUL: se('sections', '1998:204', 'personuppgiftslagen', 'the former Swedish Personal Data Act', 'den tidligere svenske personuppgiftslagen', '2018-05-25'),
  DL: se('chapters', '2008:567', 'diskrimineringslagen', 'the Swedish Discrimination Act', 'den svenske diskrimineringsloven'),
  OSL: se('chapters', '2009:400', 'offentlighets- och sekretesslagen', 'the Swedish Public Access to Information and Secrecy Act', 'den svenske offentlighets- og sekretessloven'),
  TF: se('chapters', '1949:105', 'tryckfrihetsförordningen', 'the Swedish Freedom of the Press Act', 'den svenske trykkefrihetsforordningen'),
  AL: se('sections', '1990:782', 'arkivlagen', 'the Swedish Archives Act', 'den svenske arkivloven'),
  PDL: se('chapters', '2008:355', 'patientdatalagen', 'the Swedish Patient Data Act', 'den svenske pasientdataloven'),
  SkolL: se('chapters', '2010:800', 'skollagen', 'the Swedish Education Act', 'den svenske skoleloven'),
  HSL: se('chapters', '2017:30', 'hälso- och sjukvårdslagen', 'the Swedish Health and Medical Services Act', 'den svenske helse- og sykehusloven'),
  PSL: se('chapters', '2010:659', 'patientsäkerhetslagen', 'the Swedish Patient Safety Act', 'den svenske pasientsikkerhetsloven'),
  PskL: se('sections', '1996:799', 'patientskadelagen', 'the Swedish Patient Injuries Act', 'den svenske pasientskadeloven'),
  EPL: se('sections', '2003:460', 'etikprövningslagen', 'the Swedish Ethical Review Act', 'den svenske etikkloven', null, ['lagen om etikprövning av forskning som avser människor']),
  FB: se('chapters', '1949:381', 'föräldrabalken', 'the Swedish Children and Parents Code', 'den svenske foreldreloven'),
  KKL: se('chapters', '2022:260', 'konsumentköplagen', 'the Swedish Consumer Sales Act', 'den svenske forbrukerkjøpsloven'),
  LKBR: se('chapters', '2018:597', 'lagen om kommunal bokföring och redovisning', 'the Swedish Municipal Accounting Act', 'den svenske loven om kommunalt regnskap'),
  ABL: se('chapters', '2005:551', 'aktiebolagslagen', 'the Swedish Companies Act', 'den svenske aksjeloven'),
  PreskL: se('sections', '1981:130', 'preskriptionslagen', 'the Swedish Limitations Act', 'den svenske foreldelsesloven'),
  LAS: se('sections', '1982:80', 'lagen om anställningsskydd', 'the Swedish Employment Protection Act', 'den svenske stillingsvernloven', null, ['anställningsskyddslagen']),
  SFL: se('chapters', '2011:1244', 'skatteförfarandelagen', 'the Swedish Tax Procedures Act', 'den svenske skatteforvaltningsloven'),
  PTL: se('chapters', '2017:630', 'penningtvättslagen', 'the Swedish Money Laundering Act', 'den svenske hvitvaskingsloven'),
  'SE-1930': se('sections', '1930:173', 'lagen om beräkning av lagstadgad tid', 'the Swedish Act on Counting Statutory Time', 'den svenske loven om beregning av lovfestet tid'),
  'SE-1989': se('sections', '1989:253', 'lagen om allmänna helgdagar', 'the Swedish Public Holidays Act', 'den svenske loven om offentlige helligdager'),
  POL: no('LOV-2018-06-15-38', 'norska personopplysningsloven', 'the Norwegian Personal Data Act', 'personopplysningsloven'),
  BOKFL: no('LOV-2004-11-19-73', 'norska bokføringsloven', 'the Norwegian Bookkeeping Act', 'bokføringsloven'),
  'MFL-NO': no('LOV-2009-01-09-2', 'norska markedsføringsloven', 'the Norwegian Marketing Control Act', 'markedsføringsloven'),
  FKJL: no('LOV-2002-06-21-34', 'norska forbrukerkjøpsloven', 'the Norwegian Consumer Purchases Act', 'forbrukerkjøpsloven'),
  EKOM: no('LOV-2024-12-13-76', 'norska ekomloven', 'the Norwegian Electronic Communications Act', 'ekomloven'),
  SFS: { numbering: 'chapters', name: text({ sv: 'lag', en: 'Swedish act', no: 'svensk lov' }), number: null, also: [], repealed: null },
  LOV: { numbering: 'sections', name: text({ sv: 'norsk lag', en: 'Norwegian act', no: 'lov' }), number: null, also: [], repealed: null },
  EU: { numbering: 'articles', name: text({ sv: 'EU-akt', en: 'EU act', no: 'EU-rettsakt' }), number: null, also: [], repealed: null },
} satisfies Readonly<Record<string, ActFacts>>

export type Act = keyof typeof acts

/** Acts whose provision begins with the act's own number. */
export const anyAct = { SFS: /^\d{4}:\d{1,5}$/, LOV: /^\d{4}-\d{2}-\d{2}-\d{1,4}$/, EU: /^\d{2,4}\/\d{1,4}$/ } as const

export function isAct(name: string): name is Act {
  return Object.hasOwn(acts, name)
}

export function actFacts(act: Act): ActFacts {
  return acts[act]
}

function eu(sv: string, en: string, no: string, number: string | null, also: readonly string[]): ActFacts {
  return { numbering: 'articles', name: text({ sv, en, no }), number, also, repealed: null }
}

function se(numbering: Numbering, number: string, sv: string, en: string, no: string, repealed: string | null = null, also: readonly string[] = []): ActFacts {
  return { numbering, name: text({ sv, en, no }), number, also, repealed: repealed === null ? null : day(repealed) }
}

function no(number: string, sv: string, en: string, name: string): ActFacts {
  return { numbering: 'sections', name: text({ ...verbatim(name), sv, en }), number, also: [], repealed: null }
}
