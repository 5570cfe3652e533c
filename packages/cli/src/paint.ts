import { styleText } from "node:util";
import type { CommandIo, OutputStream } from "./command-io.ts";

/** The few styles the command uses. Without colour each gives its text back as it is. */
export interface Paint {
  readonly color: boolean;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly green: (text: string) => string;
  readonly cyan: (text: string) => string;
}

type Style = Exclude<keyof Paint, "color">;

/**
 * Whether to write colours to a stream: what the user asked for by `--color` or `--no-color`; else what the
 * environment says by `NO_COLOR` or `FORCE_COLOR` (no-color.org, force-color.org); else when it is a terminal.
 */
export function wantsColor(stream: OutputStream, env: CommandIo["env"], asked: boolean | undefined): boolean {
  if (asked !== undefined) return asked;
  if ((env["NO_COLOR"] ?? "") !== "") return false;
  if ((env["FORCE_COLOR"] ?? "") !== "") return env["FORCE_COLOR"] !== "0";
  return stream.isTerminal && env["TERM"] !== "dumb";
}

/** Makes the styles for a stream. */
export function createPaint(color: boolean): Paint {
  // The stream was looked at already; styleText must not judge by its own.
  const style =
    (name: Style) =>
    (text: string): string =>
      color && text !== "" ? styleText(name, text, { validateStream: false }) : text;
  return {
    color,
    bold: style("bold"),
    dim: style("dim"),
    red: style("red"),
    yellow: style("yellow"),
    green: style("green"),
    cyan: style("cyan"),
  };
}
