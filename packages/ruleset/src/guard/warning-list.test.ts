import fc from "fast-check";
import { observe, SourceText } from "@sigwright/core";
import { fuzzRuns } from "@sigwright/core/testing";
import { describe, expect, test } from "vitest";
import { indicatorOf } from "../testing/toy-run.ts";
import { createGuards } from "./create-guards.ts";
import { findJsonFault } from "./json-fault.ts";
import { parseValueList } from "./value-list.ts";

/** Asks the guard of one list; gives the entry that objects. */
function asker(text: string): (type: string, value: string, subdomains?: boolean) => string | undefined {
  const { list, diagnostics } = parseValueList(SourceText.fromString(text, { path: "list.json" }));
  expect(diagnostics).toEqual([]);
  const guards = createGuards({ enabled: new Set(["allowlist"]), allowlists: [list!] });
  return (type, value, subdomains = false) => {
    const seen = observe(indicatorOf(type, value), { subdomains });
    if (seen.status === "unobservable") throw new Error(seen.reason);
    return guards.check(seen.observations[0]!)?.entry;
  };
}

function warningList(type: string, list: readonly unknown[], attributes: readonly string[] = []): string {
  return JSON.stringify({ name: "Ours", version: 20260101, description: "x", type, matching_attributes: attributes, list }, undefined, 2);
}

describe("a MISP warninglist", () => {
  const SHA = "a".repeat(64);
  test.each([
    ["hostname", ["bank.net", "x.org."], "Host", "bank.net", "bank.net"],
    ["hostname", ["bank.net"], "Host", "www.bank.net", "bank.net"],
    ["hostname", ["Bank.NET"], "URL", "http://www.bank.net/a", "Bank.NET"],
    ["hostname", [".bank.net"], "EmailAddress", "me@mail.bank.net", ".bank.net"],
    ["hostname", ["bank.net"], "Host", "xbank.net", undefined],
    ["hostname", ["198.18.0.7"], "Address", "198.18.0.7", "198.18.0.7"],
    ["hostname", ["xn--bcher-kva.net"], "Host", "bücher.net", "xn--bcher-kva.net"],
    ["hostname", ["not a host!", "_dmarc.x"], "Host", "x.net", undefined],
    ["string", ["bank.net"], "Host", "bank.net", "bank.net"],
    ["string", ["bank.net"], "Host", "www.bank.net", undefined],
    ["string", ["http://Bank.net/x"], "URL", "http://bank.net/x", "http://Bank.net/x"],
    ["string", [SHA.toUpperCase()], "File", SHA, SHA.toUpperCase()],
    ["string", ["Our Agent/1"], "UserAgent", "our agent/1", "Our Agent/1"],
    ["string", ["me@bank.net"], "EmailAddress", "Me@bank.net", "me@bank.net"],
    ["string", ["198.18.0.7"], "Address", "198.18.0.7", "198.18.0.7"],
    ["string", ["198.18.0.0/24"], "Address", "198.18.0.7", "198.18.0.0/24"],
    ["cidr", ["198.18.0.0/15", "2a00::/12"], "Address", "198.19.1.1", "198.18.0.0/15"],
    ["cidr", ["2a00::/12"], "CIDR", "2a01:5::/32", "2a00::/12"],
    ["cidr", ["198.18.0.7"], "URL", "http://198.18.0.7/", "198.18.0.7"],
    ["cidr", ["198.18.0.0/15"], "Address", "198.20.0.0", undefined],
    ["substring", ["bank", "zz"], "Host", "mybanking.net", "bank"],
    ["substring", ["/Login"], "URL", "http://x.net/a/login?b", "/Login"],
    ["substring", ["bank"], "Host", "ban-k.net", undefined],
    ["regex", ["/^[0-9]+\\.bank\\.net$/i"], "Host", "17.bank.net", "/^[0-9]+\\.bank\\.net$/i"],
    ["regex", ["^ab\\/c$", "/^http:\\/\\/x/"], "URL", "http://x.net/", "/^http:\\/\\/x/"],
    ["regex", ["/^x$/"], "Host", "xx.net", undefined],
  ] as const)("of %s %j: %s %s gives %s", (kind, list, type, value, expected) => {
    expect(asker(warningList(kind, list))(type, value)).toBe(expected);
  });

  test("is about the kinds its attributes name", () => {
    const ask = asker(warningList("hostname", ["bank.net"], ["hostname", "domain"]));
    expect([ask("Host", "bank.net"), ask("URL", "http://bank.net/x"), ask("EmailAddress", "me@bank.net")]).toEqual(["bank.net", undefined, undefined]);
    const files = asker(warningList("string", ["a".repeat(32)], ["md5", "filename|md5"]));
    expect([files("File", "a".repeat(32)), files("Mutex", "a".repeat(32))]).toEqual(["a".repeat(32), undefined]);
    expect(asker(warningList("hostname", ["bank.net"], ["vulnerability"]))("Host", "bank.net")).toBeUndefined();
  });

  test("is told by its name and its file, with the flag that lifts it", () => {
    const { list } = parseValueList(SourceText.fromString(warningList("hostname", ["bank.net"]), { path: "list.json" }));
    const guards = createGuards({ enabled: new Set(["allowlist"]), allowlists: [list!] });
    const seen = observe(indicatorOf("Host", "bank.net"));
    expect(seen.status === "observed" && guards.check(seen.observations[0]!)).toEqual({
      guard: "allowlist",
      list: "Ours (list.json)",
      entry: "bank.net",
      reason: "`bank.net` is covered by `bank.net` in Ours (list.json); take it out there, or let all through with `--guard -allowlist`",
    });
  });

  test.each([
    ["{", "this is not JSON", ""],
    ['{"type": "hostname",\n "list": ["a.net",]}', "this is not JSON", "]"],
    ['{"list": []}', "a warninglist says how its entries are meant in `type`", ""],
    ['{"type": "domains", "list": []}', "this is no type of a warninglist", '"domains"'],
    ['{"type": "cidr", "list": {}}', "a warninglist has its entries in `list`, a JSON array", '"list"'],
    ['{"type": "hostname", "list": ["a.net", 7]}', "an entry of a warninglist is a text", "7"],
    ['{"type": "cidr", "list": [\n"192.0.2.0/24",\n"192.0.2.0/33"]}', "", '"192.0.2.0/33"'],
    ['{"type": "substring", "list": ["a", " "]}', "an empty text is a part of every value", '" "'],
    ['{"type": "regex", "list": ["/(a+)+$/", "/a(?=b)/"]}', "", '"/a(?=b)/"'],
    ['{"type": "regex", "list": ["/a/x"]}', "the flag `x` of the expression is not known", '"/a/x"'],
  ])("%j is an error at its place", (text, message, place) => {
    const { list, diagnostics } = parseValueList(SourceText.fromString(text));
    expect(list).toBeUndefined();
    expect(diagnostics).toHaveLength(1);
    const { range, ...found } = diagnostics[0]!;
    expect(found.code).toBe("guard/warninglist");
    if (message !== "") expect(found.message).toBe(message);
    expect(text.slice(range.start, range.end)).toBe(place);
  });

  test("errors are told, not all of a million", () => {
    const { diagnostics } = parseValueList(SourceText.fromString(warningList("cidr", Array.from({ length: 1000 }, () => "x"))));
    expect(diagnostics).toHaveLength(20);
    const many = parseValueList(SourceText.fromString(warningList("regex", Array.from({ length: 1002 }, (_, n) => `/a${n}/`))));
    expect(many.diagnostics.map(({ message }) => message)).toContain("this is expression 1001; 1000 are allowed");
  });

  test("no text makes it throw", () => {
    const value = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("1.2.3.4", "a.b", "/a/", "::/0"), fc.integer(), fc.constant(null));
    const object = fc.record({ type: fc.constantFrom("string", "substring", "hostname", "cidr", "regex"), list: fc.array(value), name: value, matching_attributes: fc.array(value) });
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }).map((text) => `{${text}`), object.map((data) => JSON.stringify(data))), (text) => {
        const { list } = parseValueList(SourceText.fromString(text));
        const seen = observe(indicatorOf("Host", "a.b.net"));
        if (seen.status === "observed" && list !== undefined) createGuards({ enabled: new Set(["allowlist"]), allowlists: [list] }).check(seen.observations[0]!);
      }),
      { numRuns: fuzzRuns(200) },
    );
  });
});

