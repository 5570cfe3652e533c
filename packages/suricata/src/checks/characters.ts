import type { RuleCheck } from "@sigwright/rule-language/dialect";

// Line feeds, carriage returns and tabs are allowed.
const CONTROL = /[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** A rule must not hold control characters; bytes of other texts are written in hexadecimal. */
export const characters: RuleCheck = {
  summary: "the rule has no control characters",
  check: (rule, _state, report, text) => {
    const { start, end } = rule.range;
    const code = text.slice(start, end);
    const at = code.search(CONTROL);
    if (at === -1) return;
    report.reject("control-character", { start: start + at, end: start + at + 1 }, `the rule has a control character (0x${code.charCodeAt(at).toString(16).padStart(2, "0")})`, {
      help: "take it out; in a pattern write it in hexadecimal, as in `|01|`",
    });
  },
};
