export { everybody, nobody } from './person.ts'
export type { Indexed, PersonId, SystemRef } from './person.ts'
export {
  controllerOf, countsOf, crossingsOf, findPerson, forgetChanged, forgetChangedOf, hasCrossings, indexedOf, locationsInOrder, locationsOf, locationsOfAll, lockPersons, mergedInto, mergeTargets, personsOf, scansOf, takeChanged,
} from './store-index.ts'
export type { Found, HashedIdentifier, LocationText, RefPersons, ScanState } from './store-index.ts'
export {
  endFact, factsBetween, factsOf, keepDates, markChanged, noFacts, setApproval, setConsent, setHold, setObjection, setReminder, setRenewal, setRequest, setRestriction,
} from './store-facts.ts'
export type { FactKind, KeptDate, RenewalFact } from './store-facts.ts'
export { beginActing, endActing, unsureOf } from './store-acting.ts'
export { emptiedWithoutReferrers, forgetEmpty, recordActed } from './store-acts.ts'
export type { Acted } from './store-acts.ts'
export { countPeopleIn } from './store-counts.ts'
export { mergePersons, suggestionsOf, undoMerge } from './store-merges.ts'
export type { Suggestion } from './store-merges.ts'
export { datesLeaving, keepDatesOf, leaveReferred } from './store-leaving.ts'
export type { DatedRow } from './store-leaving.ts'
export { observe } from './observe.ts'
export type { Observed, ObservedSystem, ObserveInput, ObserveProgress } from './observe.ts'
export { endReminders, setReminders } from './store-reminders.ts'
export type { ReminderOf } from './store-reminders.ts'
export { takeOnKeys } from './rotate.ts'
