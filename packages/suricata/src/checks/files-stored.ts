import { type RuleNote, ruleNote } from "@sigwright/rule-language/dialect";

/** Set of rules that store the files they match. */
export const filesStored: RuleNote<true> = ruleNote("filestore");
