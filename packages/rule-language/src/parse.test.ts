import { SourceText } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { parseRules } from "./parse.ts";
import type { Item, Rule, RuleDialect } from "./tree.ts";

const OPTIONS = '(msg:"a"; sid:1; rev:2;)';
const RULE = `alert tcp any any -> any any ${OPTIONS}`;

function items(text: string, dialect: RuleDialect): readonly Item[] {
  return [...parseRules(SourceText.fromString(text), dialect).items];
}

function onlyRule(text: string, dialect: RuleDialect): Rule {
  const { rules } = parseRules(SourceText.fromString(text), dialect);
  expect(rules.length).toBe(1);
  return rules.at(0)!;
}

function headerOf(rule: Rule): readonly (string | undefined)[] {
  const { protocol, hook, source, sourcePort, direction, destination, destinationPort } = rule.header;
  return [protocol, hook, source, sourcePort, direction, destination, destinationPort].map((word) => word?.text);
}

function optionsOf(rule: Rule): readonly string[] {
  return [...rule.options].map(({ name, value }) => (value === undefined ? name : `${name}=${value}`));
}

function kinds(text: string, dialect: RuleDialect): readonly string[] {
  return items(text, dialect).map((item) => (item.kind === "rule" && !item.enabled ? "disabled" : item.kind));
}

describe("items of a file", () => {
  test.each<[string, RuleDialect, string, readonly string[]]>([
    ["nothing", "suricata", "", []],
    ["rules, comments and blank lines", "suricata", `${RULE}\n\n# why\r\n  \n${RULE}`, ["rule", "blank", "comment", "blank", "rule"]],
    ["a rule behind a comment mark", "suricata", `#${RULE}\n# ${RULE}\n##  ${RULE}`, ["disabled", "disabled", "disabled"]],
    ["a comment that names an action", "suricata", "# alert when something happens (or not)", ["comment"]],
    ["a comment with an unknown action", "suricata", "# note tcp any any -> any any (sid:1;)", ["comment"]],
    ["indented comments", "suricata", "  # why\n\t#", ["comment", "comment"]],
    ["directives of Snort 2", "snort2", `var HOME_NET any\nipvar A [10.0.0.0/8]\ninclude x.rules\n${RULE}\n; old comment`, ["directive", "directive", "directive", "rule", "comment"]],
    ["no directives in Suricata", "suricata", "var HOME_NET any", ["rule"]],
    ["comments of Snort 3", "snort3", `/* a\nb */ ${RULE} # c\n#${RULE} d`, ["comment", "rule", "comment", "disabled"]],
    ["two rules on one line of Snort 3", "snort3", `${RULE} ${RULE}`, ["rule", "rule"]],
    ["a line that is no rule", "suricata", `hello\n${RULE}`, ["rule", "rule"]],
    ["an unclosed rule of Snort 3", "snort3", `alert tcp any any -> any any (msg:"a;\n${RULE}`, ["rule", "rule"]],
  ])("%s", (_, dialect, text, expected) => {
    expect(kinds(text, dialect)).toEqual(expected);
  });

  test("are found by index, from the end too", () => {
    const { items: list } = parseRules(SourceText.fromString(`# a\n${RULE}`), "suricata");
    expect(list.at(-1)?.kind).toBe("rule");
    expect(list.at(2)).toBeUndefined();
    expect(list.at(-3)).toBeUndefined();
  });
});

