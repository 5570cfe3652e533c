import type { DialectKeyword, OptionCheck } from "@sigwright/rule-language/dialect";
import { configuration, newerConfiguration, datarep, dataset, ipReputation, type ReputationUse, script } from "../arguments/list-options.ts";
import { packetHook } from "../checks/hook-stage.ts";
import type { CheckEnvironment } from "../dialect/environment.ts";

function knownCategory({ configuration: { reputationCategories } }: CheckEnvironment): OptionCheck<ReputationUse> {
  return {
    summary: "the category of reputation is configured",
    check: ({ value: { category }, valueRange, report }) => {
      if (reputationCategories.has(category)) return;
      report.reject("undefined-category", valueRange, `the category of reputation \`${category}\` is not configured`, { help: "define it in the file of categories that the configuration names" });
    },
  };
}

const beforeFlow: OptionCheck<{ readonly hooked: boolean }> = {
  summary: "tracking of flows is disabled before there is one",
  check: ({ state, value, valueRange, report }) => {
    if (!value.hooked || packetHook.of(state) === "pre_flow") return;
    report.reject("wrong-hook", valueRange, "flows can be left untracked by rules with the hook `pre_flow` only", { help: "write the hook behind the protocol: `tcp:pre_flow`" });
  },
};

/** Keywords that look something up in lists, and such as configure the engine for a flow. */
export function listKeywords(environment: CheckEnvironment): readonly DialectKeyword[] {
  return [
    { name: "dataset", value: "required", argument: dataset(environment.engineVersion), role: { kind: "measures" }, manual: "datasets.html#dataset" },
    { name: "datarep", value: "required", argument: datarep(environment.engineVersion), role: { kind: "measures" }, manual: "datasets.html#datarep" },
    { name: "iprep", value: "required", argument: ipReputation, role: { kind: "matches", place: "packet" }, checks: [knownCategory(environment)], manual: "ip-reputation-rules.html" },
    { name: "config", until: "8.0", value: "required", argument: configuration, role: { kind: "matches", place: "post-match" }, manual: "config.html" },
    { name: "config", since: "8.0", value: "required", argument: newerConfiguration, checks: [beforeFlow], role: { kind: "matches", place: "post-match" }, manual: "config.html" },
    { name: "lua", aliases: ["luajit"], until: "8.0", value: "required", argument: script, role: { kind: "matches", place: "packet" }, manual: "lua-detection.html" },
    { name: "lua", since: "8.0", value: "required", argument: script, role: { kind: "matches", place: "packet" }, manual: "lua-detection.html" },
  ];
}
