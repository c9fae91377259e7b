export type { AnchorFact, ApprovalFact, ConsentFact, DateFact, HoldFact, LocationFacts, ObjectionFact, PersonFacts, RelationFact, ReminderFact, RequestFact, RestrictionFact } from './facts.ts'
export type { Decision, FieldDecision, FieldVerdict, LocationVerdict, Waiting } from './decision.ts'
