import { latestMatch, type OptionCheck } from "@sigwright/rule-language/dialect";

/** Decoded data can be looked at only after an option that decodes. */
export const decodedBefore: OptionCheck = {
  summary: "an option before it decodes base64",
  check: ({ state, keyword, nameRange, report }) => {
    if (latestMatch(state, (match) => match.keyword.name === "base64_decode") !== undefined) return;
    report.reject("nothing-decoded", nameRange, `\`${keyword.name}\` needs \`base64_decode\` before it`, {
      help: "add `base64_decode:relative;` before it, in the same buffer",
    });
  },
};
