import type { Diagnostic, Indicator, Range } from "@sigwright/core";
import { indicatorType, quoted } from "@sigwright/core";
import type { FilterValue } from "./ast.ts";
import { readDate } from "./date.ts";
import { problem } from "./diagnostics.ts";
import type { FilterField, NumberField } from "./fields.ts";
import { clearHostBits, formatAddress, readNetwork } from "./network.ts";
import type { SyntaxValue } from "./syntax.ts";

/** The type names of one deployment that are not ThreatConnect's own. */
export type CustomTypes = readonly Indicator["type"][];

/** Reads the value of a comparison as the field wants it; what is wrong goes to `report`. */
export function readValue(
  field: FilterField,
  value: SyntaxValue,
  customTypes: CustomTypes,
  report: (diagnostic: Diagnostic) => void,
): FilterValue | undefined {
  if ((field.name === "typeName" || field.name === "owner") && value.kind === "bare" && /^\d+$/.test(value.text)) {
    report(numberForName(field.name, value));
    return undefined;
  }
  switch (field.type) {
    case "type":
      return readTypeName(value, customTypes, report);
    case "text":
    case "texts":
      return readText(value, report);
    case "number":
      return readNumber(field, value, report);
    case "date":
      return readDateValue(value, report);
    case "boolean":
      return readBoolean(field, value, report);
    case "network":
      return readNetworkValue(value, report);
  }
}

/** In TQL `owner` and `type` are numbers. */
function numberForName(field: "typeName" | "owner", value: SyntaxValue): Diagnostic {
  const what = field === "owner" ? "an owner" : "a type";
  return problem("filter/wrong-value", value.range, `expected the name of ${what}, found the number ${quoted(value.text)}`, {
    help: `TQL's numbers for it are the platform's own; write \`${field} = "…"\` with the name`,
    expected: [`the name of ${what} in quotes`],
  });
}

function readTypeName(
  value: SyntaxValue,
  customTypes: CustomTypes,
  report: (diagnostic: Diagnostic) => void,
): FilterValue {
  const name = indicatorType(value.text);
  if (name.kind === "custom" && !customTypes.some((type) => typeKey(type) === typeKey(name.type))) {
    const help =
      name.suggestion === undefined
        ? "only indicators of a custom type of this name pass"
        : `did you mean \`${name.suggestion}\`?`;
    const fixes =
      name.suggestion === undefined ? {} : { fixes: [replaceBy(value.range, `"${name.suggestion}"`, false)] };
    report(
      problem("filter/unknown-type", value.range, `${quoted(name.type)} is not one of ThreatConnect's indicator types`, {
        help,
        ...fixes,
      }),
    );
  }
  return { type: "text", text: name.type, range: value.range };
}

/** How type names are compared: case, blanks, hyphens and underscores don't count. */
export function typeKey(name: string): string {
  return name.toLowerCase().replaceAll(/[ _-]/g, "");
}

function readText(value: SyntaxValue, report: (diagnostic: Diagnostic) => void): FilterValue | undefined {
  if (value.kind === "quoted") return { type: "text", text: value.text, range: value.range };
  report(
    problem("filter/unquoted-text", value.range, `the text ${quoted(value.text)} has no quotes`, {
      expected: ["a text in quotes"],
      fixes: [replaceBy(value.range, `"${value.text.replaceAll(/[\\"`]/g, String.raw`\$&`)}"`, true)],
    }),
  );
  return undefined;
}

// Six decimals are more than any rating has, and keep the canonical spelling free of exponents.
const NUMBER = /^-?\d{1,16}(?:\.\d{1,6})?$/;

/**
 * What ThreatConnect calls its ratings and its bands of confidence (their lower ends), in the platform's user
 * documentation; used for suggestions only.
 */
const SCALE_WORDS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  rating: { suspicious: 1, low: 2, moderate: 3, medium: 3, high: 4, critical: 5 },
  confidence: { improbable: 2, doubtful: 30, possible: 50, probable: 70, confirmed: 90 },
};

