import { Option } from "commander";

/** How results are printed: for people, or as JSON. */
export function reporterOption(): Option {
  return new Option("--reporter <kind>", "how to print the result").choices(["pretty", "json"]).default("pretty");
}

/** What becomes of the rules of signatures that are retired. */
export function retiredOption(): Option {
  return new Option(
    "--retired <use>",
    "what becomes of rules whose indicator has expired, was withdrawn or is gone: remove them, or comment them out at the " +
      "end of the file (default: the template's)",
  ).choices(["remove", "comment"]);
}

/** Reads a list with commas. */
export function list(value: string): string[] {
  return value.split(",").flatMap((part) => part.trim() || []);
}

/** Gathers the values of an option that may be given several times. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** Examples for the end of a command's help: a command, and why one would run it. */
export function example(...lines: readonly (readonly [string, string])[]): string {
  const shown = lines.map(([command, why]) => `${why === "" ? "" : `  # ${why}\n`}  $ ${command}\n`);
  return `\nExamples:\n${shown.join("")}`;
}
