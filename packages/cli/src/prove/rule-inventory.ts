import type { SourceText } from "@sigwright/core";
import { idOfRule, signatureId } from "@sigwright/engines";
import type { ManifestSignature } from "@sigwright/ruleset";
import { yara } from "@sigwright/yara";
import { readTextFile } from "../text-file.ts";
import type { ProofFolder } from "./proof-folder.ts";

/** In what a rule file and its manifest differ. */
export interface RuleInventory {
  /** Rules in force that the manifest does not know, by {@link ruleId}, each once, in the order of the file. */
  readonly unknown: readonly string[];
  /** Ids of signatures of the manifest for which there is no rule in force. */
  readonly missing: ReadonlySet<string>;
}

/** What a rule without a sid is called. */
export const WITHOUT_SID: string = signatureId(1, 0);

/** How alerts of a signature are known: gid and sid, or the rule's name; `undefined` where it has none or is no rule. */
export function ruleId({ gid, sid, name, kind }: ManifestSignature): string | undefined {
  if (kind === "beside") return undefined;
  return sid === null ? name : signatureId(gid ?? 1, sid);
}

/**
 * Compares the rules of a folder with its manifest, both ways.
 *
 * @throws OutputError when the rule file can't be read.
 */
export async function compareWithManifest({ format, rules, signatures }: ProofFolder): Promise<RuleInventory> {
  const source = await readTextFile(rules, "the rule file");
  const present = new Set(format === yara.id ? yaraNames(source) : sidsOfLines(source.text));
  const known = new Set(signatures.flatMap((signature) => ruleId(signature) ?? []));
  return { unknown: [...present].filter((id) => !known.has(id)), missing: new Set([...known].filter((id) => !present.has(id))) };
}

function yaraNames(source: SourceText): readonly string[] {
  return yara.rules(yara.parse(source).document).flatMap(({ name }) => name ?? []);
}

/** Ids of rules that are written a line each, as those of Suricata and Snort; a backslash at the end goes on with the next. */
function* sidsOfLines(text: string): Generator<string> {
  let rule = "";
  for (const line of text.split("\n")) {
    const trimmed = line.trim();
    if (trimmed.endsWith("\\")) {
      rule += trimmed.slice(0, -1);
      continue;
    }
    rule += trimmed;
    if (rule !== "" && !rule.startsWith("#")) yield idOfRule(rule);
    rule = "";
  }
}
