import { type Diagnostic, SourceText } from "@sigwright/core";
import { parseRules } from "@sigwright/rule-language";
import { signatureFingerprint } from "@sigwright/rule-language/template";
import { finding } from "../diagnostic-catalogue.ts";
import { type SetRule, sidRange } from "../set-rule.ts";

/** Rules that share a message and what they look for. */
interface Group {
  readonly byText: Map<string, SetRule>;
  /** Made when texts differ. */
  byFingerprint: Map<string, SetRule> | undefined;
}

/**
 * Finds rules that do the same under different sids. Fingerprints take long: they are made only of rules that share their
 * message and their contents, as rules that do the same do, and differ in their text.
 */
export class RepeatedRules {
  /** The rule that has a message, or all that have it, by their contents. */
  readonly #byMessage = new Map<string, SetRule | Map<string, Group>>();
  readonly #inWords: (rule: SetRule) => string;

  /** @param inWords says where a rule is. */
  constructor(inWords: (rule: SetRule) => string) {
    this.#inWords = inWords;
  }

  /** Adds a rule that loads; says when an earlier one does the same. */
  add(added: SetRule): Diagnostic | undefined {
    const message = messageOf(added);
    const known = this.#byMessage.get(message);
    if (known === undefined) {
      this.#byMessage.set(message, added);
      return undefined;
    }
    const groups = known instanceof Map ? known : new Map<string, Group>();
    if (!(known instanceof Map)) {
      addTo(groups, known);
      this.#byMessage.set(message, groups);
    }
    const same = addTo(groups, added);
    // Rules with one sid are told of as such.
    if (same === undefined || (same.sid === added.sid && same.gid === added.gid)) return undefined;
    return finding("suricata/repeated-rule", sidRange(added), {
      message: `the rule with sid ${same.sid} in ${this.#inWords(same)} does the same`,
      help: "delete one of them: both would alert",
    });
  }
}

/** Adds a rule to those that share its message; gives the first that does the same. */
function addTo(groups: Map<string, Group>, added: SetRule): SetRule | undefined {
  const text = textWithoutSid(added);
  const contents = contentsOf(text);
  const group = groups.get(contents);
  if (group === undefined) {
    groups.set(contents, { byText: new Map([[text, added]]), byFingerprint: undefined });
    return undefined;
  }
  const sameText = group.byText.get(text);
  if (sameText !== undefined) return sameText;
  group.byFingerprint ??= new Map(Array.from(group.byText.values(), (each) => [fingerprintOf(each), each]));
  const fingerprint = fingerprintOf(added);
  const same = group.byFingerprint.get(fingerprint);
  if (same === undefined) group.byFingerprint.set(fingerprint, added);
  group.byText.set(text, same ?? added);
  return same;
}

/** The message as it is written: rules that do the same are mostly copies. */
function messageOf({ text, messageStart, messageEnd }: SetRule): string {
  return text.slice(messageStart, messageEnd);
}

function textWithoutSid({ text, start, end, sidStart, sidEnd }: SetRule): string {
  return sidEnd === 0 ? text.slice(start, end) : text.slice(start, sidStart) + text.slice(sidEnd, end);
}

// What stands at the end of a line that goes on in the next one, and contents in quotes, within which all counts.
const JOINED_LINE = /\\[ \t\r\f\v]*\n(?:#[# \t]*)?/g;
const CONTENT = /content[ \t]*:[ \t]*!?[ \t]*"(?:[^"\\]|\\.)*"/gi;
const BLANKS_BEFORE = /^[^"]+/;

/** The contents of a rule, in their order: the same in any two rules that do the same. */
function contentsOf(text: string): string {
  const line = text.includes("\n") ? text.replaceAll(JOINED_LINE, "") : text;
  return Array.from(line.matchAll(CONTENT), ([content]) => content.replace(BLANKS_BEFORE, "")).join("");
}

/** Made of the text: the tree of the file may be long gone. */
function fingerprintOf({ text, start, end }: SetRule): string {
  const rule = parseRules(SourceText.fromString(text.slice(start, end)), "suricata").rules.at(0);
  return rule === undefined ? text.slice(start, end) : signatureFingerprint(rule);
}
