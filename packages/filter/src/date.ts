import type { DatePrecision, DateValue } from "./ast.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

/** Milliseconds of a day. */
export const DAY_MILLISECONDS: number = DAY;

/** The longest relative distance: longer ones are slips of the hand, and could leave the range of dates. */
const MAX_OFFSET = 100 * 366 * DAY;

/** Longer texts can't be dates; the bound also keeps the expressions below linear. */
const MAX_DATE_LENGTH = 48;

// RFC 3339, and with a blank for the T, without seconds, without zone (UTC), as ThreatConnect's SDK writes them.
const ISO_DATE =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|z|[+-]\d{2}:?\d{2})?)?$/;
// TQL's `MM-dd-yyyy`.
const MONTH_FIRST_DATE = /^(\d{2})-(\d{2})-(\d{4})$/;
const RELATIVE_DATE = /^(now|today)(?: ?\( ?\))?(?: ?([+-]) ?(\d+) ?([a-z]*))?$/;

const UNITS: Readonly<Record<string, number>> = {
  s: SECOND,
  second: SECOND,
  seconds: SECOND,
  m: MINUTE,
  min: MINUTE,
  minute: MINUTE,
  minutes: MINUTE,
  h: HOUR,
  hour: HOUR,
  hours: HOUR,
  d: DAY,
  day: DAY,
  days: DAY,
  w: WEEK,
  week: WEEK,
  weeks: WEEK,
};

const PRECISION_MILLISECONDS: Readonly<Record<DatePrecision, number>> = {
  day: DAY,
  minute: MINUTE,
  second: SECOND,
  millisecond: 1,
};

type Unplaced<T> = T extends unknown ? Omit<T, "range"> : never;

/** A date without its place, or what is wrong with the text, for people. */
export type DateReading =
  | { readonly date: Unplaced<DateValue>; readonly problem?: never }
  | { readonly date?: never; readonly problem: string };

/** Reads a date as people write them in a filter: absolute, or counted from `now` or `today`. */
export function readDate(text: string): DateReading {
  if (text.length > MAX_DATE_LENGTH) return { problem: NOT_A_DATE };
  const relative = RELATIVE_DATE.exec(text.trim().toLowerCase().replace(/\s+/g, " "));
  if (relative !== null) return readRelative(relative);
  const absolute = readAbsolute(text.trim());
  return absolute === undefined
    ? { problem: ISO_DATE.test(text.trim()) || MONTH_FIRST_DATE.test(text.trim()) ? NO_SUCH_DATE : NOT_A_DATE }
    : { date: { type: "date", base: "absolute", ...absolute } };
}

const NOT_A_DATE = "is not a date";
const NO_SUCH_DATE = "is a day or time that the calendar does not have";

function readRelative(match: RegExpExecArray): DateReading {
  const base = match[1] === "now" ? "now" : "today";
  const [sign, digits, unitName] = [match[2], match[3], match[4]];
  if (digits === undefined) return { date: { type: "date", base, offset: 0 } };
  if (unitName === undefined || unitName === "") return { problem: "lacks a unit" };
  const unit = Object.hasOwn(UNITS, unitName) ? UNITS[unitName] : undefined;
  if (unit === undefined) {
    return {
      problem: /^(?:mo|y)/.test(unitName)
        ? "counts in months or years, which have no fixed length"
        : `has the unknown unit \`${unitName}\``,
    };
  }
  const distance = Number(digits) * unit;
  if (!(distance <= MAX_OFFSET)) return { problem: "lies more than 100 years away" };
  return { date: { type: "date", base, offset: sign === "-" && distance > 0 ? -distance : distance } };
}

