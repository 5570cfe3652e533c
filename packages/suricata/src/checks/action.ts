import { closest } from "@sigwright/core";
import type { Rule } from "@sigwright/rule-language";
import { holdsFor, type RuleReport } from "@sigwright/rule-language/dialect";

const ACTIONS = ["alert", "drop", "pass", "reject", "rejectsrc", "rejectdst", "rejectboth", "config"];

/** Of firewall rules, which the engine reads from files of their own. */
const FIREWALL_ACTION = "accept";

const SCOPES_SINCE = "8.0";
const TRAFFIC_SCOPES = ["packet", "flow"];
const FIREWALL_SCOPES = ["packet", "flow", "tx", "hook"];
const CONFIG_SCOPES = ["packet"];

/** What an action can be limited to behind a colon; nothing for alerts. */
function scopesOf(action: string): readonly string[] {
  switch (action) {
    case "alert":
      return [];
    case "config":
      return CONFIG_SCOPES;
    case FIREWALL_ACTION:
      return FIREWALL_SCOPES;
    default:
      return TRAFFIC_SCOPES;
  }
}

/** The action of a rule is one the engine takes, with a scope that fits it from 8.0 on. */
export function checkAction({ action: { text, range } }: Rule, engineVersion: string, report: RuleReport): void {
  const hasScopes = holdsFor({ since: SCOPES_SINCE }, engineVersion);
  // Colons before the action and a colon with nothing behind it are ignored.
  const [, lead = "", name = text, scope] = hasScopes ? (/^(:*)([^:]*)(?::+(.*))?$/.exec(text) ?? []) : [];
  const action = name.toLowerCase();
  const known = hasScopes ? [...ACTIONS, FIREWALL_ACTION] : ACTIONS;
  if (!known.includes(action)) {
    const near = closest(action, ACTIONS);
    const isScoped = ACTIONS.includes(text.slice(0, text.indexOf(":")).toLowerCase());
    const details =
      isScoped && !hasScopes
        ? { help: `scopes behind actions came with Suricata ${SCOPES_SINCE}; check the rule for that version, or take the scope out` }
        : near === undefined
          ? { expected: ACTIONS }
          : { help: `did you mean \`${near}\`?`, expected: [near] };
    report.reject("unknown-action", range, `\`${text}\` is no action`, details);
    return;
  }
  const start = range.start + lead.length + name.length;
  const scopes = scopesOf(action);
  if (scope !== undefined && scope !== "" && !scopes.includes(scope)) {
    report.reject("bad-action-scope", { start, end: range.end }, scopes.length === 0 ? `\`${action}\` can't be limited to anything` : `\`${scope}\` is nothing that \`${action}\` can be limited to`, scopes.length === 0 ? { help: "take the colon and what is behind it out" } : { expected: scopes });
  } else if (action === FIREWALL_ACTION) {
    report.reject("firewall-action", range, `\`${FIREWALL_ACTION}\` is an action of firewall rules only, which the engine reads from files of their own`, {
      help: "write `pass`, or put the rule in a file given as `firewall.rule-files`",
    });
  }
}
