import fc from "fast-check";
import { observe, SourceText } from "@sigwright/core";
import { fuzzRuns } from "@sigwright/core/testing";
import { expect, test } from "vitest";
import { indicatorOf } from "../testing/toy-run.ts";
import { RangeTable, rangeOfAddress, rangeOfNetwork } from "./address-range.ts";
import { BENIGN_INFRASTRUCTURE } from "./benign-infrastructure.ts";
import { createGuards } from "./create-guards.ts";
import { GUARD_IDS, GUARDS } from "./guard.ts";
import { parseGuardSelection } from "./guard-selection.ts";
import type { Selectivity } from "./guard.ts";
import { SHARED_SERVICES } from "./shared-services.ts";
import { parseValueList } from "./value-list.ts";
import type { ValueList } from "./value-list.ts";

const OWN = `# what is ours
.corp-own.net
www.partner.org   # one host only
*.wild.org
80.10.0.0/16
81.2.3.4
2a01:db0::/32
http://shared.com/our/page
it@partner.org
${"B".repeat(32)}  # our installer
`;

function listOf(text: string): ValueList {
  const { list, diagnostics } = parseValueList(SourceText.fromString(text, { path: "own.txt" }));
  if (list === undefined) throw new Error(diagnostics[0]?.message);
  return list;
}

const guards = createGuards({ enabled: new Set(GUARD_IDS), allowlists: [listOf(OWN)] });

function check(type: string, value: string, subdomains = false) {
  const seen = observe(indicatorOf(type, value), { subdomains });
  if (seen.status === "unobservable") throw new Error(seen.reason);
  return guards.check(seen.observations[0]!);
}

