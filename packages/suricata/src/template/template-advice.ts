import type { Diagnostic, ObservationKind, TemplateRule } from "@sigwright/core";
import type { Rule } from "@sigwright/rule-language";
import { finding } from "../diagnostic-catalogue.ts";
import { SURICATA_ENCODINGS } from "../encoding/encoding-description.ts";
import type { TemplatePiece } from "./compiled-rule.ts";
import { keywordOf, keywordRange } from "./slot-location.ts";

/** Slots that hold what an observation is about; a rule must have one of them where it detects, not only in words. */
const DETECTING_SLOTS: Readonly<Partial<Record<ObservationKind, readonly string[]>>> = {
  address: ["address"],
  network: ["address"],
  host: ["match", "host"],
  url: ["match", "target"],
};

/** What a template rule lacks although it would load: its sid, its revision, something that depends on the observation. */
export function missingParts(
  rule: Rule,
  pieces: readonly TemplatePiece[],
  observation: ObservationKind,
): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const { range } = rule;
  const slots = pieces.filter((piece) => piece.kind === "slot");
  const detecting = DETECTING_SLOTS[observation] ?? [];
  if (!slots.some(({ name, place }) => detecting.includes(name) && place !== "message")) {
    found.push(
      finding("suricata/template-not-selective", range, {
        message: `what this rule detects does not depend on its ${observation}, so it would alert for others too`,
        help: `use ${detecting.map((slot) => `\`{{${slot}}}\``).join(" or ")} where the rule detects`,
      }),
    );
  }
  const options = new Map(Array.from(rule.options, (option) => [keywordOf(option).toLowerCase(), option]));
  const sid = options.get("sid");
  if (!isSlot(sid?.value, "sid")) {
    found.push(
      finding("suricata/template-sid", sid === undefined ? range : keywordRange(sid), {
        message: "the sid of a template rule must come from its slot",
        help: "write `sid:{{sid}};`",
      }),
    );
  }
  const rev = options.get("rev");
  if (!isSlot(rev?.value, "rev")) {
    found.push(
      finding("suricata/template-rev", rev === undefined ? range : keywordRange(rev), {
        message: "the revision of a template rule should come from its slot, so that it rises when the rule changes",
        help: "write `rev:{{rev}};`",
      }),
    );
  }
  if (!slots.some(({ name }) => name === "once") && !LIMITING_OPTIONS.some((name) => options.has(name))) {
    found.push(
      finding("suricata/template-noisy", range, {
        message: "this rule may alert for every packet or transaction of a flow",
        help: detecting.includes("address")
          ? "add `threshold:type limit,track by_both,count 1,seconds 3600;`"
          : "add `{{once}}` for one alert for each flow, or a `threshold`",
      }),
    );
  }
  return found;
}

function isSlot(value: string | undefined, name: string): boolean {
  return value !== undefined && /^\{\{\s*([a-z]+)\s*\}\}$/.exec(value)?.[1] === name;
}

const LIMITING_OPTIONS: readonly string[] = ["threshold", "detection_filter", "flowbits", "xbits", "flowint", "noalert"];

/** Says that there is no encoding for a template rule's observation and variant, and which there are. */
export function unknownEncoding(template: TemplateRule): Diagnostic {
  const { observation, variant, text } = template;
  const variants = SURICATA_ENCODINGS.filter((encoding) => encoding.observation === observation);
  const range = { start: 0, end: text.length };
  if (variants.length === 0) {
    const kinds = [...new Set(SURICATA_ENCODINGS.map((encoding) => encoding.observation))];
    return finding("suricata/template-variant", range, {
      message: `Suricata rules for ${observation} observations are not known to this version`,
      expected: kinds,
      help: `observations with Suricata rules: ${kinds.join(", ")}`,
    });
  }
  const names = variants.flatMap((encoding) => encoding.variant ?? []);
  return finding("suricata/template-variant", range, {
    message:
      variant === undefined
        ? `a rule for ${observation} observations needs a variant`
        : `unknown variant \`${variant}\` for ${observation} observations`,
    expected: names,
    help: names.length === 0 ? "leave `variant` out" : `variants: ${names.join(", ")}`,
  });
}
