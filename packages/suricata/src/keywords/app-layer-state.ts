import { type ArgumentForm, argumentString, type CursorValue, type DialectKeyword, type OptionCheck } from "@sigwright/rule-language/dialect";
import { stageHook } from "../checks/hook-stage.ts";
import { ownHooksOf } from "../dialect/hooks.ts";

const stateOfProtocol: OptionCheck = {
  summary: "the rule's protocol has the state",
  check: ({ argument, state, nameRange, valueRange, keyword, report }) => {
    const { protocol } = state;
    if (protocol === undefined) {
      report.reject("protocol-missing", nameRange, `\`${keyword.name}\` needs a rule for an application protocol`);
      return;
    }
    const text = argumentString(argument!).trim();
    const name = (isCompared(text) ? text.slice(1) : text).toLowerCase();
    const hooks = ownHooksOf(protocol.name);
    const direction = hooks.get(name);
    if (direction === undefined) {
      report.reject("unknown-hook", valueRange, `${protocol.name} has no state \`${name}\``, hooks.size === 0 ? { help: `${protocol.name} has none at all: take the option out` } : { expected: [...hooks.keys()] });
      return;
    }
    if (!isCompared(text)) stageHook.keep(state, { hook: name, range: valueRange });
    if (direction === "to_server") state.toServer = true;
    else state.toClient = true;
  },
};

function isCompared(state: string): boolean {
  return state.startsWith("<") || state.startsWith(">");
}

/** A state alone is where the rule is looked at, and no match in a buffer. */
const stateForm: ArgumentForm<CursorValue> = {
  summary: "a state, with `<` or `>` before it to compare",
  parse: (argument) => ({ value: isCompared(argumentString(argument).trim()) ? {} : { place: "packet" } }),
};

/** The keyword that compares how far a transaction has come. */
export const APP_LAYER_STATE: DialectKeyword = {
  name: "app-layer-state",
  since: "8.0",
  value: "required",
  argument: stateForm,
  role: { kind: "matches-in", buffer: "app-layer-state" },
  checks: [stateOfProtocol],
  manual: "app-layer.html#app-layer-event",
};
