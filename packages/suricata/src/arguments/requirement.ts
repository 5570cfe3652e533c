import { type ArgumentForm, argumentString, fault } from "@sigwright/rule-language/dialect";

/** One comparison with the engine's version. */
export interface VersionComparison {
  readonly operator: ">=" | ">" | "<=" | "<";
  readonly version: readonly [major: number, minor: number, patch: number];
}

/** What a rule wants of the engine. */
export interface Requirement {
  readonly features: readonly string[];
  /** Alternatives, each a list of comparisons that must all hold; empty when any version will do. */
  readonly versions: readonly (readonly VersionComparison[])[];
  /** What the engine does not understand, and so does not have. */
  readonly unknown: readonly string[];
}

const OPERATORS = [">", "<=", "<"] as const;
const ITEM = /^\s*([\p{L}\p{N}_-]*)\s*([^,]*)/u;
const SEPARATORS = /^[,\s]*/;
const COMPARISON = /^\s*(>=|>|<=|<)\s*([^ .-]*)(?:\.([^ .-]*)(?:\.([^ .-]*))?)?/;

/** The argument of `requires`. */
export const requirement: ArgumentForm<Requirement> = {
  summary: "`version` with a comparison, `feature` with a name, several with commas: `version >= 7.0.3, feature ja3`",
  parse: (argument) => {
    const features: string[] = [];
    const unknown: string[] = [];
    let versions: VersionComparison[][] | undefined;
    let rest = argumentString(argument);
    while (rest !== "") {
      const [whole = "", key = "", value = ""] = ITEM.exec(rest) ?? [];
      rest = rest.slice(whole.length).replace(SEPARATORS, "");
      if (key === "feature") {
        features.push(value.trim());
      } else if (key === "version") {
        if (versions !== undefined) return fault(argument, "the version stands there twice");
        versions = comparisons(value);
        if (versions === undefined) return fault(argument, `\`${value.trim()}\` is no comparison with a version`, { help: "write `>= 7.0.3` or `>= 7.0.3 < 8`; alternatives stand between `|`" });
      } else {
        unknown.push(`${key} ${value}`.trim());
      }
    }
    return { value: { features, versions: versions ?? [], unknown } };
  },
};

/** The alternatives of a version expression; what stands behind the last whole comparison is ignored. */
function comparisons(text: string): VersionComparison[][] | undefined {
  const alternatives: VersionComparison[][] = [];
  let rest = text;
  for (;;) {
    const all: VersionComparison[] = [];
    for (;;) {
      const match = COMPARISON.exec(rest);
      const version = match === null ? undefined : versionOf(match[2], match[3], match[4]);
      if (match === null || version === undefined) break;
      all.push({ operator: OPERATORS.find((known) => known === match[1]) ?? ">=", version });
      rest = rest.slice(match[0].length);
    }
    if (all.length === 0) return alternatives.length === 0 ? undefined : alternatives;
    alternatives.push(all);
    const separator = /^\s*\|/.exec(rest);
    if (separator === null) return alternatives;
    rest = rest.slice(separator[0].length);
  }
}

const VERSION_PART = /^\+?\d{1,3}$/;

function versionOf(...parts: readonly (string | undefined)[]): VersionComparison["version"] | undefined {
  const numbers: number[] = [];
  for (const part of parts) {
    if (part === undefined) numbers.push(0);
    else if (!VERSION_PART.test(part) || Number(part) > 255) return undefined;
    else numbers.push(Number(part));
  }
  return [numbers[0]!, numbers[1]!, numbers[2]!];
}