function readAbsolute(text: string): { start: number; precision: DatePrecision } | undefined {
  const monthFirst = MONTH_FIRST_DATE.exec(text);
  if (monthFirst !== null) {
    const start = dayStart(Number(monthFirst[3]), Number(monthFirst[1]), Number(monthFirst[2]));
    return start === undefined ? undefined : { start, precision: "day" };
  }
  const match = ISO_DATE.exec(text);
  if (match === null) return undefined;
  const day = dayStart(Number(match[1]), Number(match[2]), Number(match[3]));
  if (day === undefined) return undefined;
  if (match[4] === undefined) return { start: day, precision: "day" };
  const [hour, minute, second] = [Number(match[4]), Number(match[5]), Number(match[6] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const milliseconds = Number((match[7] ?? "").slice(0, 3).padEnd(3, "0"));
  const zone = zoneOffset(match[8]);
  if (zone === undefined) return undefined;
  const start = day + hour * HOUR + minute * MINUTE + second * SECOND + milliseconds - zone;
  return withinCalendar(start)
    ? { start, precision: match[7] !== undefined ? "millisecond" : match[6] !== undefined ? "second" : "minute" }
    : undefined;
}

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function dayStart(year: number, month: number, day: number): number | undefined {
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const length = month === 2 && isLeapYear ? 29 : MONTH_LENGTHS[month - 1];
  if (length === undefined || day < 1 || day > length) return undefined;
  // Date.UTC takes the years 0 to 99 for 1900 to 1999; four centuries earlier or later the calendar is the same.
  return year < 100 ? Date.UTC(year + 400, month - 1, day) - FOUR_CENTURIES : Date.UTC(year, month - 1, day);
}

const FOUR_CENTURIES = 146_097 * DAY;

/** Four-digit years only, so that every date can be written as it was read. */
function withinCalendar(start: number): boolean {
  return start >= -62_167_219_200_000 && start <= 253_402_300_799_999;
}

function zoneOffset(zone: string | undefined): number | undefined {
  if (zone === undefined || zone === "Z" || zone === "z") return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2));
  if (hours > 23 || minutes > 59) return undefined;
  return (hours * HOUR + minutes * MINUTE) * (zone.startsWith("-") ? -1 : 1);
}

/** Milliseconds since 1970 of an indicator's date, `undefined` when it is none. A date without zone is UTC. */
export function readInstant(text: string): number | undefined {
  return text.length > MAX_DATE_LENGTH ? undefined : readAbsolute(text)?.start;
}

/** A stretch of time: milliseconds since 1970, `end` exclusive. */
export interface Period {
  readonly start: number;
  readonly end: number;
}

/** The period a date stands for, given the moment of evaluation (milliseconds since 1970). */
export function periodOf(date: DateValue, now: number): Period {
  switch (date.base) {
    case "absolute":
      return { start: date.start, end: date.start + PRECISION_MILLISECONDS[date.precision] };
    case "now":
      return { start: now + date.offset, end: now + date.offset + 1 };
    case "today": {
      const start = Math.floor(now / DAY) * DAY + date.offset;
      return { start, end: start + DAY };
    }
  }
}

/** The date in its canonical spelling: `2026-01-31`, `2026-01-31T09:00Z`, `now - 30d`. */
export function formatDate(date: DateValue): string {
  if (date.base === "absolute") {
    const iso = new Date(date.start).toISOString();
    switch (date.precision) {
      case "day":
        return iso.slice(0, 10);
      case "minute":
        return `${iso.slice(0, 16)}Z`;
      case "second":
        return `${iso.slice(0, 19)}Z`;
      case "millisecond":
        return iso;
    }
  }
  if (date.offset === 0) return date.base;
  const distance = Math.abs(date.offset);
  const [unit, name] = (
    [
      [DAY, "d"],
      [HOUR, "h"],
      [MINUTE, "m"],
      [SECOND, "s"],
    ] as const
  ).find(([milliseconds]) => distance % milliseconds === 0) ?? [SECOND, "s"];
  return `${date.base} ${date.offset < 0 ? "-" : "+"} ${distance / unit}${name}`;
}
