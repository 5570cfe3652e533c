import type { SlotPlace, SlotValueKind } from "./slot-place.ts";

/** A stretch of a template rule: text that stays, or a slot and the place it stands in. */
export type TemplatePiece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "slot"; readonly name: string; readonly place: SlotPlace; readonly holds: SlotValueKind };

/** A template rule as a format has understood it. JSON-safe. */
export interface CompiledTemplate {
  readonly pieces: readonly TemplatePiece[];
  /** Names of the format's own slots that occur, each once, `once` excepted: it is filled from the sid. */
  readonly fields: readonly string[];
}
