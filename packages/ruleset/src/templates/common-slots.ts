import type { SlotDeclaration } from "@sigwright/core";

/** The slots that every format's template rules may use; formats add their own. */
export const COMMON_SLOTS: Readonly<Record<string, SlotDeclaration>> = {
  message: { kind: "text", summary: "The template's message pattern, filled in." },
  value: { kind: "text", summary: "The indicator's canonical value; the list's name for a list." },
  type: { kind: "word", summary: "The indicator's type: `Host`, `Address`, …" },
  observation: { kind: "word", summary: "What is observed: `host`, `address`, `url`, …" },
  rating: { kind: "word", summary: "Threat rating, 0 to 5; the highest of a list; `unknown` where there is none." },
  confidence: { kind: "word", summary: "Confidence in per cent; `unknown` where there is none, and for a list." },
  tags: { kind: "text", summary: "The indicator's tags, joined by commas; none for a list." },
  group: { kind: "text", summary: "The groups (incidents, campaigns) it is associated with, joined by commas." },
  owner: { kind: "text", summary: "The owners that hold it, joined by commas." },
  action: { kind: "word", summary: "The template's `action`; filled in before all others, so that a rule may begin with it." },
  classtype: { kind: "word", summary: "The template's `classtype`." },
  priority: { kind: "integer", summary: "The template's priority for the rating." },
  link: { kind: "text", summary: "Address of the indicator's page on the platform." },
  references: { kind: "references", summary: "The template's `references` as whole options." },
  metadata: { kind: "metadata", summary: "The template's `metadata` as whole options." },
  sid: { kind: "integer", summary: "The signature's id." },
  rev: { kind: "integer", summary: "The signature's revision." },
};

/** The slots that patterns for messages, references and metadata may use: those that hold one plain text. */
export const PATTERN_SLOTS: readonly string[] = [
  "value",
  "type",
  "observation",
  "rating",
  "confidence",
  "tags",
  "group",
  "owner",
  "classtype",
  "priority",
  "link",
];

/** The slots that patterns of a template's `signature` part may use, with what each holds. */
export const STORED_SLOTS: Readonly<Record<string, string>> = {
  group: "Name of the group (incident, campaign) that the ruleset is made of.",
  group_type: "Type of the group, in lower case: `incident`.",
  group_id: "The platform's number of the group.",
  format: "Name of the format: `Suricata`.",
  filter: "The filter that indicators had to pass.",
};
