import { type RuleNote, ruleNote } from "@sigwright/rule-language/dialect";

/** The protocol that a rule's header names; `tcp` when it names none. */
export const headerProtocol: RuleNote<string> = ruleNote<string>("protocol of the header");
