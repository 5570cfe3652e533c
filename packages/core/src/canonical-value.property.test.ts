import fc from "fast-check";
import { toASCII } from "tr46";
import { describe, expect, test } from "vitest";
import { canonicalise } from "./canonical-value.ts";
import { parseHostName } from "./host-name.ts";
import { CUSTOM_INDICATOR_TYPES, INDICATOR_TYPES } from "./indicator.ts";
import { formatIpv4, formatIpv6, parseIpAddress, parseIpv4 } from "./ip-address.ts";
import { parseIpNetwork } from "./ip-network.ts";
import { observe } from "./observe.ts";
import { defang, refang } from "./refang.ts";
import { parseUrl } from "./url.ts";
import { fuzzRuns } from "./testing/fuzz-runs.ts";

const numRuns = fuzzRuns(1000);
const DEFANGED_TYPES = ["Address", "CIDR", "Host", "URL", "EmailAddress"] as const;

/** What values, and attempts to spoil them, are made of. */
const PIECES = [
  ["http", "https", "hxxp", "HXXPS", "ftp", "fxp", "ssh", "://", "[:]//", "[://]", ":", "//", "/", "?", "#", "%20", "%2f"],
  [".", "[.]", "(.)", "{.}", "[dot]", "(dot)", " dot ", "\\.", "[.", ".]", "@", "[@]", "(at)", "[at]", " at ", "[:]"],
  ["bad", "example", "bad.example", "xn--", "xn--bcher-kva", "bücher", "ß", "℀", "。", "日本", "_x", "-", "--", "*."],
  ["1", "0", "255", "256", "192.0.2.1", "010", "0x7f", "::", "::1", "::ffff:", "2001:db8:", "fe80::1%eth0", "/24", "/33", ":80"],
  ['"', "'", "`", "<", ">", "\u201C", "\u201D", "[", "]", "(", ")", "{", "}", "\\", " ", "\t", "\r\n", "\n", "\u0000"],
  ["\u200B", "\u200D", "\u202E", "\uFEFF", "\u00AD", "\u0085", "\uD800", "\uDC00", "😀", "a", "Z", "é", "e\u0301"],
  ["d41d8cd98f00b204e9800998ecf8427e", "md5", " : ", "AS", "64496", "HKLM", "HKLM\\", "\\\\", "#tag", "mailto:", "[IPv6:"],
].flat();

const spoiltText = fc.oneof(
  { weight: 4, arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 10 }).map((pieces) => pieces.join("")) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
);
const label = fc.stringMatching(/^[a-z0-9_]([a-z0-9_-]{0,8}[a-z0-9_])?$/);
const hostName = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => [...labels, "example"].join("."));
const groups = fc.array(fc.oneof(fc.constant(0), fc.nat(0xffff)), { minLength: 8, maxLength: 8 });
const ipv4 = fc.nat(0xffff_ffff).map((bits) => formatIpv4(bits));
const ipv6 = groups.map((each) => formatIpv6(each));
const target = fc
  .string({ unit: "grapheme-ascii", maxLength: 30 })
  .map((text) => `/${text.replaceAll("#", "")}`.trimEnd());
