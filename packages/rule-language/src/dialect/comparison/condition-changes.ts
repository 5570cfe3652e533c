import type { MeaningChange } from "@sigwright/core";
import { ONCE_PREFIX } from "../../template/signature-fingerprint.ts";
import type { DialectKeyword, KeywordRole } from "../keyword.ts";
import type { RuleOption } from "../../tree.ts";
import { type ComparedRule, valueText } from "./compared-rule.ts";
import type { ComparisonWords, RateWords } from "./comparison-words.ts";
import { shownText } from "./shown.ts";

type Effect = MeaningChange["effect"];

/** Roles that the rule's state tells of. */
const INSPECTS: ReadonlySet<KeywordRole["kind"]> = new Set([
  "selects",
  "selects-payload",
  "selects-decoded",
  "moves",
  "transforms",
  "content",
  "modifies",
  "expression",
  "inspects",
  "measures",
]);

interface Condition {
  readonly name: string;
  readonly text: string;
  readonly option: RuleOption;
  readonly role: KeywordRole | undefined;
}

/** What two rules differ in as to everything but header and inspections: what must hold, and what describes the rule. */
export function conditionChanges(before: ComparedRule, after: ComparedRule, words: ComparisonWords): readonly MeaningChange[] {
  const areCertain = before.state !== undefined && after.state !== undefined;
  const olds = byName(conditionsOf(before, areCertain, words));
  const youngs = byName(conditionsOf(after, areCertain, words));
  return [...new Set([...youngs.keys(), ...olds.keys()])].flatMap((name) => changesOf(olds.get(name) ?? [], youngs.get(name) ?? [], words));
}

function conditionsOf({ rule, keyword }: ComparedRule, areCertain: boolean, words: ComparisonWords): readonly Condition[] {
  const conditions: Condition[] = [];
  for (const option of rule.options) {
    const row = keyword(option.name);
    const name = row?.name ?? option.name.toLowerCase();
    if (words.bookkeeping.has(name) || (areCertain && row !== undefined && isInspected(row, words))) continue;
    conditions.push({ name, text: withOwnBit(name, valueText(option), rule.sid, words), option, role: row?.role });
  }
  return conditions;
}

function isInspected({ name, role }: DialectKeyword, { inspected }: ComparisonWords): boolean {
  // What leaves the cursor alone is a condition on the message as a whole.
  if (role.kind === "cursor") return role.action !== "leaves";
  return INSPECTS.has(role.kind) || inspected?.has(name) === true;
}

/** The bit that keeps a rule to one alert for each flow has the rule's number in its name, and means the same in every rule. */
function withOwnBit(name: string, text: string, sid: number | undefined, { bitOf = (own: number) => own }: ComparisonWords): string {
  if (name !== "flowbits" || sid === undefined) return text;
  const own = `,${ONCE_PREFIX}${bitOf(sid)}`;
  return text.endsWith(own) ? `${text.slice(0, -own.length)},${ONCE_PREFIX}SID` : text;
}

function byName(conditions: readonly Condition[]): ReadonlyMap<string, readonly Condition[]> {
  const named = new Map<string, Condition[]>();
  for (const condition of conditions) {
    const known = named.get(condition.name);
    if (known === undefined) named.set(condition.name, [condition]);
    else known.push(condition);
  }
  return named;
}

function changesOf(before: readonly Condition[], after: readonly Condition[], words: ComparisonWords): readonly MeaningChange[] {
  const kept = new Map<string, number>();
  for (const { text } of before) kept.set(text, (kept.get(text) ?? 0) + 1);
  const youngs = after.filter(({ text }) => {
    const count = kept.get(text) ?? 0;
    kept.set(text, count - 1);
    return count <= 0;
  });
  const left = new Map<string, number>();
  for (const { text } of after) left.set(text, (left.get(text) ?? 0) + 1);
  const olds = before.filter(({ text }) => {
    const count = left.get(text) ?? 0;
    left.set(text, count - 1);
    return count <= 0;
  });
  const both = Math.min(olds.length, youngs.length);
  return [
    ...olds.slice(0, both).flatMap((old, index) => replaced(old, youngs[index], words)),
    ...olds.slice(both).flatMap((old) => replaced(old, undefined, words)),
    ...youngs.slice(both).flatMap((young) => replaced(undefined, young, words)),
  ];
}

function replaced(old: Condition | undefined, young: Condition | undefined, words: ComparisonWords): readonly MeaningChange[] {
  const { name } = (young ?? old)!;
  if (words.lists.has(name)) return listChanges(old, young, words);
  const rate = words.rates.get(name);
  if (rate !== undefined && old !== undefined && young !== undefined) {
    const told = rateChange(old, young, rate);
    if (told !== undefined) return [placed(told.message, told.effect, old, young)];
  }
  if (old === undefined && isSilent(young!)) return [placed(`it no longer raises alerts: it has ${shown(young!)}`, "narrower", old, young)];
  if (young === undefined && isSilent(old!)) return [placed(`it now raises alerts: it no longer has ${shown(old!)}`, "wider", old, young)];
  if (old === undefined) return [placed(`it now has ${shown(young!)}`, isAsking(young!, words) ? "narrower" : "other", old, young)];
  if (young === undefined) return [placed(`it no longer has ${shown(old)}`, isAsking(old, words) ? "wider" : "other", old, young)];
  return [placed(`${shownText(name)} was ${shownText(old.text)}, is now ${shownText(young.text)}`, "other", old, young)];
}

