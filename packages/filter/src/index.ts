export type {
  AbsoluteDateValue,
  BooleanValue,
  Comparison,
  Conjunction,
  DatePrecision,
  DateValue,
  Disjunction,
  FieldReference,
  Filter,
  FilterExpression,
  FilterFieldName,
  FilterOperator,
  FilterValue,
  Negation,
  NetworkValue,
  NumberValue,
  RelativeDateValue,
  TextValue,
} from "./ast.ts";
export type { FilterDiagnosticCode } from "./diagnostics.ts";
export { FILTER_DIAGNOSTICS } from "./diagnostics.ts";
export type { CompiledFilter, EvaluationContext, FilterVerdict } from "./evaluate.ts";
export { compileFilter, evaluateFilter } from "./evaluate.ts";
export type {
  BooleanField,
  DateField,
  FilterField,
  FilterFieldType,
  NetworkField,
  NumberField,
  TextField,
  TextsField,
} from "./fields.ts";
export { FILTER_FIELDS, OPERATORS_BY_TYPE } from "./fields.ts";
export { formatFilter } from "./format.ts";
export type { ParsedFilter, ParseFilterOptions } from "./parse.ts";
export { DEFAULT_FILTER, parseFilter } from "./parse.ts";
export type { LinearPattern } from "./pattern.ts";
export { compilePattern } from "./pattern.ts";
export type {
  PushDownCapabilities,
  PushedCondition,
  PushedDateField,
  PushedNumberField,
  SplitFilter,
} from "./split.ts";
export { splitFilter } from "./split.ts";
export { MAX_FILTER_DEPTH, MAX_FILTER_LENGTH } from "./syntax-parser.ts";
export type { CustomTypes } from "./value.ts";
