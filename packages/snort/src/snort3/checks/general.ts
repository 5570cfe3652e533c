import { closest } from "@sigwright/core";
import { givenParameter, type OptionCheck, type ParameterValues } from "@sigwright/rule-language/dialect";
import type { Snort3Configuration } from "../configuration/stock-configuration.ts";

/** The engine takes a keyword without its value, and then does nothing sensible. */
export const standsWithValue: OptionCheck<ParameterValues> = {
  summary: "a value stands there",
  check: ({ keyword, nameRange, value, report }) => {
    if (value.length > 0) return;
    report.warn("value-expected", nameRange, `\`${keyword.name}\` stands without a value; the engine loads the rule all the same`, { help: `write \`${keyword.name}:…;\`, or take it out` });
  },
};

/** A text that is one or two words loads without quotes. */
export const quotedMessage: OptionCheck<ParameterValues> = {
  summary: "the message stands in quotes",
  check: ({ value: [message], report }) => {
    if (message === undefined || message.text.startsWith('"')) return;
    report.warn("message-unquoted", message, "the message does not stand in double quotes; a third word would not load", {
      help: "put it in double quotes",
      fixes: [{ title: "Put it in double quotes", safe: true, edits: [{ range: { start: message.start, end: message.start }, newText: '"' }, { range: { start: message.end, end: message.end }, newText: '"' }] }],
    });
  },
};

const NOT_PLAIN = /^[+]|^0[0-9xX]/;

/** A number is read as C reads it. */
export const ruleNumber: OptionCheck<ParameterValues> = {
  summary: "the number is written in decimal",
  check: ({ keyword, value: [number], report }) => {
    if (number === undefined || !NOT_PLAIN.test(number.text)) return;
    report.warn("number-notation", number, `the engine reads \`${number.text}\` as ${String(number.value)}`, { help: `write the ${keyword.name} in decimal, without a 0 before it` });
  },
};

/** The engine takes any class and has no priority for one that it does not know. */
export function knownClass({ classtypes }: Snort3Configuration): OptionCheck<ParameterValues> {
  return {
    summary: "the class is configured",
    check: ({ value: [name], report }) => {
      if (name === undefined || classtypes.has(name.text)) return;
      const near = closest(name.text.toLowerCase(), [...classtypes]);
      report.warn("unknown-classtype", name, `the class \`${name.text}\` is not in the configuration`, near === undefined ? { help: "define it, or use one that is defined" } : { help: `did you mean \`${near}\`?`, expected: [near] });
    },
  };
}

/** A reference is a system and an id. */
export const wholeReference: OptionCheck<ParameterValues> = {
  summary: "a comma separates system and id",
  check: ({ value: [reference], report }) => {
    if (reference === undefined) return;
    const comma = reference.text.indexOf(",");
    if (comma !== -1 && comma < reference.text.length - 1) return;
    report.reject("bad-value", reference, comma === -1 ? "a reference needs a system, a comma and an id" : "nothing stands behind the comma of the reference", { help: "write `reference:url,example.com/advisory;`" });
  },
};

/** The engine knows no address for a system that is not configured. */
export function knownScheme({ references }: Snort3Configuration): OptionCheck<ParameterValues> {
  return {
    summary: "the system of a reference is configured",
    check: ({ value: [reference], report }) => {
      const scheme = reference?.text.slice(0, reference.text.indexOf(","));
      if (reference === undefined || scheme === undefined || references.has(scheme)) return;
      const near = closest(scheme, [...references]);
      report.warn("unknown-reference", { start: reference.start, end: Math.min(reference.start + scheme.length, reference.end) }, `the system \`${scheme}\` is not in the configuration`, near === undefined ? { help: "define it, or use one that is defined" } : { help: `did you mean \`${near}\`?`, expected: [near] });
    },
  };
}

/** A stub of a rule that lives in a shared object. */
export const sharedObject: OptionCheck<ParameterValues> = {
  summary: "the shared object is there",
  check: ({ value, report }) => {
    const id = givenParameter(value, "id");
    if (id === undefined) return;
    report.warn("shared-object", id, `the rule is a stub for the shared object rule \`${id.text}\`; without that object the engine refuses it`, { help: "load the object with `--plugin-path`" });
  },
};
