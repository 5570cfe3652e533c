import { SourceText, type Diagnostic } from "@sigwright/core";
import { parseRules } from "@sigwright/rule-language";
import { describe, expect, test } from "vitest";
import { ADVICE_DIAGNOSTICS } from "./advice/advise.ts";
import { validate } from "./validate.ts";

const RULE = "alert tcp any any -> any any";
/** Rules as short as can be get advice, which is tested where it is given. */
const ADVICE: ReadonlySet<string> = new Set(ADVICE_DIAGNOSTICS.map(({ code }) => code));

function check(text: string, version = "7.0"): readonly Diagnostic[] {
  const all = validate(parseRules(SourceText.fromString(text), "suricata"), { target: { engine: "suricata", version } });
  return all.filter(({ code }) => !ADVICE.has(code));
}

/** Codes, and the text each stands under. */
function found(text: string, version?: string): string[] {
  return check(text, version).map(({ code, range }) => `${code} ${text.slice(range.start, range.end)}`);
}

describe("keywords", () => {
  test.each([
    ["listed", 'content:"x";'],
    ["in another case", 'CONTENT:"x";'],
    ["an alias", "flags:S;"],
    ["an alias with its buffer", 'file_data; content:"x";'],
    ["mixed case in the list itself", "noalert;"],
  ])("%s: fine", (_, option) => {
    expect(found(`${RULE} (${option} sid:1;)`)).toEqual([]);
  });

  test("unknown, with the one that was meant", () => {
    const text = `${RULE} (conten:"x"; sid:1;)`;
    expect(found(text)).toEqual(["suricata/unknown-keyword conten"]);
    const [{ help, fixes }] = check(text) as [Diagnostic];
    expect(help).toBe("did you mean `content`?");
    expect(fixes?.[0]?.edits).toEqual([{ range: { start: 30, end: 36 }, newText: "content" }]);
  });

  test("of a later version", () => {
    const text = `${RULE} (dns.answer.name; content:"x"; sid:1;)`;
    expect(check(text)[0]?.message).toBe("the option keyword `dns.answer.name` came with Suricata 8.0");
    expect(found(text, "8.0")).toEqual([]);
  });

  test("each unknown one is reported", () => {
    expect(found(`${RULE} (fooooo; baaaar:1; sid:1;)`)).toHaveLength(2);
  });
});

