import type { Range, SignatureFormat, SourceText, Target } from "@sigwright/core";
import type { SeverityLevel, TeamRange } from "@sigwright/review";

/** A text of the configuration and its place in it. */
export interface PlacedText {
  readonly text: string;
  readonly range: Range;
}

/** Whether a path, from the configuration's folder on and in its parts, is meant. */
export type PathMatcher = (parts: readonly string[]) => boolean;

/** Levels by code, or by `namespace/*`. */
export type Levels = ReadonlyMap<string, SeverityLevel>;

/** What holds for some of the files. */
export interface FileEntry {
  readonly matches: PathMatcher;
  readonly format: SignatureFormat | undefined;
  readonly targets: readonly Target[] | undefined;
  /** Profiles whose advice is given; undefined where the entry says nothing of it. */
  readonly profiles: ReadonlySet<string> | undefined;
  readonly levels: Levels;
}

/** A team's range, and the files whose rules are the team's. */
export interface SidEntry extends TeamRange {
  readonly matches: PathMatcher;
}

/** What a `sigwright.yaml` says. Paths are as they stand there: from its folder on. */
export interface Configuration {
  readonly source: SourceText;
  readonly targets: readonly Target[];
  readonly isIgnored: PathMatcher;
  /** Profiles whose advice is given where no entry of `files` says otherwise. */
  readonly profiles: ReadonlySet<string>;
  readonly files: readonly FileEntry[];
  readonly engine: {
    readonly suricataYaml?: PlacedText;
    readonly classification?: PlacedText;
    readonly referenceConfig?: PlacedText;
  };
  readonly addressVariables: ReadonlyMap<string, string>;
  readonly portVariables: ReadonlyMap<string, string>;
  readonly externalVariables: ReadonlyMap<string, "string" | "integer" | "float" | "boolean">;
  readonly classtypes: readonly string[];
  readonly references: readonly string[];
  readonly levels: Levels;
  readonly sids: readonly SidEntry[];
  readonly baseline: PlacedText | undefined;
}
