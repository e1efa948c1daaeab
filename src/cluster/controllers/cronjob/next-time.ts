import type { CronFields, CronSchedule } from '../../apimachinery/cron-schedule.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
// A schedule that names a day which never comes, like 30 February, has no next time.
const HORIZON_MS = 5 * 366 * DAY_MS

/** What a clock on the wall shows. */
interface WallTime {
  month: number
  day: number
  weekday: number
  hour: number
  minute: number
}

/** How far clocks in a time zone are ahead at a moment. @throws RangeError for zones that do not exist */
type ZoneOffset = (atMs: number) => number

/** @throws RangeError for zones that do not exist */
export function createZoneOffset(timeZone: string | undefined): ZoneOffset {
  if (timeZone === undefined || timeZone === 'UTC' || timeZone === 'Etc/UTC') return () => 0
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
  return (atMs) => {
    const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]))
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
    const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'))
    return shown - Math.floor(atMs / MINUTE_MS) * MINUTE_MS
  }
}

/**
 * The first time after `afterMs` at which a schedule is due. A time that clocks skip is skipped, one that they show twice is due twice.
 * @returns `undefined` when there is none within five years.
 */
export function nextTime(schedule: CronSchedule, afterMs: number, offset: ZoneOffset): number | undefined {
  if ('everySeconds' in schedule) return Math.floor(afterMs / 1000) * 1000 + schedule.everySeconds * 1000
  let at = Math.floor(afterMs / MINUTE_MS) * MINUTE_MS + MINUTE_MS
  const end = afterMs + HORIZON_MS
  while (at <= end) {
    const wall = wallTime(at + offset(at))
    if (!isDay(schedule, wall)) at = nextDay(at, offset)
    else if (!schedule.hours.has(wall.hour)) at += (60 - wall.minute) * MINUTE_MS
    else if (!schedule.minutes.has(wall.minute)) at += MINUTE_MS
    else return at
  }
  return undefined
}

/** The first moment of the next day on the wall. */
function nextDay(at: number, offset: ZoneOffset): number {
  const midnight = (Math.floor((at + offset(at)) / DAY_MS) + 1) * DAY_MS
  const guess = midnight - offset(at)
  const exact = midnight - offset(guess)
  // Where clocks skip midnight the day begins when they stop skipping.
  return Math.max(exact, at + MINUTE_MS)
}

function wallTime(shownMs: number): WallTime {
  const date = new Date(shownMs)
  return {
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
  }
}

function isDay({ months, daysOfMonth, daysOfWeek, eitherDay }: CronFields, { month, day, weekday }: WallTime): boolean {
  if (!months.has(month)) return false
  const byMonth = daysOfMonth.has(day)
  const byWeek = daysOfWeek.has(weekday)
  return eitherDay ? byMonth || byWeek : byMonth && byWeek
}

/** The times at which a schedule should have started, seen from now. */
export interface MissedTimes {
  /** The latest that is due; `undefined` when none is. */
  latest: number | undefined
  /** How many are due, as far as it was counted. */
  count: number
}

// Beyond this many it is no longer worth counting.
const TOO_MANY = 100

/** The latest time in (`afterMs`, `nowMs`], and whether there are too many of them. */
export function missedTimes(
  schedule: CronSchedule,
  afterMs: number,
  nowMs: number,
  offset: ZoneOffset,
): MissedTimes & { tooMany: boolean } {
  const first = nextTime(schedule, afterMs, offset)
  if (first === undefined || first > nowMs) return { latest: undefined, count: 0, tooMany: false }
  const second = nextTime(schedule, first, offset)
  if (second === undefined || second > nowMs) return { latest: first, count: 1, tooMany: false }
  // As many as fit at the pace of the first two; only the last stretch is looked at in detail.
  const pace = second - first
  const count = Math.floor((nowMs - first) / pace) + 1
  let latest = first
  const start = Math.max(first, nowMs - Math.max(2 * pace, 2 * DAY_MS) - pace)
  for (let at = nextTime(schedule, start, offset); at !== undefined && at <= nowMs; at = nextTime(schedule, at, offset))
    latest = at
  return { latest, count, tooMany: count > TOO_MANY }
}
