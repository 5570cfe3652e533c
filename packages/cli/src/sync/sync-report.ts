import type { SyncedGroup, SyncResult, Template } from "@sigwright/ruleset";

/** What is to be told about a sync that came to its end. */
export type SyncReport = Extract<SyncResult, { readonly status: "synced" }> & {
  readonly group: SyncedGroup;
  /** As the user gave it: `threatconnect:incident/54321`. */
  readonly spec: string;
  readonly filter: string;
  readonly template: Template;
  /** Nothing was written: this is what would be. */
  readonly isPlan: boolean;
  readonly now: string;
};