test("JSON is found at fault exactly where it is at fault", () => {
  const piece = fc.constantFrom("{", "}", "[", "]", ":", ",", '"a"', '"b\\n"', "1", "-2.5e3", "true", "null", " ", "\n");
  fc.assert(
    fc.property(fc.json(), fc.array(piece, { maxLength: 12 }), fc.nat(), (good, pieces, cut) => {
      expect(findJsonFault(good, 0)).toBe(good.length);
      for (const text of [pieces.join(""), good.slice(0, cut % (good.length + 1)), `${good}${pieces.join("")}`]) {
        const at = findJsonFault(text, 0);
        const isJson = (() => {
          try {
            JSON.parse(text);
            return true;
          } catch {
            return false;
          }
        })();
        if (isJson) expect(at).toBe(text.length);
        expect(at).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: fuzzRuns(300) },
  );
});

test("names that are written as they should be and others are found alike", () => {
  const label = fc.stringMatching(/^[a-z0-9-]{1,10}$/);
  const name = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join("."));
  fc.assert(
    fc.property(name, (text) => {
      const plain = parseValueList(SourceText.fromString(`${text}\n`));
      // The same name, written so that it takes the long way.
      const odd = parseValueList(SourceText.fromString(`${text.toUpperCase()}\n`));
      expect(plain.diagnostics.length).toBe(odd.diagnostics.length);
      if (plain.list === undefined || odd.list === undefined) return;
      const target = { kind: "host", domain: text, subdomains: false, digests: [], shown: text, isWholeHost: true } as const;
      expect(plain.list.find(target) === undefined).toBe(odd.list.find(target) === undefined);
    }),
    { numRuns: fuzzRuns(300) },
  );
});
