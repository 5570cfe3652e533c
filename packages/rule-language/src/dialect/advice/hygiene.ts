import type { Advice } from "./advice.ts";

/** The profile of what a team that keeps rules together agrees on. */
const TEAM = "team";

/** Options by which people know and sort rules; no engine goes by them. */
const OPTIONS: readonly { readonly option: string; readonly summary: string; readonly why: string; readonly written: string; readonly help: string }[] = [
  { option: "classtype", summary: "A rule has no class.", why: "The class gives an alert its priority; without one it has the lowest.", written: "classtype:trojan-activity;", help: "add `classtype` with one of the classes in `classification.config`" },
  { option: "metadata", summary: "A rule has no metadata.", why: "Dates, severity and what is attacked are kept there, and sorted by.", written: "metadata:created_at 2024_05_01;", help: "add `metadata` with at least `created_at`" },
  { option: "msg", summary: "A rule has no message.", why: "It is all that an analyst sees of the rule in an alert.", written: 'msg:"gate of a bot";', help: "add `msg` with what the rule finds" },
  { option: "reference", summary: "A rule names no source.", why: "Whoever handles an alert wants to read why the rule is there.", written: "reference:url,example.com/report;", help: "add `reference` with where more is told" },
  { option: "rev", summary: "A rule has no revision.", why: "It tells an alert of the rule as it is now from one of the rule as it was; without one it stays 0.", written: "rev:1;", help: "add `rev:1;` and raise it with each change" },
];

/**
 * What a team wants to see in each rule: given in the profile `team`.
 *
 * @param namespace of the codes.
 * @param ruleWith a rule of the dialect that has some options beside those that it looks for.
 */
export function hygiene(namespace: string, ruleWith: (options: string) => string): readonly Advice[] {
  const exampleOf = (option: string, written: string): string => {
    const others = OPTIONS.filter((each) => each.option !== option).map((each) => each.written);
    return ruleWith([...others, written, "sid:1;"].filter((each) => each !== "").join(" "));
  };
  return OPTIONS.map(({ option, summary, why, written, help }) => ({
    info: {
      code: `${namespace}/no-${option}`,
      severity: "info",
      profile: TEAM,
      summary,
      explanation: `${why} Given in the profile \`${TEAM}\` only: \`sigwright check --profile ${TEAM}\`.`,
      example: { bad: exampleOf(option, ""), good: exampleOf(option, written) },
    },
    check({ rule }, report) {
      if (rule.option(option) === undefined) report(rule.action.range, { message: `this rule has no \`${option}\``, help });
    },
  }));
}