/** Whether it keeps the rule from raising alerts, whatever it matches. */
function isSilent({ name, text }: Condition): boolean {
  return name === "noalert" || (name === "flowbits" && text.toLowerCase() === "noalert");
}

/** What options on bits do that ask for one; others set, unset or toggle it. */
const ASKS_FOR_BIT = /^is(?:not)?set\b/i;

/** Whether something has to hold for it, and nothing is only done. */
function isAsking({ name, text, role }: Condition, { actions }: ComparisonWords): boolean {
  if (actions?.has(name) === true) return ASKS_FOR_BIT.test(text);
  return (role?.kind === "matches" && role.place === "packet") || role?.kind === "matches-in" || role?.kind === "cursor";
}

function shown({ name, text }: Condition): string {
  return shownText(text === "" ? name : `${name}:${text}`);
}

/** Words that lift what others ask for, and ask for nothing themselves. */
const LIFTS: ReadonlySet<string> = new Set(["stateless"]);

function listChanges(old: Condition | undefined, young: Condition | undefined, { directions }: ComparisonWords): readonly MeaningChange[] {
  const wordsOf = (condition: Condition | undefined): readonly string[] =>
    (condition?.text ?? "").split(",").map((word) => word.trim().toLowerCase()).filter((word) => word !== "" && !directions.has(word) && !LIFTS.has(word));
  const [before, after] = [wordsOf(old), wordsOf(young)];
  const { name } = (young ?? old)!;
  const [lost, gained] = [before.filter((word) => !after.includes(word)), after.filter((word) => !before.includes(word))];
  if (lost.length === 1 && gained.length === 1) {
    return [placed(`${shownText(name)} now asks for ${shownText(gained[0]!)} instead of ${shownText(lost[0]!)}`, "other", old, young)];
  }
  return [
    ...lost.map((word) => placed(`${shownText(name)} no longer asks for ${shownText(word)}`, "wider", old, young)),
    ...gained.map((word) => placed(`${shownText(name)} now asks for ${shownText(word)}`, "narrower", old, young)),
  ];
}

/** What of a rate is no number: `type limit,track by_src`. */
type RateRest = ReadonlyMap<string, string>;

function rateChange(old: Condition, young: Condition, words: RateWords): { readonly message: string; readonly effect: Effect } | undefined {
  const [before, after] = [rateOf(old, words), rateOf(young, words)];
  if (before === undefined || after === undefined) return undefined;
  const name = shownText(young.name);
  const others = [...new Set([...before.rest.keys(), ...after.rest.keys()])].filter((key) => before.rest.get(key) !== after.rest.get(key));
  if (others.length === 0) {
    const verb = after.perSecond > before.perSecond ? "raised" : after.perSecond < before.perSecond ? "lowered" : "changed";
    return { message: `${name} is ${verb} from ${before.text} to ${after.text}`, effect: rateEffect(before, after) };
  }
  const parts = others.map((key) => `${shownPart(after.rest, key)} (was: ${shownPart(before.rest, key)})`);
  const counts = before.text === after.text ? "" : ` and counts ${after.text} (was: ${before.text})`;
  return { message: `${name} now has ${parts.join(", ")}${counts}`, effect: "other" };
}

function shownPart(rest: RateRest, key: string): string {
  const value = rest.get(key);
  return value === undefined ? `no ${shownText(key)}` : shownText(`${key} ${value}`.trim());
}

/** Kinds of thresholds whose count is how many alerts are raised at most, and not how often something happens first. */
const CAPS: ReadonlySet<string> = new Set(["limit"]);

function rateEffect(before: Rate, after: Rate): Effect {
  if (before.seconds !== after.seconds || before.times === after.times) return "other";
  const isCap = CAPS.has(after.rest.get("type") ?? "");
  return isCap === after.times > before.times ? "wider" : "narrower";
}

interface Rate {
  readonly text: string;
  readonly times: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly rest: RateRest;
}

function rateOf({ text }: Condition, { count, seconds }: RateWords): Rate | undefined {
  const values = new Map<string, string>();
  for (const pair of text.split(",")) {
    const [key = "", ...value] = pair.trim().split(" ");
    values.set(key.toLowerCase(), value.join(" ").toLowerCase());
  }
  const [times, period] = [Number(values.get(count)), Number(values.get(seconds))];
  if (!Number.isFinite(times) || !Number.isFinite(period) || period <= 0) return undefined;
  values.delete(count);
  values.delete(seconds);
  const span = period === 60 ? "a minute" : period === 3600 ? "an hour" : period === 1 ? "a second" : `in ${period} seconds`;
  return { text: `${times} ${span}`, times, seconds: period, perSecond: times / period, rest: values };
}

function placed(message: string, effect: Effect, old: Condition | undefined, young: Condition | undefined): MeaningChange {
  return {
    message,
    effect,
    ...(old === undefined ? {} : { before: old.option.range }),
    ...(young === undefined ? {} : { after: young.option.range }),
  };
}
