import { deserialize, serialize } from "node:v8";
import type { SignatureFormat, SourceText, Target } from "@sigwright/core";
import type { CheckedDiagnostic, CheckedFile, CheckedRule, Verdict } from "@sigwright/review";

/** An answer to whether a file is there that a rule names. */
export type FileAnswer = readonly [name: string, isThere: boolean | undefined];

/** What a check of one file came to for one target. */
interface TargetRecord {
  readonly target?: Target;
  /** {@link RULE_SIZE} numbers of each rule: start, end, gid, sid, rev (-1 for none), enabled, verdict. */
  readonly rules: Float64Array;
  readonly names: readonly (string | undefined)[];
  readonly diagnostics: readonly CheckedDiagnostic[];
  readonly hasSuppressions: boolean;
  /** What the format noted, packed by itself. */
  readonly facts?: Uint8Array;
}

/** All that is kept of a file that was checked. Neither its name nor its text is. */
interface CheckedRecord {
  readonly answers: readonly FileAnswer[];
  readonly targets: readonly TargetRecord[];
}

/** What was kept, for a file of the same text. */
export interface RecordedCheck {
  /** What was asked about files, and answered then. */
  readonly answers: readonly FileAnswer[];
  readonly files: readonly CheckedFile[];
}

const RULE_SIZE = 7;
const VERDICTS: readonly Verdict[] = ["accept", "reject", "skip"];

/**
 * Packs what a check of one file came to: numbers in one block, as there are many rules. Undefined when a format noted
 * what can't be packed.
 */
export function packCheck(files: readonly CheckedFile[], answers: readonly FileAnswer[]): Buffer | undefined {
  try {
    const record: CheckedRecord = { answers, targets: files.map(packTarget) };
    return serialize(record);
  } catch {
    return undefined;
  }
}

function packTarget({ target, rules, diagnostics, hasSuppressions, facts }: CheckedFile): TargetRecord {
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
  return {
    ...(target === undefined ? {} : { target }),
    rules: numbers,
    names: rules.map(({ name }) => name),
    diagnostics,
    hasSuppressions: hasSuppressions !== false,
    ...(facts === undefined ? {} : { facts: serialize(facts) }),
  };
}

/** Unpacks what was kept, for a file by name and text; undefined when it is nothing that was packed. */
export function unpackCheck(bytes: Uint8Array, path: string, source: SourceText, format: SignatureFormat): RecordedCheck | undefined {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its checksum says that it was written by packCheck
    const { answers, targets } = deserialize(bytes) as CheckedRecord;
    return { answers, files: targets.map((record) => ({ path, source, format: format.id, ...unpackTarget(record) })) };
  } catch {
    return undefined;
  }
}

function unpackTarget({ target, rules: numbers, names, diagnostics, hasSuppressions, facts }: TargetRecord): Omit<CheckedFile, "path" | "source" | "format"> {
  if (numbers.length !== names.length * RULE_SIZE) throw new RangeError("a record with other rules than names");
  return {
    ...(target === undefined ? {} : { target }),
    rules: unpackRules(numbers, names),
    diagnostics,
    hasSuppressions,
    ...(facts === undefined ? {} : { facts: new KeptFacts(facts) }),
  };
}

function unpackRules(numbers: Float64Array, names: readonly (string | undefined)[]): readonly CheckedRule[] {
  return names.map((name, index): CheckedRule => {
    const at = index * RULE_SIZE;
    const [gid, sid, rev] = [numbers[at + 2]!, numbers[at + 3]!, numbers[at + 4]!];
    const rule: { -readonly [Key in keyof CheckedRule]: CheckedRule[Key] } = {
      range: { start: numbers[at]!, end: numbers[at + 1]! },
      enabled: numbers[at + 5] === 1,
      verdict: VERDICTS[numbers[at + 6]!]!,
    };
    if (gid !== -1) rule.gid = gid;
    if (sid !== -1) rule.sid = sid;
    if (rev !== -1) rule.rev = rev;
    if (name !== undefined) rule.name = name;
    return rule;
  });
}

/** What a format noted of a file, as it was kept: most sets are known, and nobody looks at it. */
export class KeptFacts {
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** @throws an error when it can't be unpacked. */
  unpack(): unknown {
    return deserialize(this.#bytes);
  }
}
