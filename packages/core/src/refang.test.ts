import { describe, expect, test } from "vitest";
import { defang, refang } from "./refang.ts";

describe("refang", () => {
  test.each([
    ["bad.example", "bad.example"],
    ["bad[.]example", "bad.example"],
    ["bad(.)example", "bad.example"],
    ["bad{.}example", "bad.example"],
    ["bad[dot]example", "bad.example"],
    ["bad(DOT)example", "bad.example"],
    ["bad {dot} example", "bad.example"],
    ["bad [.] example", "bad.example"],
    ["bad[ . ]example", "bad.example"],
    ["bad[.example", "bad.example"],
    ["bad.]example", "bad.example"],
    ["bad dot example", "bad.example"],
    [String.raw`bad\.example`, "bad.example"],
    ["192[.]0[.]2[.]1", "192.0.2.1"],
    ["192.0.2[.]1", "192.0.2.1"],
    ["192[.]0[.]2[.]0/24", "192.0.2.0/24"],
    ["2001[:]db8[:][:]1", "2001:db8::1"],
    ["hxxp://bad.example/", "http://bad.example/"],
    ["hXXps://bad[.]example/a.b", "https://bad.example/a.b"],
    ["hxxps[:]//bad[.]example", "https://bad.example"],
    ["http[://]bad.example/", "http://bad.example/"],
    ["http(:)//bad.example/", "http://bad.example/"],
    ["http[:][/][/]bad.example/", "http://bad.example/"],
    ["h**p://bad.example/", "http://bad.example/"],
    ["h[tt]ps://bad.example/", "https://bad.example/"],
    ["[hxxp]://bad.example/", "http://bad.example/"],
    ["hxxp[s]://bad.example/", "https://bad.example/"],
    ["fxp://bad.example/", "ftp://bad.example/"],
    ["ssh[:]//bad.example/", "ssh://bad.example/"],
    ["hxxp://bad[.]example[:]8080/x", "http://bad.example:8080/x"],
    ["hxxp://[2001[:]db8[:][:]1]/", "http://[2001:db8::1]/"],
    ["user[at]bad[.]example", "user@bad.example"],
    ["user(at)bad(dot)example", "user@bad.example"],
    ["user[@]bad.example", "user@bad.example"],
    ["user at bad dot example", "user@bad.example"],
    ["first[.]last[@]bad[.]example", "first.last@bad.example"],
    ['"bad.example"', "bad.example"],
    ["  <http://bad.example/>\n", "http://bad.example/"],
    ["\u201Cbad.example\u201D", "bad.example"],
    ["\u200Bbad\u200B.exam\uFEFFple\u200D", "bad.example"],
  ])("%j becomes %j", (raw, expected) => {
    expect(refang(raw)).toBe(expected);
  });

  test.each([
    ["http://good.example/x[.]php?y=(dot)&z=a[at]b", "no part of the host is marked, so the target is meant so"],
    ["http://good.example/?next=hxxp://bad[.]example", "a defanged URL in the query"],
    ["http://user[.]x@good.example/", "user information is not part of the host"],
    ["a{.}b@good.example", "braces are letters of a local part"],
    ['"a [at] b"@good.example', "a quoted local part"],
    ["http://[2001:db8::1]:81/", "brackets of an IPv6 address"],
    ['http://good.example/a"', "a quote at one end only"],
  ])("leaves %j alone: %s", (value) => {
    expect(refang(value)).toBe(value);
  });

  test("undoes marks in the target in the style of the host only", () => {
    expect(refang("hxxp://bad[.]example/a[.]php?b=(dot)")).toBe("http://bad.example/a.php?b=(dot)");
    expect(refang("http://bad(dot)example/a(dot)php[.]x")).toBe("http://bad.example/a.php[.]x");
  });
});

describe("defang", () => {
  test.each([
    ["192.0.2.1", "192[.]0[.]2[.]1"],
    ["2001:db8::1", "2001[:]db8[:][:]1"],
    ["bad.example", "bad[.]example"],
    ["https://bad.example:81/a.php", "hxxps://bad[.]example:81/a[.]php"],
    ["ftp://bad.example/", "fxp://bad[.]example/"],
    ["user@bad.example", "user[@]bad[.]example"],
  ])("%j becomes %j", (value, expected) => {
    expect(defang(value)).toBe(expected);
    expect(refang(expected)).toBe(value);
  });
});
