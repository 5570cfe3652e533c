/** The few styles of reports. Without colour each gives its text back as it is. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly green: (text: string) => string;
}

const RESET = "\u001B[0m";

/** Styles as ANSI escapes, or none. */
export function styles(color: boolean): Style {
  const style =
    (parameter: number) =>
    (text: string): string =>
      color ? `\u001B[${parameter}m${text}${RESET}` : text;
  return { bold: style(1), dim: style(2), red: style(31), yellow: style(33), green: style(32) };
}

/** A count with its noun: `1 rule`, `2,000 rules`. */
export function counted(count: number, noun: string): string {
  return `${shownNumber(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** A number for people: `12,345`. */
export function shownNumber(value: number): string {
  return value.toLocaleString("en-US");
}
