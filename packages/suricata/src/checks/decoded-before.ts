import { isContent, lastIn, latestContent, latestMatch, type OptionCheck } from "@sigwright/rule-language/dialect";

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

/** Decoded data is looked at last: its contents can't be what the engine looks for first. */
export const notDecoded: OptionCheck = {
  summary: "the content is not one of decoded data",
  check: ({ state, argument, keyword, nameRange, report }) => {
    const decoded = lastIn(state.fixed.decoded, isContent);
    if (argument !== undefined || decoded === undefined || latestContent(state) !== decoded) return;
    report.reject("modifier-conflict", nameRange, `\`${keyword.name}\` can't be used on decoded data`, {
      labels: [{ range: decoded.range, message: "this content" }],
      help: "put it on a content of the data before it is decoded",
    });
  },
};
