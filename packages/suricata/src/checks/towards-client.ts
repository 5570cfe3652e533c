import type { OptionCheck } from "@sigwright/rule-language/dialect";

/** What the buffer of a response makes of a rule's direction, whatever `flow` said before it. */
export const towardsClient: OptionCheck = {
  summary: "the rule is for what goes to the client from here on",
  check: ({ state }) => {
    state.toClient = true;
    state.toServer = false;
  },
};
