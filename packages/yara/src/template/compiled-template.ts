import type { Range } from "@sigwright/core";
import type { YaraSlot } from "../encoding/encodings.ts";
import type { SlotPlace, SlotValueKind } from "./slots.ts";

/** A stretch of a template rule, and where it is in the template's text: text that stays, or a slot and its place. */
export type TemplatePiece =
  | { readonly kind: "text"; readonly range: Range; readonly text: string }
  | {
      readonly kind: "slot";
      readonly range: Range;
      readonly name: string;
      readonly place: SlotPlace;
      readonly holds: SlotValueKind;
      /** With `meta-text`: the slot is all that the entry of this key holds, and the piece is the entry. */
      readonly key?: string;
      /** With `condition`: the slot is the whole of the rule's condition, and so needs no parentheses. */
      readonly isWhole?: true;
    };

/** A template rule as the format has understood it. JSON-safe. */
export interface CompiledTemplate {
  readonly pieces: readonly TemplatePiece[];
  /** Names of the format's own slots that occur, each once, `name` excepted: it is made of the subject. */
  readonly fields: readonly Exclude<YaraSlot, "name">[];
  /** Tags that the rule has in any case. */
  readonly tags: readonly string[];
  /** Lines with the modules that the rule imports. */
  readonly imports: readonly string[];
}
