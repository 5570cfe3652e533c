import type { Target } from "@sigwright/core";
import type { ModuleTable } from "../modules/module-table.ts";
import { YARA_4_MODULES } from "../modules/yara-4-modules.ts";
import { YARA_X_MODULES } from "../modules/yara-x-modules.ts";
import type { RegexpDialect } from "../regexp/check-regexp.ts";

/**
 * Where the engines differ in what a condition means, one row a fact. All else is common to both. Facts of YARA-X 1.7.1
 * (lib/src/compiler/ir/ast2ir.rs) and of YARA 4.2.3 (libyara/grammar.y and parser.c).
 */
export interface ConditionRules {
  readonly displayName: string;
  readonly regexps: RegexpDialect;
  readonly modules: ModuleTable;
  /** Functions that belong to no module, by name, as module tables write them. */
  readonly functions: Readonly<Record<string, string>>;
  /** `a == b == c`: what a comparison comes to may be compared. */
  readonly comparisonChains: boolean;
  /** `(pe).is_pe`: what fields, items and arguments are asked of may stand in parentheses. */
  readonly groupedObjects: boolean;
  /** A module that has the name of a rule further up stands for that name from then on. */
  readonly modulesHideRules: boolean;
  /** `50% of them in (0..10)` */
  readonly percentageInRange: boolean;
  /** `pe.is_pe == 1`: true and false may be compared with 1 and 0. */
  readonly comparesBooleans: boolean;
  /** A condition may be a regular expression alone, which is always true. */
  readonly regexpConditions: boolean;
  /** Offsets, counts of a set and indexes are whole numbers that are not negative, and ranges don't end before they begin. */
  readonly checksNumbers: boolean;
  /** The least of a percentage. */
  readonly leastPercentage: bigint;
  /** A division by a number known to be zero is refused. */
  readonly refusesDivisionByZero: boolean;
  /**
   * How numbers too large are found: of a chain of one operator with constants only, by adding floats; or of each two
   * operands whose values are known, exactly.
   */
  readonly overflow: "chain" | "pair";
  /** Values are computed beyond `+`, `-`, `*` and the sign. */
  readonly foldsAll: boolean;
  /** Loops go over lists of any one type. */
  readonly listsOfAnyType: boolean;
  /** The variable of a loop may hide that of a loop around. */
  readonly hidesVariables: boolean;
  /** A rule may use itself. */
  readonly selfReference: boolean;
}

const INTEGER_FUNCTION = "(integer) integer";
const INTEGER_FUNCTIONS: Readonly<Record<string, string>> = Object.fromEntries(
  ["uint8", "uint16", "uint32", "int8", "int16", "int32"].flatMap((name) => [[name, INTEGER_FUNCTION], [`${name}be`, INTEGER_FUNCTION]]),
);
const FLOAT_FUNCTIONS: Readonly<Record<string, string>> = Object.fromEntries(
  ["float32", "float64", "float32be", "float64be"].map((name) => [name, "(integer) float"]),
);

const YARA_X: ConditionRules = {
  displayName: "YARA-X",
  regexps: "yara-x",
  modules: YARA_X_MODULES,
  functions: { ...INTEGER_FUNCTIONS, ...FLOAT_FUNCTIONS },
  comparisonChains: true,
  groupedObjects: true,
  modulesHideRules: false,
  percentageInRange: true,
  comparesBooleans: true,
  regexpConditions: false,
  checksNumbers: true,
  leastPercentage: 0n,
  refusesDivisionByZero: false,
  overflow: "chain",
  foldsAll: false,
  listsOfAnyType: true,
  hidesVariables: true,
  selfReference: false,
};

const YARA_4: ConditionRules = {
  displayName: "YARA 4",
  regexps: "yara",
  modules: YARA_4_MODULES,
  functions: INTEGER_FUNCTIONS,
  comparisonChains: false,
  groupedObjects: false,
  modulesHideRules: true,
  percentageInRange: false,
  comparesBooleans: false,
  regexpConditions: true,
  checksNumbers: false,
  leastPercentage: 1n,
  refusesDivisionByZero: true,
  overflow: "pair",
  foldsAll: true,
  listsOfAnyType: false,
  hidesVariables: false,
  selfReference: true,
};

/** What conditions mean to the engine of a target. */
export function conditionRules({ engine }: Target): ConditionRules {
  return engine === "yara" ? YARA_4 : YARA_X;
}
