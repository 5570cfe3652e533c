import { SourceText } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { type AddressExpression, headerReader, type PortExpression } from "./header-lists.ts";
import { parseRules } from "./parse.ts";

const headers = headerReader(parseRules(SourceText.fromString(""), "suricata"));
const word = (text: string): { text: string; range: { start: number; end: number } } => ({ text, range: { start: 0, end: text.length } });

/** A node as one would write it, with its kind where the text does not say it. */
function shown(node: AddressExpression | PortExpression): string {
  const mark = node.negated ? "!" : "";
  switch (node.kind) {
    case "list":
      return `${mark}[${node.items.map((item) => shown(item)).join(" ")}]`;
    case "any":
      return `${mark}any`;
    case "variable":
      return `${mark}$${node.name}`;
    case "address":
      return `${mark}${node.address}${node.prefix === undefined ? "" : `/${node.prefix}`}`;
    case "port":
      return `${mark}${node.port}`;
    case "range":
      return `${mark}${node.from ?? ""}..${node.to ?? ""}`;
    case "invalid":
      return `${mark}invalid(${node.text})`;
  }
}

describe("addresses", () => {
  test.each<[string, string, readonly string[]]>([
    ["any", "any", []],
    ["!$HOME_NET", "!$HOME_NET", []],
    ["10.0.0.0/8", "10.0.0.0/8", []],
    ["10.0.0.0/255.0.0.0", "10.0.0.0/255.0.0.0", []],
    ["2001:db8::/32", "2001:db8::/32", []],
    ["10.0.0.1-10.0.0.9", "10.0.0.1..10.0.0.9", []],
    ["[10.0.0.1, !10.0.0.2]", "[10.0.0.1 !10.0.0.2]", []],
    ["![10.0.0.0/8,![10.1.1.1,[$X]]]", "![10.0.0.0/8 ![10.1.1.1 [$X]]]", []],
    ["!!10.0.0.1", "10.0.0.1", []],
    ["[10.0.0.1,,10.0.0.2]", "[10.0.0.1 10.0.0.2]", ["rule/empty-list-item"]],
    ["[10.0.0.1 10.0.0.2]", "[10.0.0.1 10.0.0.2]", ["rule/missing-comma"]],
    ["[]", "[]", ["rule/empty-list-item"]],
    ["example.com", "invalid(example.com)", ["rule/invalid-address"]],
    ["[10.0.0.1,[10.0.0.2", "[10.0.0.1 [10.0.0.2]]", []],
  ])("%s", (text, expected, codes) => {
    const { expression, diagnostics } = headers.addresses(word(text));
    expect([shown(expression), diagnostics.map(({ code }) => code)]).toEqual([expected, codes]);
  });
});

describe("ports", () => {
  test.each<[string, string, readonly string[]]>([
    ["any", "any", []],
    ["80", "80", []],
    ["![80,90:99,:70,1000:]", "![80 90..99 ..70 1000..]", []],
    ["$HTTP_PORTS", "$HTTP_PORTS", []],
    ["http", "invalid(http)", ["rule/invalid-port"]],
    [":", "invalid(:)", ["rule/invalid-port"]],
    ["1:2:3", "invalid(1:2:3)", ["rule/invalid-port"]],
  ])("%s", (text, expected, codes) => {
    const { expression, diagnostics } = headers.ports(word(text));
    expect([shown(expression), diagnostics.map(({ code }) => code)]).toEqual([expected, codes]);
  });
});

test("ranges are in the file and include the negation", () => {
  const source = SourceText.fromString("alert tcp [10.0.0.1, !10.0.0.2] any -> any any (sid:1;)");
  const file = parseRules(source, "suricata");
  const { expression } = headerReader(file).addresses(file.rules.at(0)!.header.source!);
  const items = expression.kind === "list" ? expression.items : [];
  expect(items.map(({ start, end }) => source.text.slice(start, end))).toEqual(["10.0.0.1", "!10.0.0.2"]);
});
