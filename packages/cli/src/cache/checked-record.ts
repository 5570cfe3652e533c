import { deserialize, serialize } from "node:v8";
import type { Target } from "@sigwright/core";
import type { CheckedDiagnostic, CheckedFile, CheckedRule, Verdict } from "@sigwright/review";

/** An answer to whether a file is there that a rule names. */
export type FileAnswer = readonly [name: string, isThere: boolean | undefined];

/** What is kept of a file that was checked, in parts: its rules and what its format noted are long, and seldom asked for. */
export interface PackedCheck {
  readonly summary: Buffer;
  readonly rules: Buffer;
  /** Undefined when the format noted nothing. */
  readonly facts: Buffer | undefined;
}

/** Where the parts are that are seldom asked for; undefined for those that are gone. */
export interface KeptDetails {
  readonly rules: () => Uint8Array | undefined;
  readonly facts: () => Uint8Array | undefined;
  /** The file checked again, for the target with an index. */
  readonly again: (index: number) => CheckedFile;
}

/** What a check of one file came to for one target, in short. */
interface TargetSummary {
  readonly target?: Target;
  readonly verdicts: NonNullable<CheckedFile["verdicts"]>;
  readonly diagnostics: readonly CheckedDiagnostic[];
  readonly hasSuppressions: boolean;
  readonly hasFacts: boolean;
}

/** Neither the name of a file is kept nor its text. */
interface CheckSummary {
  readonly answers: readonly FileAnswer[];
  readonly targets: readonly TargetSummary[];
}

/** The rules of a file, as they were judged for one target. */
interface PackedRules {
  /** {@link RULE_SIZE} numbers of each rule: start, end, gid, sid, rev (-1 for none), enabled, verdict. */
  readonly numbers: Float64Array;
  readonly names: readonly (string | undefined)[];
}

/** What was kept. */
export interface RecordedCheck {
  /** What was asked about files, and answered then. */
  readonly answers: readonly FileAnswer[];
  /** What was found, for a file of the same text. */
  readonly files: (file: Pick<CheckedFile, "path" | "source" | "format">, details: KeptDetails) => readonly CheckedFile[];
}

const RULE_SIZE = 7;
const VERDICTS: readonly Verdict[] = ["accept", "reject", "skip"];

/** Packs what a check of one file came to. Undefined when a format noted what can't be packed. */
export function packCheck(files: readonly CheckedFile[], answers: readonly FileAnswer[]): PackedCheck | undefined {
  try {
    const summary: CheckSummary = { answers, targets: files.map(summaryOf) };
    const hasFacts = files.some(({ facts }) => facts !== undefined);
    // Each apart, so that one of them does not share memory with the others.
    const facts = hasFacts ? serialize(files.map((file) => serialize(file.facts))) : undefined;
    return { summary: serialize(summary), rules: serialize(files.map(packRules)), facts };
  } catch {
    return undefined;
  }
}

function summaryOf({ target, rules, diagnostics, hasSuppressions, facts }: CheckedFile): TargetSummary {
  const verdicts = { accept: 0, reject: 0, skip: 0 };
  for (const { verdict } of rules) verdicts[verdict]++;
  return { ...(target === undefined ? {} : { target }), verdicts, diagnostics, hasSuppressions: hasSuppressions !== false, hasFacts: facts !== undefined };
}

/** Numbers in one block, as there are many rules. */
function packRules({ rules }: CheckedFile): PackedRules {
  const numbers = new Float64Array(rules.length * RULE_SIZE);
  let at = 0;
  for (const { range, gid = -1, sid = -1, rev = -1, enabled, verdict } of rules) {
    numbers[at++] = range.start;
    numbers[at++] = range.end;
    numbers[at++] = gid;
    numbers[at++] = sid;
    numbers[at++] = rev;
    numbers[at++] = enabled ? 1 : 0;
    numbers[at++] = VERDICTS.indexOf(verdict);
  }
  return { numbers, names: rules.map(({ name }) => name) };
}

/** Unpacks what was kept of a file; undefined when it is nothing that was packed. */
export function unpackCheck(bytes: Uint8Array): RecordedCheck | undefined {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its checksum says that it was written by packCheck
    const { answers, targets } = deserialize(bytes) as CheckSummary;
    return { answers, files: (file, details) => targets.map((summary, index) => unpackTarget(file, summary, details, index)) };
  } catch {
    return undefined;
  }
}

function unpackTarget(file: Pick<CheckedFile, "path" | "source" | "format">, { target, hasFacts, ...found }: TargetSummary, details: KeptDetails, index: number): CheckedFile {
  let rules: readonly CheckedRule[] | undefined;
  const known: CheckedFile = {
    ...file,
    ...(target === undefined ? {} : { target }),
    ...found,
    get rules() {
      return (rules ??= unpackRules(details.rules(), index) ?? details.again(index).rules);
    },
  };
  if (!hasFacts) return known;
  const get = (): unknown => unpackFacts(details.facts(), index) ?? details.again(index).facts;
  return Object.defineProperty(known, "facts", { get, enumerable: true, configurable: true });
}

function unpackRules(bytes: Uint8Array | undefined, index: number): readonly CheckedRule[] | undefined {
  if (bytes === undefined) return undefined;
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its checksum says that it was written by packCheck
    const { numbers, names } = (deserialize(bytes) as readonly PackedRules[])[index]!;
    return names.map((name, rule) => unpackRule(numbers, rule * RULE_SIZE, name));
  } catch {
    return undefined;
  }
}

function unpackRule(numbers: Float64Array, at: number, name: string | undefined): CheckedRule {
  const rule: { -readonly [Key in keyof CheckedRule]: CheckedRule[Key] } = {
    range: { start: numbers[at]!, end: numbers[at + 1]! },
    enabled: numbers[at + 5] === 1,
    verdict: VERDICTS[numbers[at + 6]!]!,
  };
  const gid = numbers[at + 2]!;
  const sid = numbers[at + 3]!;
  const rev = numbers[at + 4]!;
  if (gid !== -1) rule.gid = gid;
  if (sid !== -1) rule.sid = sid;
  if (rev !== -1) rule.rev = rev;
  if (name !== undefined) rule.name = name;
  return rule;
}

function unpackFacts(bytes: Uint8Array | undefined, index: number): unknown {
  if (bytes === undefined) return undefined;
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its checksum says that it was written by packCheck
    return deserialize((deserialize(bytes) as readonly Uint8Array[])[index]!);
  } catch {
    return undefined;
  }
}
