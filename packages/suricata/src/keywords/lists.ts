import type { DialectKeyword, OptionCheck } from "@sigwright/rule-language/dialect";
import { configuration, datarep, dataset, ipReputation, type ReputationUse, script } from "../arguments/list-options.ts";
import type { CheckEnvironment } from "../dialect/environment.ts";

function knownCategory({ configuration: { reputationCategories } }: CheckEnvironment): OptionCheck {
  return {
    summary: "the category of reputation is configured",
    check: ({ value, valueRange, report }) => {
      const { category } = value as ReputationUse;
      if (reputationCategories.has(category)) return;
      report.reject("undefined-category", valueRange, `the category of reputation \`${category}\` is not configured`, { help: "define it in the file of categories that the configuration names" });
    },
  };
}

/** Keywords that look something up in lists, and such as configure the engine for a flow. */
export function listKeywords(environment: CheckEnvironment): readonly DialectKeyword[] {
  return [
    { name: "dataset", value: "required", argument: dataset, role: { kind: "measures" }, manual: "datasets.html#dataset" },
    { name: "datarep", value: "required", argument: datarep, role: { kind: "measures" }, manual: "datasets.html#datarep" },
    { name: "iprep", value: "required", argument: ipReputation, role: { kind: "matches", place: "packet" }, checks: [knownCategory(environment)], manual: "ip-reputation-rules.html" },
    { name: "config", value: "required", argument: configuration, role: { kind: "matches", place: "post-match" }, manual: "config.html" },
    { name: "lua", aliases: ["luajit"], value: "required", argument: script, role: { kind: "matches", place: "packet" }, manual: "rule-lua-scripting.html" },
  ];
}
