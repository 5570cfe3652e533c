import { closest } from "@sigwright/core";
import { givenParameter, type OptionCheck, type ParameterValues } from "@sigwright/rule-language/dialect";
import { HTTP_HEADER_FIELDS } from "../configuration/http-header-fields.ts";
import type { Snort3Environment } from "../dialect/environment.ts";
import { bytesOf } from "./byte-code.ts";
import { wordsOf } from "./name-list.ts";

/** The engine keeps some header fields apart, and those can be named. */
export const headerField: OptionCheck<ParameterValues> = {
  summary: "the field is one that the engine keeps",
  check: ({ value, report }) => {
    let first: ParameterValues[number] | undefined;
    for (const given of value) {
      if (given.name !== "field") continue;
      if (first !== undefined) {
        report.reject("field-repeated", given, "one header field can be named", { labels: [{ range: first, message: "the first one" }], help: "use the buffer once for each field" });
        return;
      }
      first = given;
      const name = given.text.toLowerCase();
      if (HTTP_HEADER_FIELDS.has(name)) continue;
      const near = closest(name.replaceAll('"', ""), [...HTTP_HEADER_FIELDS]);
      report.reject("unknown-header-field", given, `\`${given.text}\` is no header field that the engine keeps apart`, {
        help: near === undefined ? "look in the whole header for it: `http_header; content:\"…\";`" : `did you mean \`${near}\`?`,
        ...(near === undefined ? {} : { expected: [near] }),
      });
      return;
    }
  },
};

/** A test of a field says which and what. */
export const headerTest: OptionCheck<ParameterValues> = {
  summary: "it names a field and a test",
  check: ({ keyword, nameRange, value, report }) => {
    const has = (name: string): boolean => givenParameter(value, name) !== undefined;
    if (!has("field")) {
      report.reject("missing-value", nameRange, `\`${keyword.name}\` names no field`, { help: "add `field` with its name" });
    } else if (!has("check") && !has("numeric") && !has("absent")) {
      report.reject("missing-value", nameRange, `\`${keyword.name}\` tests nothing`, { help: "add `check`, `numeric` or `absent`" });
    } else if ((has("absent") && (has("check") || has("numeric"))) || (has("check") && givenParameter(value, "numeric")?.value === false)) {
      report.warn("test-conflict", nameRange, `the tests of \`${keyword.name}\` exclude each other`, { help: "keep one of them" });
    }
  },
};

const URI_PARTS = ["scheme", "host", "port", "path", "query", "fragment"];

/** One part of the URI can be chosen. */
export const oneUriPart: OptionCheck<ParameterValues> = {
  summary: "one part of the URI at most",
  check: ({ value, report }) => {
    const parts = value.filter(({ name }) => URI_PARTS.includes(name));
    const other = parts.find(({ name }) => name !== parts[0]!.name);
    if (other === undefined) return;
    report.reject("uri-parts", other, `\`${parts[0]!.name}\` and \`${other.name}\` are two parts of the URI, and one can be chosen`, { help: "use the buffer once for each part" });
  },
};

/** A parameter has a name of at least one byte. */
export function parameterName({ encoding }: Snort3Environment): OptionCheck<ParameterValues> {
  return {
    summary: "the name stands in quotes and is not negated",
    check: ({ keyword, nameRange, value, report }) => {
      const given = givenParameter(value, "name");
      if (given === undefined) {
        report.reject("missing-value", nameRange, `\`${keyword.name}\` names no parameter`, { help: `write \`${keyword.name}:"…";\`` });
        return;
      }
      const code = bytesOf(given, keyword.name, encoding, report);
      if (code === undefined) return;
      if (code.negated) report.reject("bad-value", given, "the name of a parameter can't be negated", { help: "take the `!` out" });
      else if (code.bytes.length === 0) report.reject("empty-value", given, "the name of the parameter is empty", { help: "put a name between the quotes" });
    },
  };
}

const VERSIONS = ["malformed", "other", "0.9", "1.0", "1.1", "2.0", "3.0"];

/** Versions of HTTP have names. */
export const httpVersions: OptionCheck<ParameterValues> = {
  summary: "the versions are known",
  check: ({ value, report }) => {
    const given = givenParameter(value, "versions");
    const unknown = given === undefined ? undefined : wordsOf(given.text).find((word) => !VERSIONS.includes(word));
    if (unknown !== undefined) report.reject("bad-value", given!, `\`${unknown}\` is no version of HTTP`, { expected: VERSIONS });
  },
};
