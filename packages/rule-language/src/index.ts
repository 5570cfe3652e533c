export type { OptionParts, RuleParts } from "./build.ts";
export {
  buildList,
  buildOption,
  buildRule,
  decodeMetadata,
  metadataOption,
  quoteContent,
  quoteText,
  referenceOption,
} from "./build.ts";
export { detectDialect } from "./detection/detect-dialect.ts";
export { RULE_DIAGNOSTICS } from "./diagnostics.ts";
export { insertOption, removeOption, setEnabled, setValue } from "./edit.ts";
export { ruleFingerprint, ruleMeaning } from "./fingerprint.ts";
export type {
  AddressExpression,
  AddressItem,
  AddressNode,
  AddressRangeNode,
  AnyNode,
  HeaderExpression,
  HeaderReader,
  InvalidNode,
  ListNode,
  PortExpression,
  PortItem,
  PortNode,
  PortRangeNode,
  VariableNode,
} from "./header-lists.ts";
export { headerReader } from "./header-lists.ts";
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
export type {
  IntegerValue,
  MetadataValue,
  NumberToken,
  Pair,
  PairsValue,
  PatternValue,
  RawValue,
  ReferenceValue,
  RegexValue,
  TextValue,
  Token,
  Value,
  ValueByShape,
  ValueShape,
  WordsValue,
} from "./value.ts";
export type { ValueReader } from "./values.ts";
export { valueReader } from "./values.ts";
