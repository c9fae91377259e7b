/** The short names of acts that are cited; `SFS`, `LOV` and `EU` with a number stand for any other act. */
export type Act =
  | 'GDPR' | 'BFL' | 'MFL' | 'LEK' | 'DSL' | 'DL' | 'OSL' | 'AL' | 'PDL' | 'SkolL' | 'ABL' | 'TF' | 'PreskL' | 'LAS' | 'SFL' | 'PTL'
  | '1182/71' | 'POL' | 'MFL-NO' | 'EKOM' | 'BOKFL' | 'ARKL' | 'SFS' | 'LOV' | 'EU'

/** A place in the law in its short form: `GDPR 5(1)(e)`, `BFL 7:2`, `MFL 19`. Written out by `citationText`. */
export type Citation = `${Act} ${string}`
