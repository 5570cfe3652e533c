import type { Likelihood } from "@sigwright/core";

/** Characters looked at: enough to pass a licence comment. */
const LOOK_AT = 64 * 1024;

/** How a rule begins; the brace may stand on a later line. */
const RULE_HEAD = /^[ \t]*(?:(?:private|global)[ \t]+){0,2}rule[ \t]+[A-Za-z_]\w*[ \t]*(?:[:{\r\n/]|$)/m;
const SECTION = /^[ \t]*(?:condition|strings|meta)[ \t]*:|[{ \t](?:condition|strings)[ \t]*:/m;
const DIRECTIVE = /^[ \t]*(?:import|include)[ \t]+"[^"\n]*"/m;

/** Says whether a text looks like YARA rules. */
export function detect(text: string): Likelihood {
  const head = text.slice(0, LOOK_AT);
  const hasRule = RULE_HEAD.test(head);
  const hasSection = SECTION.test(head);
  if (hasRule && hasSection) return { score: 0.98, reason: "it has a rule with a condition" };
  if (hasRule) return { score: 0.7, reason: "a line begins a rule" };
  if (DIRECTIVE.test(head)) return { score: 0.6, reason: "it imports a module or includes a file" };
  if (hasSection) return { score: 0.3, reason: "it has a section of a rule" };
  return { score: 0, reason: "no line begins a rule" };
}