describe("the header", () => {
  test.each<[string, RuleDialect, string, readonly (string | undefined)[]]>([
    ["plain", "suricata", RULE, ["tcp", undefined, "any", "any", "->", "any", "any"]],
    ["with nested lists and blanks", "suricata", `alert ip [10.0.0.0/8, ![10.1.1.1, $X]] ![80,90:] <> any any ${OPTIONS}`, ["ip", undefined, "[10.0.0.0/8, ![10.1.1.1, $X]]", "![80,90:]", "<>", "any", "any"]],
    ["with a hook of Suricata 8", "suricata", `accept:hook http1:request_started any any -> any any ${OPTIONS}`, ["http1", "request_started", "any", "any", "->", "any", "any"]],
    ["without source port", "suricata", `alert tcp any -> any any ${OPTIONS}`, ["tcp", undefined, "any", undefined, "->", "any", "any"]],
    ["of a service rule", "snort3", `alert http ${OPTIONS}`, ["http", undefined, undefined, undefined, undefined, undefined, undefined]],
    ["of a file rule", "snort3", `alert file ( sid:1; )`, ["file", undefined, undefined, undefined, undefined, undefined, undefined]],
    ["that is missing", "snort3", `alert ( sid:1; )`, Array.from({ length: 7 }, () => undefined)],
    ["over lines with comments", "snort3", `alert # what\n tcp any /* from */ any -> any any\n${OPTIONS}`, ["tcp", undefined, "any", "any", "->", "any", "any"]],
    ["over joined lines", "suricata", `alert tcp any any \\\n -> any any ${OPTIONS}`, ["tcp", undefined, "any", "any", "->", "any", "any"]],
  ])("%s", (_, dialect, text, expected) => {
    expect(headerOf(onlyRule(text, dialect))).toEqual(expected);
  });
});

describe("options", () => {
  test.each<[string, RuleDialect, string, readonly string[]]>([
    ["with and without value", "suricata", "(content:\"a\"; nocase; depth:5;)", ['content="a"', "nocase", "depth=5"]],
    ["with blanks around everything", "suricata", '( content : "a" ; \t nocase ; )', ['content="a"', "nocase"]],
    ["end at a semicolon inside quotes", "suricata", '(msg:"a;b"; sid:1;)', ['msg="a', 'b"', "sid=1"]],
    ["do not end at an escaped semicolon", "suricata", '(msg:"a\\;b\\\\;c"; sid:1;)', ['msg="a\\;b\\\\;c"', "sid=1"]],
    ["of Snort 3 do not end inside quotes", "snort3", '(msg:"a;b)c"; sid:1;)', ['msg="a;b)c"', "sid=1"]],
    ["of Snort 3 need no last semicolon", "snort3", "(sid:1; rev:2 )", ["sid=1", "rev=2"]],
    ["of Snort 3 with parentheses in a reference", "snort3", "(reference:url,a/(b); sid:1)", ["reference=url,a/(b)", "sid=1"]],
    ["of Snort 3 with comments between", "snort3", "(sid:1; # no;\n /* neither; */ rev:2;)", ["sid=1", "rev=2"]],
    ["with a number sign in a value", "snort3", "(reference:url,a/#b; sid:1;)", ["reference=url,a/#b", "sid=1"]],
    ["over joined lines", "suricata", '(msg:"a"; \\\r\n  sid:1; re\\\nv:2;)', ['msg="a"', "sid=1", "rev=2"]],
    ["of a disabled rule that stays disabled over joined lines", "suricata", '(msg:"a"; \\\n#  sid:1;)', ['msg="a"', "sid=1"]],
    ["without last semicolon", "suricata", "(sid:1; rev:2))", ["sid=1", "rev=2"]],
    ["without a name", "suricata", "(:a; sid:1;)", ["=a", "sid=1"]],
    ["behind a stray parenthesis", "suricata", "(sid:1;) rev:2;)", ["sid=1", "rev=2"]],
  ])("%s", (name, dialect, body, expected) => {
    const prefix = name.includes("disabled") ? "#" : "";
    expect(optionsOf(onlyRule(`${prefix}alert tcp any any -> any any ${body}`, dialect))).toEqual(expected);
  });

  test("are found by name, the first one counts", () => {
    const rule = onlyRule('alert tcp any any -> any any (content:"a"; content:"b"; sid:7;)', "suricata");
    expect(rule.option("content")?.value).toBe('"a"');
    expect(rule.option("conten")).toBeUndefined();
    expect(rule.sid).toBe(7);
  });

  test.each([
    ["sid:4294967295;", 4_294_967_295],
    ["sid:4294967296;", undefined],
    ["sid:-1;", undefined],
    ["sid:1x;", undefined],
    ["sid:;", undefined],
    ["sid;", undefined],
    ["rev:1;", undefined],
  ])("%s is the sid %j", (option, expected) => {
    expect(onlyRule(`alert tcp any any -> any any (${option})`, "suricata").sid).toBe(expected);
  });
});

