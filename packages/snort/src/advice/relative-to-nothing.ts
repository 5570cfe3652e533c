import type { Advice } from "@sigwright/rule-language/dialect";
import type { SnortRule } from "./snort-rule.ts";

const RELATIVE_EXPRESSION = /\/[A-Za-z]*R[A-Za-z]*"?\s*$/;
const RELATIVE = /(?:^|[,\s])relative\b/;

/** Something counts from the end of the match before it, and there is none. */
export const relativeToNothing: Advice<SnortRule> = {
  info: {
    code: "snort3/relative-to-nothing",
    severity: "warning",
    summary: "An option counts from the end of the match before it, and nothing is matched before it in its buffer.",
    explanation:
      "A buffer that is selected is looked at from its start, wherever something was found before: relative means from there. A regular expression with the flag `R` is then tried from the start, as it is without the flag, and often another `content` was meant to stand before it. Put that in, or leave the flag or `relative` out.",
    example: {
      bad: 'alert http any any -> any any ( msg:"a name"; flow:established,to_server; http_uri; content:"/login"; http_client_body; pcre:"/^id=[0-9]{8}/R"; sid:1; rev:1; )',
      good: 'alert http any any -> any any ( msg:"a name"; flow:established,to_server; http_uri; content:"/login"; http_client_body; pcre:"/^id=[0-9]{8}/"; sid:1; rev:1; )',
    },
  },
  check({ rule, state: { cursor } }, report) {
    // Most rules have none of it.
    if (!cursor.some(({ action }) => action === "sets")) return;
    const values = new Map(Array.from(rule.options, ({ start, value }) => [start, value]));
    let buffer = "";
    for (const { keyword, range, action } of cursor) {
      if (action === "sets") buffer = keyword.name;
      if (action === "reads" || action === "moves") {
        const value = buffer === "" ? undefined : values.get(range.start);
        const isRelative = value !== undefined && keyword.name !== "content" && (keyword.name === "pcre" ? RELATIVE_EXPRESSION.test(value) : RELATIVE.test(value));
        if (isRelative) {
          report(range, {
            message: `\`${keyword.name}\` counts from the match before it, and nothing is matched before it in \`${buffer}\``,
            help: keyword.name === "pcre" ? "take the flag `R` out, or put a `content` before it" : "take `relative` out, or put a `content` before it",
          });
        }
        buffer = "";
      }
    }
  },
};
