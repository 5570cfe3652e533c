import type { MeaningChange } from "@sigwright/core";
import { integerValue } from "../literals/integer.ts";
import type { Expression, OfExpression } from "../nodes.ts";
import { tokenize } from "../syntax/tokens.ts";
import type { RuleInFile } from "./compare.ts";
import { isCount, operandsOf } from "./counted-sets.ts";
import type { PairedPatterns } from "./pattern-changes.ts";
import { shown } from "./shown.ts";

type Effect = MeaningChange["effect"];

/** What the conditions of two rules differ in, and how many of their operands are the same. */
export interface ConditionChanges {
  readonly changes: readonly MeaningChange[];
  readonly shared: number;
}

/** One operand of a condition: its text with the patterns' new names, and where it stands. */
interface Operand {
  readonly expression: Expression;
  readonly key: string;
  readonly text: string;
}

/** Says what differs between two conditions: the operands of `and`, or of `or`, one by one. */
export function conditionChanges(old: RuleInFile, young: RuleInFile, { renamed }: PairedPatterns): ConditionChanges {
  const [before, after] = [old.rule.condition!, young.rule.condition!];
  const kind = [before, after].some((condition) => operandsOf(condition, "and").length > 1) ? "and" : "or";
  const left = new Map<string, Operand[]>();
  for (const operand of operands(before, kind, old, renamed).toReversed()) {
    const known = left.get(operand.key);
    if (known === undefined) left.set(operand.key, [operand]);
    else known.push(operand);
  }
  let shared = 0;
  const gained = operands(after, kind, young, new Map()).filter(({ key }) => {
    if (left.get(key)?.pop() === undefined) return true;
    shared++;
    return false;
  });
  const lost = [...left.values()].flat().toSorted((a, b) => a.expression.range.start - b.expression.range.start);
  if (shared === 0 && lost.length + gained.length > 2) return { changes: [wholeChange(old, young)], shared };
  return { changes: replacedOrNot(lost, gained, kind, after), shared };
}

function wholeChange({ rule: old, file }: RuleInFile, { rule: young, file: newFile }: RuleInFile): MeaningChange {
  const textOf = ({ condition }: typeof old, { source }: typeof file): string => shown(source.text.slice(condition!.range.start, condition!.range.end));
  return { message: `the condition is ${textOf(young, newFile)} (was: ${textOf(old, file)})`, effect: "other", before: old.condition!.range, after: young.condition!.range };
}

function operands(condition: Expression, kind: "and" | "or", { file: { source } }: RuleInFile, renamed: ReadonlyMap<string, string>): readonly Operand[] {
  const from = condition.range.start;
  // All at once: operands may be many, and each is short.
  const { text, count, starts, ends } = tokenize(source.text.slice(from, condition.range.end));
  let token = 0;
  return operandsOf(condition, kind).map((expression) => {
    const { start, end } = expression.range;
    const tokens: string[] = [];
    while (token < count && starts[token]! < start - from) token++;
    for (; token < count && ends[token]! <= end - from; token++) tokens.push(nameToken(text.slice(starts[token], ends[token]), renamed));
    return { expression, text: source.text.slice(start, end), key: tokens.join(" ") };
  });
}

