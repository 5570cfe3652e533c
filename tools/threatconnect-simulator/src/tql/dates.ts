const FORMS: readonly RegExp[] = [
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)(?:[ T](?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d))?(?<zone>Z|[+-]\d\d:?\d\d)?)?$/,
  /^(?<month>\d\d)-(?<day>\d\d)-(?<year>\d{4})$/,
];

const FUNCTION = /^(NOW|TODAY)\(\)(?: *([+-]) *(\d{1,6}) *(second|minute|hour|day|week|month|year)s?)?$/i;

const UNIT_SECONDS: Readonly<Record<string, number>> = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
  month: 2_592_000,
  year: 31_536_000,
};

/** What a date of a query is read against. */
export interface Calendar {
  /** The clock, in milliseconds. */
  readonly now: number;
  /** Minutes that dates without a zone are ahead of UTC. */
  readonly zonelessDates: number;
}

/**
 * Milliseconds of a date as TQL takes it: a date with or without time and zone, or NOW() and TODAY() with an offset.
 * undefined for anything else; fractions of seconds are something else.
 */
export function readDate(text: string, { now, zonelessDates }: Calendar): number | undefined {
  const [, name, sign, amount, unit] = FUNCTION.exec(text) ?? [];
  if (name !== undefined) {
    const start = name.toUpperCase() === "NOW" ? now : now - (((now % 86_400_000) + 86_400_000) % 86_400_000);
    const offset = Number(amount ?? 0) * (UNIT_SECONDS[unit?.toLowerCase() ?? "second"] ?? 0) * 1000;
    return sign === "-" ? start - offset : start + offset;
  }
  for (const form of FORMS) {
    const parts = form.exec(text)?.groups;
    if (parts === undefined) continue;
    const { year, month, day, hour = "00", minute = "00", second = "00", zone } = parts;
    const offset = zone === undefined || zone === "Z" ? "Z" : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
    const milliseconds = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
    // Date.parse rolls the 30th of February over; the platform has no reason to.
    if (Number.isNaN(milliseconds) || Number(day) > new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate())
      return undefined;
    return zone === undefined ? milliseconds - zonelessDates * 60_000 : milliseconds;
  }
  return undefined;
}