test.each([
  ["Host", "corp-own.net", "allowlist", ".corp-own.net"],
  ["Host", "deep.in.corp-own.net", "allowlist", ".corp-own.net"],
  ["Host", "www.partner.org", "allowlist", "www.partner.org"],
  ["Host", "a.wild.org", "allowlist", "*.wild.org"],
  ["Address", "80.10.255.255", "allowlist", "80.10.0.0/16"],
  ["Address", "81.2.3.4", "allowlist", "81.2.3.4"],
  ["Address", "2a01:db0:1::7", "allowlist", "2a01:db0::/32"],
  ["CIDR", "80.0.0.0/9", "allowlist", "80.10.0.0/16"],
  ["CIDR", "80.10.1.0/24", "allowlist", "80.10.0.0/16"],
  ["URL", "http://shared.com/our/page", "allowlist", "http://shared.com/our/page"],
  ["URL", "http://x.corp-own.net/any", "allowlist", ".corp-own.net"],
  ["URL", "http://81.2.3.4:8080/x", "allowlist", "81.2.3.4"],
  ["EmailAddress", "ceo@corp-own.net", "allowlist", ".corp-own.net"],
  ["Address", "10.1.2.3", "special-purpose-address", "10.0.0.0/8"],
  ["Address", "192.168.1.1", "special-purpose-address", "192.168.0.0/16"],
  ["Address", "198.51.100.7", "special-purpose-address", "198.51.100.0/24"],
  ["Address", "239.255.255.250", "special-purpose-address", "224.0.0.0/4"],
  ["Address", "::1", "special-purpose-address", "::1/128"],
  ["Address", "fe80::1", "special-purpose-address", "fe80::/10"],
  ["Address", "2001:db8::1", "special-purpose-address", "2001:db8::/32"],
  ["CIDR", "172.16.0.0/16", "special-purpose-address", "172.16.0.0/12"],
  ["CIDR", "172.0.0.0/8", "special-purpose-address", "172.16.0.0/12"],
  ["CIDR", "192.168.0.0/15", "special-purpose-address", "192.168.0.0/16"],
  ["URL", "http://192.168.0.1/setup", "special-purpose-address", "192.168.0.0/16"],
  ["Host", "printer.local", "special-use-domain", "local"],
  ["Host", "www.example.com", "special-use-domain", "example.com"],
  ["URL", "http://a.test/x", "special-use-domain", "test"],
  ["Host", "co.uk", "public-suffix", "co.uk"],
  ["Host", "github.io", "public-suffix", "github.io"],
  ["Host", "badhost", "unselective", "one label"],
  ["CIDR", "64.0.0.0/7", "unselective", "wider than /8"],
  ["CIDR", "2c00::/12", "unselective", "wider than /19"],
  ["UserAgent", "curl", "unselective", "shorter than 6"],
  ["Host", "x.y", "unselective", "shorter than 4"],
  ["EmailSubject", "abc", "unselective", "shorter than 6"],
  ["EmailSubject", "RE: Fwd: Invoice", "unselective", "an everyday subject"],
  ["RegistryKey", "HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Run", "unselective", "a key that every program may write to"],
  ["File", "d41d8cd98f00b204e9800998ecf8427e", "empty-file", "d41d8cd98f00b204e9800998ecf8427e"],
  ["File", "da39a3ee5e6b4b0d3255bfef95601890afd80709", "empty-file", "da39a3ee5e6b4b0d3255bfef95601890afd80709"],
  ["File", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "empty-file", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  ["JA3", "d41d8cd98f00b204e9800998ecf8427e", "empty-file", "d41d8cd98f00b204e9800998ecf8427e"],
  ["UserAgent", "Mozilla/5.0", "common-agent", "nothing but a prefix that all browsers send"],
  ["UserAgent", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0", "common-agent", "Chrome and what is built on it"],
  ["UserAgent", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "common-agent", "Firefox"],
  ["UserAgent", "curl/8.5.0", "common-agent", "curl"],
  ["UserAgent", "Microsoft-CryptoAPI/10.0", "common-agent", "Windows itself"],
  ["Host", "pastebin.com", "shared-service", "pastebin.com"],
  ["URL", "http://drive.google.com/", "shared-service", "drive.google.com"],
  ["URL", "https://t.me/", "shared-service", "t.me"],
  ["EmailAddress", "it@partner.org", "allowlist", "it@partner.org"],
  ["File", "b".repeat(32), "allowlist", "B".repeat(32)],
  ["Address", "8.8.8.8", "benign", "8.8.8.8"],
  ["Address", "2606:4700:4700::1111", "benign", "2606:4700:4700::1111"],
  ["CIDR", "8.8.8.0/24", "benign", "8.8.8.8"],
  ["Host", "www.google.com", "benign", "www.google.com"],
  ["URL", "http://www.google.com/", "benign", "www.google.com"],
] as const)("%s %s is kept out by %s (%s)", (type, value, guard, entry) => {
  const verdict = check(type, value);
  expect(verdict).toMatchObject({ guard, entry, list: guard === "allowlist" ? "own.txt" : guard });
  expect(verdict?.reason).toContain(`--guard -${guard}\``);
});

test.each([
  ["Host", "corp-own.net.evil.ru"],
  ["Host", "xcorp-own.net"],
  ["Host", "www2.partner.org"],
  ["Address", "80.11.0.0"],
  ["Address", "81.2.3.5"],
  ["URL", "http://shared.com/our/page2"],
  ["URL", "http://pastebin.com/raw/AbCdEf12"],
  ["Host", "evil.github.io"],
  ["Host", "examplex.com"],
  ["Host", "hidden3gcuyzuye.onion"],
  ["Address", "11.0.0.1"],
  ["CIDR", "185.100.0.0/16"],
  ["CIDR", "172.32.0.0/11"],
  ["Address", "2a02:1234::1"],
  ["UserAgent", "Mozilla/4.0 (evil)"],
  ["EmailAddress", "bad@gmail.com"],
  ["File", "d41d8cd98f00b204e9800998ecf8427f"],
  ["UserAgent", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/41.0.2228.0 Safari/537.36"],
  ["UserAgent", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; evil) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36"],
  ["UserAgent", "curl/8.5.0 evil"],
  ["EmailSubject", "Invoice 2026-0815 overdue"],
  ["EmailAddress", "me@partner.org"],
  ["RegistryKey", "HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Run\\evil"],
  ["URL", "http://pastebin.com/raw/AbCd"],
])("%s %s passes", (type, value) => {
  expect(check(type, value)).toBeUndefined();
});

test("with sub-domains meant, a name above one of ours is kept out too", () => {
  expect(check("Host", "partner.org")).toBeUndefined();
  expect(check("Host", "partner.org", true)).toMatchObject({ guard: "allowlist", entry: "www.partner.org" });
});

test("a guard that is off says nothing", () => {
  const seen = observe(indicatorOf("Address", "10.1.2.3"));
  const off = createGuards({ enabled: new Set(["benign"]) });
  expect(seen.status === "observed" && off.check(seen.observations[0]!)).toBeUndefined();
});

test.each([
  ["Host", "abc.de", "ab.de"],
  ["CIDR", "185.100.1.0/24", "185.100.0.0/23"],
  ["CIDR", "2a02:1234:5::/48", "2a02:1234::/32"],
  ["UserAgent", "EvilDownloader/1.0", "EvilBot/1.0"],
  ["EmailSubject", "Invoice 2026-0815 overdue", "Invoice 2026"],
])("strict selectivity asks more of %s: %s passes, %s does not", (type, long, short) => {
  const verdictOf = (value: string, selectivity: Selectivity) => {
    const seen = observe(indicatorOf(type, value));
    const strict = createGuards({ enabled: new Set(["unselective"]), selectivity });
    return seen.status === "observed" ? strict.check(seen.observations[0]!)?.guard : "?";
  };
  expect([verdictOf(long, "strict"), verdictOf(short, "strict"), verdictOf(short, "usual")]).toEqual([undefined, "unselective", undefined]);
});

test("every guard is described once, in the order of asking", () => {
  expect(GUARDS.map(({ id }) => id)).toEqual([...GUARD_IDS]);
});

test("the shipped lists are in order, and nothing stands in both", () => {
  const lines = (text: string): readonly string[] => text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  const [benign, shared] = [BENIGN_INFRASTRUCTURE, SHARED_SERVICES].map(lines);
  expect(listOf(BENIGN_INFRASTRUCTURE).size).toBeGreaterThan(100);
  expect(listOf(SHARED_SERVICES).size).toBe(shared!.length);
  expect(new Set([...benign!, ...shared!]).size).toBe(benign!.length + shared!.length);
});

test.each([
  ["on", [...GUARD_IDS]],
  ["off", []],
  ["benign, allowlist", ["benign", "allowlist"]],
  ["-benign", ["public-suffix"]],
  ["+unselective,-public-suffix", ["benign", "unselective"]],
])("--guard %s", (text, expected) => {
  expect(parseGuardSelection(text, new Set(["benign", "public-suffix"]))).toEqual({ guards: new Set(expected) });
});

test.each([
  ["begnin", "did you mean `benign`?"],
  ["-benign,public-suffix", "with `+` or `-`"],
  ["", "there are allowlist"],
])("--guard %s is wrong", (text, help) => {
  const selection = parseGuardSelection(text, new Set());
  expect("help" in selection && selection.help).toContain(help);
});

test("a line of an allowlist that can't be understood is an error at its place", () => {
  const source = SourceText.fromString("good.com\n  not a host!  # why\n1.2.3.0/33\n");
  const { list, diagnostics } = parseValueList(source);
  expect(list).toBeUndefined();
  expect(diagnostics.map(({ code, range }) => [code, source.text.slice(range.start, range.end)])).toEqual([
    ["guard/allowlist-entry", "not a host!"],
    ["guard/allowlist-entry", "1.2.3.0/33"],
  ]);
});

test("allowlists never throw", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      parseValueList(SourceText.fromString(text));
    }),
    { numRuns: fuzzRuns(200) },
  );
});

