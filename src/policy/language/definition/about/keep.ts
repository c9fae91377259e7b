import type { About } from '../../form/index.ts'

/** What makes a rule of how long; may stand within `first-of` and the like too. */
export const aboutRule = {
  for: ['How long: 2 years, 18 months, P6M, 24 hours; at least 4 weeks; 6 to 12 months (the longer end counts); normally 2 years (with at-most).', 'for: 2 years'],
  after: ['What it is counted from: last-activity, relation-start, relation-end, creation, first-use, agreement-end, event-end, process-end, rejection, review-done, booking, issue, payment, purpose-end, last-contact, delivery, birth, session-end, or an event of your own.', 'after: last-activity'],
  or: ['What to count from where that day is missing.', 'or: creation'],
  'round-up': ['To the end of the calendar-year or the fiscal-year in which it would end.', 'round-up: calendar-year'],
  until: ['Until something happens: withdrawal, event-end, relation-end, session-end …', 'until: withdrawal'],
  while: ['As long as the relation lasts.', 'while: relation'],
  law: ['As a law says: se-bookkeeping, or one of your holds. Beside for-ever: the law that demands it.', 'law: se-bookkeeping'],
  'first-of': ['Several rules; the first to come ends it.', 'first-of: [3 years after creation, { until: agreement-end }]'],
  'last-of': ['Several rules; the last to come ends it.', 'last-of: [1 year after last-activity, { until: agreement-end }]'],
  criterion: ['What decides, where no time can be given (Art 13(2)(a)), as words that follow “we keep it”. With review-on or review.', 'criterion: { sv: så länge garantin gäller, en: as long as the warranty runs }'],
  'review-on': ['When a person looks whether the criterion still holds.', 'review-on: 2027-12-01'],
  'for-ever': ['For archives, by law or archive rules.', 'for-ever: true'],
} as const satisfies Record<string, About>

export const aboutKeep = {
  ...aboutRule,
  'at-most': ['A ceiling: another rule that ends it whatever the first says.', 'at-most: 3 years after last-activity'],
  'at-least': ['A floor: it does not end before this.', 'at-least: 4 weeks after creation'],
  then: ['What is done when it ends: erase, anonymise, restrict, review (a person decides) or archive.', 'then: anonymise'],
  remind: ['How long before the end the person is reminded. Nothing goes without the reminder.', 'remind: 30 days'],
  renewable: ['The reminder can be answered with “keep it”.', 'renewable: true'],
  unreachable: ['What if the reminder cannot be delivered: review or erase.', 'unreachable: review'],
  review: ['A person goes through it at least so often, and before anything goes.', 'review: { every: 1 year, owner: support-lead }'],
  'per-field': ['Another rule for some of the data.', 'per-field: { diet: { until: event-end } }'],
  'per-people': ['Another rule for some of the people.', 'per-people: { prospect: 6 months after last-activity }'],
} as const satisfies Record<string, About>

export const aboutSeriesName = {
  series: ['Kept as this series of the schedule says.', 'series: letters'],
} as const satisfies Record<string, About>

export const aboutThen = {
  restrict: ['Locked away and not used, for so long.', 'restrict: 6 months'],
  then: ['And after that.', 'then: erase'],
  review: ['The role that decides.', 'review: support-lead'],
} as const satisfies Record<string, About>

export const aboutReview = {
  every: ['How often at least.', 'every: 1 year'],
  owner: ['The role.', 'owner: support-lead'],
} as const satisfies Record<string, About>
