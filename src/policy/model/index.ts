export { rulePath } from './path.ts'
export type { Place, Places, RulePath } from './path.ts'
export { anchorNamed, countedPer, knownAnchors, mayLieAhead, rulesWithin } from './retention.ts'
export type { Anchor, CountedPer, EndRule, Retention, RuleFor, Then } from './retention.ts'
export { restsOn } from './purpose.ts'
export type { AutomatedDecision, Balancing, Channel, ChannelGround, Condition, ConsentTerms, Ground, GroundTerms, HandOver, NotTold, Purpose } from './purpose.ts'
export type { When } from './when.ts'
export { specialClasses } from './policy.ts'
export type {
  Agreement, Controller, Cookie, CookieTerms, DataClass, DataItem, IntakeForm, Joint, LawHold, Measure, Never, NoticeTerms, Policy, ProtectedIdentity, Recipient, Relation, Right, RightTerms,
  Schedule, Secrecy, Series, Site, Staff,
} from './policy.ts'
export type { ColumnRef, ConsentRows, Field, IdentifierKind, Link, System, Table } from './system.ts'
