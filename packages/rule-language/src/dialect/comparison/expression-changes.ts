import type { MeaningChange } from "@sigwright/core";

/** What a flag of an expression means, once it is there and once it is not. */
const FLAGS: ReadonlyMap<string, { readonly gained: string; readonly lost: string; readonly effect: "wider" | "other" }> = new Map([
  ["i", { gained: "now matches in any case", lost: "must now have the case it is written in", effect: "wider" }],
  ["R", { gained: "is now looked for behind the match before it", lost: "is now looked for independently of the match before it", effect: "other" }],
  ["s", { gained: "now has a dot match line ends, too", lost: "no longer has a dot match line ends", effect: "wider" }],
  ["m", { gained: "now has `^` and `$` match at every line", lost: "now has `^` and `$` match at the ends alone", effect: "wider" }],
]);

/** An expression without its flags, and the flags; undefined for what is no expression. */
export function expressionParts(text: string): { readonly body: string; readonly flags: string } | undefined {
  const match = /^(!?"?\/[^]*\/)([A-Za-z]*)"?$/.exec(text);
  return match === null ? undefined : { body: match[1]!, flags: match[2]! };
}

/** What two expressions with one body differ in: their flags. */
export function flagChanges(before: string, after: string, name: string): readonly Pick<MeaningChange, "message" | "effect">[] {
  const [old, young] = [expressionParts(before)?.flags ?? "", expressionParts(after)?.flags ?? ""];
  const gained = Array.from(young).filter((flag) => !old.includes(flag));
  const lost = Array.from(old).filter((flag) => !young.includes(flag));
  const isNegated = after.startsWith("!");
  const effectOf = (effect: "wider" | "other", isGained: boolean): MeaningChange["effect"] => (effect === "other" ? "other" : isGained === isNegated ? "narrower" : "wider");
  return [
    ...gained.map((flag) => {
      const known = FLAGS.get(flag);
      return known === undefined ? { message: `${name} now has the flag \`${flag}\``, effect: "other" as const } : { message: `${name} ${known.gained}`, effect: effectOf(known.effect, true) };
    }),
    ...lost.map((flag) => {
      const known = FLAGS.get(flag);
      return known === undefined ? { message: `${name} no longer has the flag \`${flag}\``, effect: "other" as const } : { message: `${name} ${known.lost}`, effect: effectOf(known.effect, false) };
    }),
  ];
}
