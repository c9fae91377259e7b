/** What keeps promises. Each is an action or a watch of the product; `status/` names one implementation for every word here. */
export type ControlName =
  | 'sweep' // plans and carries out what is due
  | 'reminder' // sends what has to be sent before a sweep may take anything
  | 'hold-guard' // decides that what a law holds stays, and no longer
  | 'request-clock' // counts every request's days and shows the late ones
  | 'erase-everywhere' // carries an erasure out in every system and reads it back
  | 'access-answer' // gathers from every system
  | 'condition-guard' // ends a special category with the condition that carries it
  | 'agreement-watch' // follows the days of processing agreements
  | 'place-watch' // compares every system and recipient with the place promised
  | 'instruction-only' // leaves what belongs to another controller to that controller's instruction
  | 'publisher' // publishes versions and keeps the old ones readable
  | 'measure-calendar' // follows the days by which measures are to be reviewed

/** What measures promises: one set-based query each. */
export type GaugeName =
  | 'retention-overdue' | 'reminders-sent' | 'holds-standing' | 'requests-answered' | 'erasures-complete' | 'access-complete'
  | 'conditions-standing' | 'agreements-in-force' | 'places' | 'processor-untouched' | 'notice-published' | 'measures-reviewed'