describe("sids", () => {
  test.each<[string, string, string[]]>([
    ["missing", `${RULE} (msg:"x";)`, ["suricata/missing-sid alert"]],
    ["in capitals", `${RULE} (SID:1;)`, []],
    ["twice, no rev", `${RULE} (sid:1;)\n${RULE} (sid:1;)`, ["suricata/duplicate-sid sid:1;"]],
    ["twice, same rev", `${RULE} (sid:1; rev:2;)\n${RULE} (sid:1; rev:2;)`, ["suricata/duplicate-sid sid:1;"]],
    ["twice, lower rev", `${RULE} (sid:1; rev:2;)\n${RULE} (sid:1; rev:1;)`, ["suricata/duplicate-sid sid:1;"]],
    ["twice, higher rev", `${RULE} (sid:1; rev:1;)\n${RULE} (sid:1; rev:2;)`, ["suricata/replaced-rule sid:1;"]],
    ["rev against none", `${RULE} (sid:1;)\n${RULE} (sid:1; rev:1;)`, ["suricata/replaced-rule sid:1;"]],
    ["other gid", `${RULE} (sid:1;)\n${RULE} (gid:2; sid:1;)`, []],
    ["gid 1 is the default", `${RULE} (sid:1;)\n${RULE} (gid:1; sid:1;)`, ["suricata/duplicate-sid sid:1;"]],
    ["disabled", `${RULE} (sid:1;)\n# ${RULE} (sid:1;)`, []],
    [
      "thrice: the highest rev so far counts",
      `${RULE} (sid:1; rev:1;)\n${RULE} (sid:1; rev:3;)\n${RULE} (sid:1; rev:2;)`,
      ["suricata/replaced-rule sid:1;", "suricata/duplicate-sid sid:1;"],
    ],
  ])("%s", (_, text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  test("a conflict shows both places", () => {
    const text = `${RULE} (sid:1;)\n${RULE} (sid:1;)`;
    const [{ labels, range }] = check(text) as [Diagnostic];
    expect(labels?.map((label) => label.range.start)).toEqual([30]);
    expect(range.start).toBeGreaterThan(40);
  });

  test("only refusals reject", () => {
    expect(check(`${RULE} (sid:1; rev:1;)\n${RULE} (sid:1; rev:2;)`)).toMatchObject([
      { severity: "warning", rejects: false },
    ]);
    expect(check(`${RULE} (sid:1;)\n${RULE} (sid:1;)`)).toMatchObject([{ severity: "error", rejects: true }]);
  });
});

describe("rules that the engine leaves out in silence", () => {
  test.each([
    ["leading-blank", ` ${RULE} (sid:1;)`],
    ["unfinished-line", `${RULE} (sid:1;) \\`],
  ])("%s: said so, and not judged", (code, text) => {
    expect(check(text.replace("(", "(conten; "))).toMatchObject([{ code: `suricata/${code}`, severity: "warning", rejects: false, skips: true }]);
  });
});

describe("rules that stand commented out", () => {
  const parsed = (text: string): ReturnType<typeof parseRules> => parseRules(SourceText.fromString(text), "suricata");
  const context = { target: { engine: "suricata", version: "7.0" }, includeDisabled: true };

  test("are judged when asked for, the faults of their syntax included", () => {
    const text = `#${RULE} (conten:"x"; sid:1)\n`;
    expect(found(text)).toEqual([]);
    expect(validate(parsed(text), context).map(({ code }) => code)).toEqual(["suricata/unknown-keyword", "rule/unterminated-option"]);
  });

  test("clash with nothing: older revisions stand beside the one in use", () => {
    expect(validate(parsed(`#${RULE} (sid:1; rev:1;)\n#${RULE} (sid:1; rev:2;)\n${RULE} (sid:1; rev:1;)\n`), context)).toEqual([]);
  });
});

describe("bytes that are no UTF-8", () => {
  // A file is read byte by byte when any of it is no UTF-8.
  test.each<[string, readonly number[], readonly string[]]>([
    ["a letter of Latin-1", [0xe9], ["suricata/not-unicode \u00e9"]],
    ["the same in UTF-8", [0xc3, 0xa9], []],
    ["four bytes", [0xf0, 0x9f, 0x98, 0x80], []],
    ["half a character", [0xc3], ["suricata/not-unicode \u00c3"]],
    ["a surrogate", [0xed, 0xa0, 0x80], ["suricata/not-unicode \u00ed"]],
    ["a long way to write a slash", [0xc0, 0xaf], ["suricata/not-unicode \u00c0"]],
  ])("%s", (_, bytes, expected) => {
    const text = `# \u00ff\n${RULE} (msg:"${String.fromCharCode(...bytes)}"; sid:1;)\n`;
    const source = SourceText.fromBytes(Uint8Array.from(text, (char) => char.charCodeAt(0)));
    const diagnostics = validate(parseRules(source, "suricata"), { target: { engine: "suricata", version: "7.0" } });
    expect(diagnostics.map(({ code, range }) => `${code} ${source.text.slice(range.start, range.end)}`)).toEqual(expected);
  });
});

test("a `;` lost behind a reference", () => {
  expect(found(`${RULE} (reference:url,example.com/a classtype:bad-unknown; sid:1;)`)).toEqual(["suricata/lost-semicolon url,example.com/a classtype:bad-unknown"]);
  expect(found(`${RULE} (reference:url,example.com/a(b)#c; sid:1;)`)).toEqual([]);
});
