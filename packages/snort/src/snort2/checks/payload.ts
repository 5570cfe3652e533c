import { type ArgumentForm, argumentString, lastContent, type OptionCheck } from "@sigwright/rule-language/dialect";
import { comparison } from "../arguments/number.ts";

const length = comparison({ max: 65535, operators: ["<", ">"], range: "<>", notation: "c" });

/** The argument of `urilen`: a comparison, and which form of the URI is measured. */
export const uriLength: ArgumentForm<string> = {
  summary: `${length.summary}; then \`norm\` or \`raw\` with a comma`,
  parse: (argument) => {
    const text = argumentString(argument);
    const comma = text.lastIndexOf(",");
    if (comma === -1) return length.parse(argument);
    const form = text.slice(comma + 1).trim();
    if (form !== "norm" && form !== "raw") {
      return { fault: { range: { start: argument.start + comma + 1, end: argument.end }, message: `\`${form}\` is neither \`norm\` nor \`raw\``, expected: ["norm", "raw"] } };
    }
    return length.parse({ ...argument, end: argument.start + comma });
  },
};

/** What was decoded must be there before it is looked into (manual 3.5.30). */
export const afterDecoding: OptionCheck = {
  summary: "an option before it decodes",
  check: ({ state, nameRange, report }) => {
    if ([...state.seen.keys()].some(({ name }) => name === "base64_decode")) return;
    report.reject("nothing-decoded", nameRange, "`base64_data` needs a `base64_decode` before it", { help: "put `base64_decode` before it" });
  },
};

/** `hash` and `length` say more about a protected content (manual 3.5.3 and 3.5.4). */
export const onProtectedContent: OptionCheck = {
  summary: "the content before it is protected",
  check: ({ state, keyword, nameRange, report }) => {
    const match = lastContent(state);
    if (match === undefined || match.keyword.name === "protected_content") return;
    report.reject("modifier-conflict", nameRange, `\`${keyword.name}\` can't be used: the content before it is not protected`, {
      help: "write `protected_content` in place of `content`",
      labels: [{ range: match.range, message: "this content" }],
    });
  },
};
