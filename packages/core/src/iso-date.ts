const YEAR_FIRST =
  /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:(?:T| {1,2})(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)? ?(Z|UTC|GMT|[+-]\d{2}:?\d{2}|)$/i;
const COMPACT = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z?$/;
const DAY_FIRST =
  /^(?:[a-z]{3,9}, ?)?(\d{1,2})[ -]([a-z]{3,9})[ -](\d{4})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?)? ?(Z|UTC|GMT|[+-]\d{2}:?\d{2}|)$/i;
const MONTH_FIRST = /^([a-z]{3,9})\.? (\d{1,2}), ?(\d{4})$/i;
const IN_FORM = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
const EPOCH = /^\d{9,13}$/;
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const LONGEST = 64;
/** Numbers from here on are milliseconds: as seconds they would lie in the year 5138. */
const FIRST_MILLISECONDS = 100_000_000_000;

/**
 * A date in ISO 8601, UTC, `2026-05-01T10:00:00Z` (with milliseconds when there are any), or `undefined` for what is
 * no date. Understood: ISO 8601 and RFC 3339 with any offset, year first with `/`, RFC 5322 (`Fri, 1 May 2026 10:00
 * +0200`), `1 May 2026`, `May 1, 2026`, and Unix time in seconds or milliseconds. Without an offset UTC is meant.
 * Numbers like `05/01/2026` are refused: day and month can't be told apart.
 */
export function toIsoDate(raw: string | number): string | undefined {
  if (typeof raw === "number") return fromEpoch(raw);
  if (raw.length > LONGEST) return undefined;
  if (isInForm(raw)) return raw;
  const text = raw.trim();
  if (EPOCH.test(text)) return fromEpoch(Number(text));

  const iso = YEAR_FIRST.exec(text);
  if (iso !== null) {
    const [, year, , month, day, hour, minute, second, fraction, zone] = iso;
    return fromParts([year, month, day, hour, minute, second], fraction, zone);
  }
  const compact = COMPACT.exec(text);
  if (compact !== null) return fromParts(compact.slice(1), undefined, undefined);
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst !== null) {
    const [, day, month, year, hour, minute, second, zone] = dayFirst;
    return fromParts([year, monthNumber(month), day, hour, minute, second], undefined, zone);
  }
  const monthFirst = MONTH_FIRST.exec(text);
  if (monthFirst === null) return undefined;
  const [, month, day, year] = monthFirst;
  return fromParts([year, monthNumber(month), day], undefined, undefined);
}

/**
 * Whether a text is a date in the very form that is given back; most dates of a feed are. `false` where
 * that takes more than a look.
 */
function isInForm(text: string): boolean {
  if (!IN_FORM.test(text)) return false;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10))];
  const [hour, minute, second] = [Number(text.slice(11, 13)), Number(text.slice(14, 16)), Number(text.slice(17, 19))];
  // Day 29 and later depend on the month and year.
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= 28 && hour <= 23 && minute <= 59 && second <= 59;
}

function fromEpoch(value: number): string | undefined {
  if (!Number.isFinite(value) || value < 0) return undefined;
  return format(value < FIRST_MILLISECONDS ? value * 1000 : value);
}

function fromParts(
  parts: readonly (string | undefined)[],
  fraction: string | undefined,
  zone: string | undefined,
): string | undefined {
  const [year = Number.NaN, month = Number.NaN, day = Number.NaN, hour = 0, minute = 0, second = 0] = parts.map((part) =>
    part === undefined ? undefined : Number(part),
  );
  const offset = offsetMinutes(zone ?? "");
  if (offset === undefined || hour > 23 || minute > 59 || second > 59) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  // A date that does not exist (30 February) is moved by Date, so the parts would not be the same.
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  const milliseconds = fraction === undefined ? 0 : Number(fraction.slice(0, 3).padEnd(3, "0"));
  date.setUTCHours(hour, minute - offset, second, milliseconds);
  return format(date.getTime());
}

function format(milliseconds: number): string | undefined {
  const date = new Date(Math.floor(milliseconds));
  if (Number.isNaN(date.getTime())) return undefined;
  const text = date.toISOString();
  // Years outside 0000..9999 get a sign, which few readers know.
  return text.length === 24 ? text.replace(".000Z", "Z") : undefined;
}

function offsetMinutes(zone: string): number | undefined {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (match === null) return 0;
  const [, sign, hours, minutes] = match;
  const offset = Number(hours) * 60 + Number(minutes);
  if (Number(minutes) > 59 || offset > 14 * 60) return undefined;
  return sign === "-" ? -offset : offset;
}

function monthNumber(name: string | undefined): string | undefined {
  const index = MONTHS.indexOf(name?.slice(0, 3).toLowerCase() ?? "");
  return index === -1 ? undefined : String(index + 1);
}
