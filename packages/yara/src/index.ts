export { YARA_DIAGNOSTICS } from "./diagnostic-catalogue.ts";
export type { YaraEncoding, YaraSlot } from "./encoding/encodings.ts";
export { YARA_ENCODINGS } from "./encoding/encodings.ts";
export { STOCK_CONFIGURATION } from "./stock-configuration.ts";
export type { HexAlternatives, HexByte, HexElement, HexJump, HexPattern } from "./literals/hex.ts";
export { parseHex } from "./literals/hex.ts";
export { integerValue } from "./literals/integer.ts";
export { textBytes } from "./literals/text.ts";
export type {
  Binary,
  BinaryOperator,
  BooleanLiteral,
  Call,
  Expression,
  FieldAccess,
  FloatLiteral,
  ForIn,
  ForOf,
  Group,
  HexLiteral,
  Identifier,
  Import,
  Include,
  IndexAccess,
  IntegerLiteral,
  Item,
  Keyword,
  Logical,
  LoopIterable,
  MetaEntry,
  MetaValue,
  ModifierName,
  Name,
  OfExpression,
  OfSet,
  Pattern,
  PatternCount,
  PatternMatch,
  PatternModifier,
  PatternPlace,
  Quantifier,
  RangeExpression,
  RegexpLiteral,
  Rule,
  SetName,
  TextLiteral,
  Unary,
  UnaryOperator,
  Unknown,
  With,
  WithDeclaration,
  YaraFile,
} from "./nodes.ts";
export { parseYara, printYara } from "./parse.ts";
export { MAX_DEPTH } from "./syntax/nesting.ts";
export { YARA_TARGETS } from "./targets.ts";
export type { CompiledTemplate, TemplatePiece } from "./template/compiled-template.ts";
export type { SlotPlace, SlotValueKind } from "./template/slots.ts";
export { yara } from "./yara.ts";
