export { addWorkingDays, calendars, defaultCalendar, holidays, isWorkingDay, nextWorkingDay, restDay, workingDayFrom } from './working-days.ts'
export type { Calendar } from './working-days.ts'
export { easterSunday } from './easter.ts'
export type { Holiday } from './holiday.ts'
