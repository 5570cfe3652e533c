import type { IndicatorReference } from "@sigwright/core";
import { SourceText, StoreError } from "@sigwright/core";
import { locateJsonError } from "../json-syntax.ts";
import { compare } from "./file-access.ts";
import { fieldsOf, texts, visibleJson } from "./signature-record.ts";

/** What tells indicators apart: the identifier where there is one. */
export function indicatorKey({ id, type, value, owner }: IndicatorReference): string {
  return id === undefined ? JSON.stringify([type, value, owner ?? ""]) : id;
}

/** Writes indicators one a line, sorted by type and value, so that a change of one is a change of one line. */
export function formatIndicators(indicators: Iterable<IndicatorReference>): string {
  const lines = Array.from(indicators, ({ id, type, value, owner }) => {
    const line = { type, value, ...(owner === undefined ? {} : { owner }), ...(id === undefined ? {} : { id }) };
    return visibleJson(JSON.stringify(line));
  });
  return lines.toSorted(compare).map((line) => `${line}\n`).join("");
}

/**
 * Reads what {@link formatIndicators} writes.
 *
 * @throws StoreError (`unreachable`: not what it should be) that names file and line.
 */
export function parseIndicators(bytes: Uint8Array, path: string): readonly IndicatorReference[] {
  const { text } = SourceText.fromBytes(bytes, { path });
  return text.split("\n").flatMap((line, index) => (line.trim() === "" ? [] : [parseLine(line, `${path}:${index + 1}`)]));
}

function parseLine(line: string, place: string): IndicatorReference {
  const fail = (what: string): never => {
    throw new StoreError("unreachable", `${place}: ${what}`, { help: "mend the line, or take the file from a backup" });
  };
  let data: unknown;
  try {
    data = JSON.parse(line);
  } catch {
    return fail(locateJsonError(line)?.message ?? "this is not JSON");
  }
  const { type, value, owner, id } = texts({ type: undefined, value: undefined, owner: undefined, id: undefined, ...fieldsOf(data) });
  if (type === undefined || value === undefined) return fail("an indicator has the texts `type` and `value`");
  return { type, value, ...(owner === undefined ? {} : { owner }), ...(id === undefined ? {} : { id }) };
}
