export { parseRules, printRules } from "./parse.ts";
export type {
  Blank,
  Comment,
  Directive,
  Header,
  Item,
  List,
  Rule,
  RuleDialect,
  RuleFile,
  RuleOption,
  SkipReason,
  Word,
} from "./tree.ts";
export { RULE_DIALECTS } from "./tree.ts";