/** `$a`, `#a`, `@a`, `!a` with the name the pattern has now. */
function nameToken(token: string, renamed: ReadonlyMap<string, string>): string {
  if (renamed.size === 0 || !/^[$#@!]\w/.test(token)) return token;
  const name = renamed.get(`$${token.slice(1)}`);
  return name === undefined ? token : token.charAt(0) + name.slice(1);
}

function replacedOrNot(lost: readonly Operand[], gained: readonly Operand[], kind: "and" | "or", whole: Expression): readonly MeaningChange[] {
  const waiting = new Map<string, Operand>();
  for (const old of lost.toReversed()) {
    const about = subject(old.expression);
    if (about !== undefined) waiting.set(about, old);
  }
  const told = new Set<Operand>();
  const changes = gained.flatMap((young): readonly MeaningChange[] => {
    const about = subject(young.expression);
    const old = about === undefined ? undefined : waiting.get(about);
    if (old === undefined || told.has(old)) return [];
    told.add(old).add(young);
    return [change(`the condition has ${shown(young.text)} (was: ${shown(old.text)})`, effectOf(old.expression, young.expression), old, young)];
  });
  const [olds, youngs] = [lost.filter((old) => !told.has(old)), gained.filter((young) => !told.has(young))];
  // One for one, of which nothing tells that it is wider or narrower.
  if (olds.length === 1 && youngs.length === 1) {
    const [old, young] = [olds[0]!, youngs[0]!];
    return [...changes, change(`the condition has ${shown(young.text)} (was: ${shown(old.text)})`, "other", old, young)];
  }
  const [lostWords, gainedWords] = WORDS[kind];
  return [
    ...changes,
    ...olds.map((old) => ({ ...change(`${lostWords} ${shown(old.text)}`, kind === "and" ? "wider" : "narrower", old, undefined), after: whole.range })),
    ...youngs.map((young) => change(`${gainedWords} ${shown(young.text)}`, kind === "and" ? "narrower" : "wider", undefined, young)),
  ];
}

const WORDS: Readonly<Record<"and" | "or", readonly [lost: string, gained: string]>> = {
  and: ["the condition no longer asks for", "the condition now also asks for"],
  or: ["the condition no longer holds by", "the condition now also holds by"],
};

/** What an operand is about, where another value is another limit of the same: a comparison's left side, a set that is counted. */
function subject(expression: Expression): string | undefined {
  if (isCount(expression)) return `of ${setKey(expression)}`;
  if (expression.kind !== "binary" || expression.right.kind !== "integer") return undefined;
  const { left } = expression;
  if (left.kind === "filesize") return "filesize";
  return left.kind === "pattern-count" && left.within === undefined ? left.name.text : undefined;
}

function setKey({ set, at, within }: OfExpression): string {
  if (at !== undefined || within !== undefined) return `${set.kind} somewhere`;
  return set.kind === "patterns" ? set.items.map(({ text, wildcard }) => `${text}${wildcard ? "*" : ""}`).toSorted().join() : set.kind;
}

function effectOf(old: Expression, young: Expression): Effect {
  if (old.kind === "of" && young.kind === "of") return quantifierEffect(old, young);
  if (old.kind !== "binary" || young.kind !== "binary" || old.operator !== young.operator || old.right.kind !== "integer" || young.right.kind !== "integer") return "other";
  const [was, is] = [integerValue(old.right.text), integerValue(young.right.text)];
  if (was === undefined || is === undefined || was === is) return "other";
  if (old.operator === "<" || old.operator === "<=") return is > was ? "wider" : "narrower";
  return old.operator === ">" || old.operator === ">=" ? (is < was ? "wider" : "narrower") : "other";
}

function quantifierEffect(old: OfExpression, young: OfExpression): Effect {
  if (old.at !== undefined || old.within !== undefined || young.at !== undefined || young.within !== undefined || old.set.kind === "expressions") return "other";
  const [was, is] = [needed(old), needed(young)];
  if (was === undefined || is === undefined) return "other";
  return is > was ? "narrower" : is < was ? "wider" : "other";
}

/** How many are needed; all are more than any number. */
function needed({ quantifier }: OfExpression): bigint | undefined {
  if (quantifier.kind === "any") return 1n;
  if (quantifier.kind === "all") return 1n << 62n;
  return quantifier.kind === "count" && quantifier.value.kind === "integer" ? integerValue(quantifier.value.text) : undefined;
}

function change(message: string, effect: Effect, old: Operand | undefined, young: Operand | undefined): MeaningChange {
  return { message, effect, ...(old === undefined ? {} : { before: old.expression.range }), ...(young === undefined ? {} : { after: young.expression.range }) };
}
