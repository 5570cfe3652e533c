import { describe, expect, test } from "vitest";
import { makeIndicator } from "./indicator-record.ts";

const PROVENANCE = { source: "file:feed.ndjson", line: 3 };
const MD5 = "d41d8cd98f00b204e9800998ecf8427e";
const SHA1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709";

/** The indicator a record makes, with the remarks' messages; or the problem's message. */
function made(record: unknown): { indicator: unknown; remarks: readonly string[] } | string {
  const result = makeIndicator(record, PROVENANCE);
  if (result.status === "malformed") return result.problem.message;
  return { indicator: result.indicator, remarks: result.remarks.map((remark) => remark.message) };
}

describe("makeIndicator", () => {
  test("understands the NDJSON form", () => {
    const record = JSON.parse(`{
      "type": "host", "value": "Bad[.]example", "rating": 4, "confidence": "80%", "tags": ["c2", "c2", " x "],
      "labels": ["tlp amber_strict", "Internal"], "tlp": "red", "attributes": [{"type": "Source", "value": 7}],
      "active": "true", "firstSeen": "2026-05-01", "lastSeen": 1777630830, "owner": "Org", "source": "report",
      "description": "", "link": "https://tc.example/1", "groups": [{"name": "Incident"}], "dateAdded": null
    }`) as unknown;
    expect(made(record)).toEqual({
      indicator: {
        type: "Host",
        value: "bad.example",
        original: "Bad[.]example",
        rating: 4,
        confidence: 80,
        tags: ["c2", "x"],
        labels: ["TLP:AMBER+STRICT", "Internal", "TLP:RED"],
        attributes: [{ type: "Source", value: "7" }],
        active: true,
        firstSeen: "2026-05-01T00:00:00Z",
        lastSeen: "2026-05-01T10:20:30Z",
        owner: "Org",
        source: "report",
        link: "https://tc.example/1",
        groups: ["Incident"],
        provenance: PROVENANCE,
      },
      remarks: [],
    });
  });

  test("makes the same indicator of an indicator", () => {
    const first = makeIndicator(
      { type: "File", hashes: { MD5, "SHA-1": SHA1.toUpperCase() }, size: 12, attributes: { Source: "x" } },
      PROVENANCE,
    );
    expect(first).toMatchObject({
      status: "indicator",
      indicator: { value: `${MD5} : ${SHA1}`, digests: { md5: MD5, sha1: SHA1, size: 12 } },
    });
    const indicator = first.status === "indicator" ? first.indicator : undefined;
    expect(makeIndicator(indicator, PROVENANCE)).toEqual({ status: "indicator", indicator, remarks: [] });
  });

  test("keeps zero and unknown apart", () => {
    expect(made({ type: "Host", value: "a", rating: 0, confidence: null })).toMatchObject({ indicator: { rating: 0 } });
    expect(made({ type: "Host", value: "a", rating: "" })).not.toHaveProperty("indicator.rating");
    expect(made({ type: "Host", value: "a", confidence: null })).not.toHaveProperty("indicator.confidence");
  });

  test.each([
    [{ rating: 5.1 }, "`rating` is `5.1`, not a number from 0 to 5; left unknown"],
    [{ rating: -1 }, "`rating` is `-1`, not a number from 0 to 5; left unknown"],
    [{ rating: "high" }, "`rating` is `high`, not a number from 0 to 5; left unknown"],
    [{ rating: Number.NaN }, "`rating` is `NaN`, not a number from 0 to 5; left unknown"],
    [{ confidence: "1e1" }, "`confidence` is `1e1`, not a number from 0 to 100; left unknown"],
    [{ confidence: [80] }, "`confidence` is a list, not a number from 0 to 100; left unknown"],
    [{ active: 2 }, "`active` is `2`, not `true` or `false`; left unknown"],
    [{ lastSeen: "05/01/2026" }, "`lastSeen` is `05/01/2026`, not a date; left unknown"],
    [{ tags: ["a", {}, null] }, "`tags` has 2 of its entries ignored: they are not text"],
    [{ attributes: ["a"] }, "`attributes` has 1 of its entries ignored"],
    [{ owner: {} }, "`owner` is an object, not text; left unknown"],
    [{ hashes: { md5: MD5 } }, "`hashes` was ignored: only files have it"],
    [{ confidense: 1, x: 2 }, "ignored what no indicator has: `confidense`, `x`"],
    [{ a: 1, b: 1, c: 1, d: 1, e: 1, f: 1, g: 1 }, "ignored what no indicator has: `a`, `b`, `c`, `d`, `e` and 2 more"],
  ])("remarks on %j", (fields, message) => {
    const result = made({ type: "Host", value: "bad.example", ...fields });
    expect(result).toMatchObject({ indicator: { value: "bad.example" }, remarks: [message] });
  });

  test.each([
    [null, "this is `null`"],
    [[], "this is a list"],
    ["Host", "this is text"],
    [{}, "the indicator has no type"],
    [{ type: 1 }, "the type is a number, not a name"],
    [{ type: "x".repeat(129), value: "a" }, "the type has 129 characters"],
    [{ type: "Host" }, "this `Host` has no value"],
    [{ type: "Host", value: {} }, "the value is an object, not text"],
    [{ type: "File", hashes: {} }, "this `File` has neither value nor hashes"],
    [{ type: "File", hashes: { md5: SHA1 } }, `\`${SHA1}\` is given as md5 but is not one`],
    [{ type: "File", hashes: { md5: 7 } }, "`7` is given as md5 but is not one"],
    [{ type: "File", value: MD5, hashes: { md5: "0".repeat(32) } }, "there are two md5 digests"],
    [Object.create({ type: "Host", value: "inherited.example" }), "the indicator has no type"],
  ])("refuses %j", (record, message) => {
    expect(made(record)).toContain(message);
  });

  test("takes a file by its hashes when the value is a name", () => {
    expect(made({ type: "File", value: "evil.exe", hashes: { md5: MD5, sha512: "x" } })).toMatchObject({
      indicator: { value: MD5, original: "evil.exe" },
      remarks: [
        "`hashes.sha512` was ignored: the platform holds MD5, SHA-1 and SHA-256",
        "`value` is `evil.exe`, no hash; the file is known by its `hashes`",
      ],
    });
  });

  test("lets no field reach a prototype", () => {
    const record = JSON.parse(
      '{"type":"Host","value":"a","__proto__":{"rating":5},"constructor":{"prototype":{"x":1}},"attributes":{"__proto__":"x"}}',
    ) as unknown;
    const result = makeIndicator(record, PROVENANCE);
    expect(result).toMatchObject({ remarks: [{ code: "indicator/unknown-field" }] });
    expect(result).not.toHaveProperty("indicator.rating");
    expect(Object.getPrototypeOf({})).not.toHaveProperty("x");
    expect(result).toMatchObject({ indicator: { attributes: [{ type: "__proto__", value: "x" }] } });
  });
});
