import { type ExpressionFault, expressionFaultAt } from "./expression-fault.ts";
import { VARIES } from "./expression-group.ts";

/** The groups of an expression that have names, and what refers to groups. */
export class GroupReferences {
  readonly #names = new Map<string, number>();
  readonly #references: { readonly start: number; readonly end: number; readonly to: number | string }[] = [];
  /** Whether several groups may have one name. */
  sharesNames = false;

  /** Names a group; false when another one has the name and must not. */
  name(name: string, group: number): boolean {
    const earlier = this.#names.get(name);
    this.#names.set(name, group);
    return earlier === undefined || earlier === group || this.sharesNames;
  }

  /** Keeps that something at a stretch refers to a group, by number or name. */
  add(start: number, end: number, to: number | string): void {
    this.#references.push({ start, end, to });
  }

  /** The first reference to a group that an expression with so many groups does not have. */
  missing(groups: number): ExpressionFault | undefined {
    for (const { start, end, to } of this.#references) {
      const exists = typeof to === "string" ? this.#names.has(to) : to >= 0 && to <= groups;
      if (!exists) return expressionFaultAt(start, end, `it refers to the group ${typeof to === "string" ? `\`${to}\`` : to}, which there is not`, "a backslash and a digit refer to a group; write a byte as `\\x01`");
    }
    return undefined;
  }
}

/** The number of a group that a signed number refers to from a place with so many groups before it. */
export function relative(sign: string, number: number, captures: number): number {
  if (sign === "-") return captures - number + 1 || VARIES;
  return sign === "+" ? captures + number : number;
}
