export { rulePath } from './path.ts'
export type { Place, Places, RulePath } from './path.ts'
export { anchorNamed, countedPer, knownAnchors, mayLieAhead } from './retention.ts'
export type { Anchor, CountedPer, EndRule, Retention, Then } from './retention.ts'
export type { Balancing, Channel, ChannelGround, Condition, ConsentTerms, Ground, Purpose } from './purpose.ts'
export { specialClasses } from './policy.ts'
export type {
  Agreement, Controller, Cookie, CookieTerms, DataClass, DataItem, LawHold, Measure, Never, NoticeTerms, Policy, Recipient, Relation, Right, RightTerms, Site,
} from './policy.ts'
export type { ColumnRef, ConsentRows, Field, IdentifierKind, Link, System, Table } from './system.ts'