const prefixes = fc.record({ bits: fc.integer({ min: 0, max: 255 }), prefix: fc.integer({ min: 24, max: 32 }) });

test("ranges of networks agree with arithmetic, and so do look-ups", () => {
  fc.assert(
    fc.property(fc.array(prefixes, { maxLength: 20 }), prefixes, (networks, asked) => {
      const spans = networks.map(({ bits, prefix }) => {
        const size = 2 ** (32 - prefix);
        const first = bits - (bits % size);
        return { first, last: first + size - 1, range: rangeOfNetwork(`192.0.2.${bits}`, prefix) };
      });
      const table = new RangeTable(spans.map((span) => ({ ...span.range, entry: span })));
      const size = 2 ** (32 - asked.prefix);
      const first = asked.bits - (asked.bits % size);
      const last = first + size - 1;
      const range = rangeOfNetwork(`192.0.2.${asked.bits}`, asked.prefix);
      expect(range).toEqual({
        first: rangeOfAddress(`192.0.2.${first}`).first,
        last: rangeOfAddress(`192.0.2.${last}`).last,
      });
      expect(table.overlapping(range) !== undefined).toBe(spans.some((span) => span.first <= last && span.last >= first));
      expect(table.containing(range) !== undefined).toBe(spans.some((span) => span.first <= first && span.last >= last));
    }),
    { numRuns: fuzzRuns(200) },
  );
});

test.each([
  ["2001:db8:ffff::", 33, "620010db8800", "620010db8fff"],
  ["2001:db8::", 32, "620010db8000", "620010db8fff"],
  ["ff00::", 8, "6ff00", "6ffff"],
])("the range of %s/%i", (address, prefix, first, last) => {
  const range = rangeOfNetwork(address, prefix);
  expect(range.first.startsWith(first)).toBe(true);
  expect(range.last.startsWith(last)).toBe(true);
  expect([range.first.length, range.last.length]).toEqual([33, 33]);
});