function readNumber(
  field: NumberField,
  value: SyntaxValue,
  report: (diagnostic: Diagnostic) => void,
): FilterValue | undefined {
  const expected = [numberInWords(field)];
  const looksRight = NUMBER.test(value.text);
  if (!looksRight || value.kind === "quoted") {
    report(
      problem("filter/wrong-value", value.range, `expected ${expected[0]!}, found ${described(value)}`, {
        expected,
        ...numberSuggestion(field, value, looksRight),
      }),
    );
    return undefined;
  }
  const number = Number(value.text);
  if (number < field.minimum || number > field.maximum) {
    report(
      problem("filter/out-of-range", value.range, `\`${field.name}\` is never ${quoted(value.text)}`, {
        help: `write ${expected[0]!}`,
        expected,
      }),
    );
    return undefined;
  }
  return { type: "number", number: number === 0 ? 0 : number, range: value.range };
}

function numberInWords(field: NumberField): string {
  return field.maximum === Number.MAX_SAFE_INTEGER
    ? "a number of bytes"
    : `a number from ${field.minimum} to ${field.maximum}`;
}

function numberSuggestion(
  field: NumberField,
  value: SyntaxValue,
  looksRight: boolean,
): { help: string; fixes?: [ReturnType<typeof replaceBy>] } {
  if (looksRight) return { help: "a number has no quotes", fixes: [replaceBy(value.range, value.text, true)] };
  const words = SCALE_WORDS[field.name] ?? {};
  const word = value.text.trim().toLowerCase();
  if (Object.hasOwn(words, word)) {
    const number = words[word]!;
    return {
      help: `did you mean ${number}, which ThreatConnect calls ${word}?`,
      fixes: [replaceBy(value.range, String(number), false)],
    };
  }
  return { help: `write \`${field.name} >= ${field.name === "rating" ? 3 : field.name === "confidence" ? 70 : 1024}\`, for example` };
}

function readDateValue(value: SyntaxValue, report: (diagnostic: Diagnostic) => void): FilterValue | undefined {
  const reading = readDate(value.text);
  if (reading.date !== undefined) return { ...reading.date, range: value.range };
  report(
    problem("filter/bad-date", value.range, `${described(value)} ${reading.problem}`, {
      help: "write `2026-01-31`, `2026-01-31T09:00Z` or `now - 30d`, for example",
      expected: ["a date"],
    }),
  );
  return undefined;
}

function readBoolean(
  field: FilterField,
  value: SyntaxValue,
  report: (diagnostic: Diagnostic) => void,
): FilterValue | undefined {
  const word = value.text.toLowerCase();
  if (value.kind === "bare" && (word === "true" || word === "false")) {
    return { type: "boolean", boolean: word === "true", range: value.range };
  }
  const meant = { true: "true", yes: "true", "1": "true", false: "false", no: "false", "0": "false" }[word];
  report(
    problem("filter/wrong-value", value.range, `expected \`true\` or \`false\`, found ${described(value)}`, {
      help: `write \`${field.name} = true\`, or \`${field.name}\` alone`,
      expected: ["true", "false"],
      ...(meant === undefined ? {} : { fixes: [replaceBy(value.range, meant, true)] }),
    }),
  );
  return undefined;
}

function readNetworkValue(value: SyntaxValue, report: (diagnostic: Diagnostic) => void): FilterValue | undefined {
  const given = readNetwork(value.text.trim());
  if (given === undefined) {
    report(
      problem("filter/bad-network", value.range, `${described(value)} is not an address or network`, {
        help: "write `10.0.0.0/8`, `192.0.2.1` or `2001:db8::/32`, for example",
        expected: ["an address or network"],
      }),
    );
    return undefined;
  }
  const network = clearHostBits(given);
  const address = formatAddress(network);
  if (network.words.some((word, index) => word !== given.words[index])) {
    report(
      problem("filter/host-bits", value.range, `${quoted(value.text)} has bits beyond its prefix`, {
        help: `\`${address}/${network.prefix}\` is meant`,
        fixes: [replaceBy(value.range, `${address}/${network.prefix}`, true)],
      }),
    );
  }
  return { type: "network", family: network.family, address, prefix: network.prefix, range: value.range };
}

function described(value: SyntaxValue): string {
  return value.kind === "quoted" ? `the text ${quoted(value.text, 40)}` : quoted(value.text, 40);
}

function replaceBy(range: Range, newText: string, safe: boolean): {
  title: string;
  edits: { range: Range; newText: string }[];
  safe: boolean;
} {
  return { title: `write ${quoted(newText)}`, edits: [{ range, newText }], safe };
}
