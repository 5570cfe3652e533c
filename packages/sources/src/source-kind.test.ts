import { SourceError } from "@sigwright/core";
import { fuzzRuns } from "@sigwright/core/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { detectKind } from "./source-kind.ts";

function kindOf(head: string, extension?: string): string {
  const kind = detectKind(head, { whole: true, name: "the source", ...(extension === undefined ? {} : { extension }) });
  return kind.kind === "csv" ? `csv ${JSON.stringify(kind.delimiter)}` : kind.kind;
}

describe("detectKind", () => {
  test.each([
    ['{"type":"Host","value":"a.net"}\n{"type":"Host","value":"b.net"}\n', "ndjson"],
    ['{"type":"Host","value":"a.net"}', "ndjson"],
    ['\n\n {"type":Host}\n{"type":"Host","value":"b.net"}\n', "ndjson"],
    ['{"type":"Host",}', "ndjson"],
    ['{"type":"Host",\n"value":"a.net"}', "json"],
    ['[{"type":"Host"}]', "json"],
    ["[\n", "json"],
    ["[]", "json"],
    ['{\n  "data": [\n  ]\n}', "json"],
    ['{"status":"Success","data":[{"type":"Host"}]}', "json"],
    ['{"type":"bundle","objects":[]}', "json"],
    ["type,value\nHost,a.net\n", 'csv ","'],
    ["Type;Indicator;Rating\n", 'csv ";"'],
    ['"Type"\t"Summary"\n', String.raw`csv "\t"`],
    ["id|ioc_value|ioc_type\n", 'csv "|"'],
    ["# a comment\n\nindicator\na.net\n", 'csv ","'],
    ["md5,sha1,sha256\n", 'csv ","'],
    ["domain\n", 'csv ","'],
    ["Owner,Date Added,Web Link,IP Address\n", 'csv ","'],
    ["a.net\nb.net\n", "list"],
    ["http://a.net/x,url\n", "list"],
    ["# one a line\n[2001:db8::1]\n", "list"],
    ["198.51.100[.]1\n", "list"],
    ["value with words\n", "list"],
  ])("%j is %s", (head, expected) => {
    expect(kindOf(head)).toBe(expected);
    // The extension is a hint for messages, nothing more.
    for (const extension of [".txt", ".json", ".ndjson"]) expect(kindOf(head, extension)).toBe(expected);
  });

  test.each([
    ["<!DOCTYPE html><html>", "", "a web page or an XML document"],
    ["Host,a.net,3,80\n", "", "its first line names no column for the value"],
    ["foo,bar\n1,2\n", ".csv", "its first line names no column for the value"],
    ["rating,confidence,owner\n", "", "its first line names no column for the value"],
  ])("%j is refused", (head, extension, message) => {
    expect(() => kindOf(head, extension)).toThrow(SourceError);
    expect(() => kindOf(head, extension)).toThrow(message);
  });

  test("answers or refuses in words, whatever the text", () => {
    const text = fc.string({ unit: fc.constantFrom("{", "}", "[", "]", '"', ",", ";", "\n", "type", "value", "a.net", " ", "<") });
    fc.assert(
      fc.property(text, fc.boolean(), (head, whole) => {
        expect(() => {
          try {
            detectKind(head, { whole, name: "the source" });
          } catch (error) {
            if (!(error instanceof SourceError)) throw error;
          }
        }).not.toThrow();
      }),
      { numRuns: fuzzRuns(2000) },
    );
  });
});