const localPart = fc.stringMatching(/^[A-Za-z0-9!#$%&'*+/=?^_{|}~.-]{1,20}$/);
const canonicalText = fc.oneof(
  fc.tuple(fc.constant("Address"), fc.oneof(ipv4, ipv6)),
  fc.tuple(fc.constant("CIDR"), fc.tuple(fc.oneof(ipv4, ipv6), fc.nat(32)).map(([address, prefix]) => `${address}/${prefix}`)),
  fc.tuple(fc.constant("Host"), hostName),
  fc.tuple(
    fc.constant("URL"),
    fc
      .tuple(fc.constantFrom("http", "https", "ftp", "ws"), fc.oneof(hostName, ipv4, ipv6.map((text) => `[${text}]`)), fc.constantFrom("", ":8080"), target)
      .map(([scheme, host, port, path]) => `${scheme}://${host}${port}${path}`),
  ),
  fc.tuple(fc.constant("EmailAddress"), fc.tuple(localPart, hostName).map(([local, host]) => `${local}@${host}`)),
);

/** The IPv6 text of an IPv4-mapped address. */
function mappedText(text: string): string {
  const bits = parseIpv4(text) ?? 0;
  return formatIpv6([0, 0, 0, 0, 0, 0xffff, bits >>> 16, bits & 0xffff]);
}

describe("canonicalise", () => {
  test.each([...INDICATOR_TYPES, ...CUSTOM_INDICATOR_TYPES, "Custom"])("%s: never throws, and a canonical value is its own canonical form", (type) => {
    fc.assert(
      fc.property(spoiltText, (raw) => {
        const first = canonicalise(type, raw);
        if (first.status === "malformed") return;
        const second = canonicalise(type, first.value);
        expect(second).toMatchObject({ status: "canonical", value: first.value });
        expect(first.value).not.toMatch(/^\s|\s$/);
      }),
      { numRuns },
    );
  });

  test.each(DEFANGED_TYPES)("%s: refanging leaves what is canonical alone and undoes defanging", (type) => {
    fc.assert(
      fc.property(spoiltText, (raw) => {
        const result = canonicalise(type, raw);
        if (result.status === "malformed") return;
        expect(refang(result.value)).toBe(result.value);
        expect(refang(defang(result.value))).toBe(result.value);
      }),
      { numRuns },
    );
  });

  test("understands every well-formed value, plain and defanged", () => {
    fc.assert(
      fc.property(canonicalText, ([type, text]) => {
        const result = canonicalise(type, text);
        expect(result.status).toBe("canonical");
        if (result.status === "malformed") return;
        expect(refang(result.value)).toBe(result.value);
        expect(canonicalise(type, defang(result.value))).toMatchObject({ status: "canonical", value: result.value });
      }),
      { numRuns },
    );
  });
});

test("a URL keeps its request target byte for byte", () => {
  fc.assert(
    fc.property(hostName, target, (host, path) => {
      const url = parseUrl(`HTTP://${host.toUpperCase()}:80${path}`);
      expect(url).toMatchObject({ parts: { scheme: "http", host, target: path } });
    }),
    { numRuns },
  );
});

test("an ASCII host name is what the Unicode processing makes of it", () => {
  const name = fc.array(fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/), { minLength: 1, maxLength: 4 }).map((labels) => labels.join("."));
  fc.assert(
    fc.property(name, (text) => {
      const host = parseHostName(text);
      if ("status" in host || host.remarks.length > 0) return;
      expect(host.name).toBe(toASCII(text, { checkBidi: true, checkJoiners: true }));
    }),
    { numRuns },
  );
});

test("an IPv4 address is four numbers of 0 to 255 without leading zeros", () => {
  const octet = fc.oneof(fc.nat(300).map(String), fc.constantFrom("00", "01", "", "1e1", " 1", "-1"));
  fc.assert(
    fc.property(fc.array(octet, { minLength: 3, maxLength: 5 }), (octets) => {
      const isRight = octets.length === 4 && octets.every((each) => /^(?:0|[1-9]\d{0,2})$/.test(each) && Number(each) < 256);
      expect(parseIpv4(octets.join(".")) !== undefined).toBe(isRight);
    }),
    { numRuns },
  );
});

test("IPv6 text is what URL parsers write", () => {
  const text = fc.oneof(
    ipv6,
    groups.map((each) => each.map((group) => group.toString(16).padStart(4, "0").toUpperCase()).join(":")),
    fc.tuple(fc.array(fc.constantFrom("0", "1", "abcd", "::", ":", "ffff", "192.0.2.1", "1.2.3.04"), { maxLength: 9 })).map(([each]) => each.join("")),
  );
  fc.assert(
    fc.property(text, (given) => {
      fc.pre(given.includes(":"));
      const address = parseIpAddress(given);
      const url = URL.canParse(`http://[${given}]/`) ? new URL(`http://[${given}]/`).hostname.slice(1, -1) : undefined;
      expect("status" in address ? undefined : address.mapped === true ? mappedText(address.text) : address.text).toBe(url);
    }),
    { numRuns },
  );
});

test("a network is its address with the bits behind the prefix cleared", () => {
  fc.assert(
    fc.property(groups, fc.nat(128), (each, prefix) => {
      const network = parseIpNetwork(`${formatIpv6(each)}/${prefix}`);
      if ("status" in network || network.family === 4) return;
      const bits = each.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n);
      const shift = BigInt(128 - prefix);
      const cleared = (bits >> shift) << shift;
      const expected = Array.from({ length: 8 }, (_, index) => Number((cleared >> BigInt(112 - index * 16)) & 0xffffn));
      expect(network.address).toBe(formatIpv6(expected));
    }),
    { numRuns },
  );
});

test("two values that are seen differently have two keys", () => {
  fc.assert(
    fc.property(fc.constantFrom(...INDICATOR_TYPES, ...CUSTOM_INDICATOR_TYPES), spoiltText, spoiltText, (type, a, b) => {
      const [first, second] = [observe({ type, value: a }), observe({ type, value: b })];
      if (first.status === "unobservable" || second.status === "unobservable") return;
      const [one, two] = [first.observations[0]!, second.observations[0]!];
      if (one.kind !== two.kind || type === "File") return;
      expect(one.key === two.key).toBe(JSON.stringify(one.match) === JSON.stringify(two.match));
    }),
    { numRuns },
  );
});
