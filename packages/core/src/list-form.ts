import type { Observation } from "./observation.ts";

/** How an observation can share one signature with others of its group. */
export interface ListForm {
  /** Observations with one group may share a signature. */
  readonly group: string;
  /** What this member takes of `capacity`. */
  readonly size: number;
  /** What fits in one signature; `Infinity` for lists that live in files of their own. */
  readonly capacity: number;
  /** Members below which each is better a signature of its own, whatever a template's threshold says. */
  readonly least?: number;
  /**
   * Present when the list lives in a file of its own: the observation's line there, without its line feed. Never where
   * everything has to stand in the rules. Observations of one group share a file.
   */
  readonly line?: string;
  /**
   * With `line`, where the context allows products: the observation's lines in further files, by a word for each that
   * stands in its name. What a file has already is not repeated in it.
   */
  readonly parts?: Readonly<Record<string, string>>;
  /**
   * With `line`: ids of the template rules whose signatures look into the file. The observation is encoded by itself with
   * the other rules of its kind, when there are any.
   */
  readonly rules?: readonly string[];
}

/** What is known of an indicator whose observation stands in a list, as its source says it. All of it is from outside. */
export interface ListMemberFacts {
  readonly type: string;
  readonly value: string;
  readonly rating?: number;
  readonly confidence?: number;
  readonly tags?: readonly string[];
  readonly groups?: readonly string[];
  readonly owner?: string;
  readonly link?: string;
  /** The platform's identifier. */
  readonly id?: string;
}

/** A list in a file of its own, as the signatures that look into it know it. */
export interface ListFile {
  /** Any member. What is made of it depends on its kind, its channels and its group only. */
  readonly member: Observation;
  /**
   * What the list is called whatever it holds: no other list that an engine loads beside it is called so, as the sid of one of
   * its signatures stands in the name. Letters, digits, dots, hyphens and underscores; its end tells it from others.
   */
  readonly name: string;
  /** Where the file will be, relative to the rules, in the same characters. It has digits of the content. */
  readonly path: string;
  /** Lines of the file; above 0. */
  readonly lines: number;
  /** The further files that the members' `parts` make, by the same words. */
  readonly parts?: Readonly<Record<string, Pick<ListFile, "name" | "path" | "lines">>>;
}
