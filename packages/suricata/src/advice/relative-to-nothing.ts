import type { Advice, BufferMatch } from "@sigwright/rule-language/dialect";

/** Something counts from the end of the match before it, and there is none. */
export const relativeToNothing: Advice = {
  info: {
    code: "suricata/relative-to-nothing",
    severity: "warning",
    summary: "An option counts from the end of the match before it, and nothing is matched before it in its buffer.",
    explanation:
      "Positions never carry over from one buffer to another: at the beginning of a buffer relative means from its start. A regular expression with the flag `R` is then tried from the start, as it is without the flag, and often another `content` was meant to stand before it. Put that in, or leave the flag or `relative` out.",
    example: {
      bad: 'alert http any any -> any any (msg:"a name"; flow:established,to_server; http.uri; content:"/login"; http.request_body; pcre:"/^id=[0-9]{8}/R"; sid:1; rev:1;)',
      good: 'alert http any any -> any any (msg:"a name"; flow:established,to_server; http.uri; content:"/login"; http.request_body; pcre:"/^id=[0-9]{8}/"; sid:1; rev:1;)',
    },
  },
  check({ state }, report) {
    for (const { buffer, matches } of state.buffers) {
      const first = matches[0];
      if (!isRelative(first)) continue;
      report(first.range, {
        message: `\`${first.keyword.name}\` counts from the match before it, and nothing is matched before it in \`${buffer.keyword}\``,
        help: first.keyword.role.kind === "expression" ? "take the flag `R` out, or put a `content` before it" : "take `relative` out, or put a `content` before it",
      });
    }
  },
};

/** Whether it looks behind a match. Contents don't: one with a distance can as well be meant from the start. */
export function isRelative(match: BufferMatch | undefined): match is BufferMatch {
  if (match === undefined || match.content !== undefined) return false;
  const { value } = match;
  return typeof value === "object" && value !== null && "relative" in value && value.relative === true;
}
