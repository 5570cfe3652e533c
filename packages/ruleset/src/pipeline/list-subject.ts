import type { ObservationKind } from "@sigwright/core";
import type { ListDivision } from "../templates/template.ts";
import type { MergedObservation } from "./observation-record.ts";
import type { SubjectValues } from "./slot-values.ts";

/**
 * Gathers what a list is about, member by member. Nothing in it depends on how many members the list has, so that its
 * rule stays the same.
 */
export class ListSubject {
  readonly #kind: ObservationKind;
  readonly #name: string;
  /** The indicators' type as long as all have the same; then none. */
  #type: string | undefined;
  #isMixed = false;
  #rating: number | undefined;

  /** `name` is what tells the list from others of its kind, empty where nothing need be told. */
  constructor(kind: ObservationKind, name: string) {
    this.#kind = kind;
    this.#name = name;
  }

  /** Takes a member into account. */
  add({ contributors: [{ type, rating }] }: MergedObservation): void {
    if (this.#type === undefined) this.#type = type;
    else if (type !== this.#type) this.#isMixed = true;
    if (rating !== undefined && (this.#rating === undefined || rating > this.#rating)) this.#rating = rating;
  }

  /** Values of slots by name. */
  values(): SubjectValues {
    const values = new Map<string, string>();
    values.set("value", this.#name === "" ? "list" : `list ${this.#name}`);
    if (this.#type !== undefined && !this.#isMixed) values.set("type", this.#type);
    values.set("observation", this.#kind);
    if (this.#rating !== undefined) values.set("rating", String(this.#rating));
    return values;
  }
}

/** What messages call a list by: its group, unless it is called as its kind is, and its bucket. */
export function listName(kind: ObservationKind, group: string, bucket: string): string {
  const part = group.startsWith(`${kind}:`) ? group.slice(kind.length + 1) : group;
  return [part === kind ? "" : part, bucket].filter((word) => word !== "").join(" ");
}

/** The part of its kind's lists that an observation goes to, where a template divides them; empty where it does not. */
export function listPart(division: ListDivision, { contributors: [{ rating, tags }] }: MergedObservation): string {
  switch (division) {
    case "none":
      return "";
    case "rating":
      return `rating ${rating ?? "unknown"}`;
    case "tag":
      return tags === undefined || tags.length === 0 ? "no tag" : `tag ${tags.toSorted()[0]!}`;
  }
}