describe("rules that the engine leaves out", () => {
  test.each([
    [` ${RULE}`, "leading-blank"],
    [`${RULE} \\`, "unfinished-line"],
    [`${RULE} \\\n`, "unfinished-line"],
    [`${RULE} \\\n\n`, undefined],
    [RULE, undefined],
  ])("%j: %s", (text, expected) => {
    expect(onlyRule(text, "suricata").skipped).toBe(expected);
  });
});

test("a disabled rule keeps its faults to itself", () => {
  const file = parseRules(SourceText.fromString("#alert tcp any any -> any any (sid:1)"), "suricata");
  expect(file.diagnostics).toEqual([]);
  expect(file.rules.at(0)?.diagnostics.map(({ code }) => code)).toEqual(["rule/unterminated-option"]);
});

test("Latin-1 text keeps its bytes", () => {
  const bytes = Uint8Array.from('alert tcp any any -> any any (msg:"\u00ff";)', (character) => character.charCodeAt(0));
  const source = SourceText.fromBytes(bytes);
  expect(source.encode(parseRules(source, "suricata").source.text)).toEqual(bytes);
});

test("an unclosed comment is said once, also where the parser looks again", () => {
  const { diagnostics } = parseRules(SourceText.fromString("alert tcp (pcre /* abc"), "snort3");
  expect(diagnostics.map(({ code }) => code)).toEqual(["rule/unclosed-comment", "rule/unclosed-options"]);
});

test.each([
  ["is one of metadata", "metadata:x [a;b] c, [[z];]; sid:1;", []],
  ["is one of a reference", "reference:url, [a;b]; sid:1;", []],
  ["goes on over lines", "metadata:[\n;]; sid:1;", []],
  ["begins with a word only", "metadata:x a[b; reference:url,[a; sid:1;", []],
  ["that is not closed is told once, and judged no further", "metadata:x [ [; reference:cve, [a; sid:1;", ["rule/unbalanced-brackets"]],
])("a list in the options of Snort 3 %s", (_, options, codes) => {
  const { rules, diagnostics } = parseRules(SourceText.fromString(`alert tcp any any -> any any (${options})\nalert tcp any any -> any any (metadata:]; sid:2;)\n`), "snort3");
  expect(diagnostics.map(({ code }) => code)).toEqual(codes);
  expect([...rules].map(({ options: found }) => found.at(-1)?.value)).toEqual(["1", "2"]);
});

test.each(['any any -> any any \\" (sid:1;)', "\\x any any -> any any (sid:1;)", "any any \\a\\b -> any any\t\\( (sid:1;)"])("Snort 3 drops what a backslash stands before between words: %s", (rest) => {
  const { rules, diagnostics } = parseRules(SourceText.fromString(`alert tcp ${rest}\n`), "snort3");
  expect(diagnostics).toEqual([]);
  expect([...rules].map(({ options }) => options.at(-1)?.value)).toEqual(["1"]);
});

test.each([
  ["any [80 -> any any", "`[80`"],
  ["[10.0.0.1,!10.0.0.2 any -> any any", "`[10.0.0.1,!10.0.0.2`"],
  ["any any -> any [80", "`[80`"],
  ["any 80] -> any any", "`80]`"],
])("a list of the header that is not closed is told once, up to where it was meant to end: %s", (header, shown) => {
  const { diagnostics } = parseRules(SourceText.fromString(`alert tcp ${header} (sid:1;)\nalert tcp any -> any any (sid:2;)\n`), "suricata");
  expect(diagnostics.map(({ message }) => message)).toEqual([`brackets in ${shown} do not match`, "the header `alert tcp any -> any any` is incomplete"]);
});
