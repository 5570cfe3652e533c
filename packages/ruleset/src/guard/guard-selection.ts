import { closest } from "@sigwright/core";
import { GUARD_IDS } from "./guard.ts";
import type { GuardId } from "./guard.ts";

/** The guards that are to be on, or what is wrong with how they were named. */
export type GuardSelection =
  | { readonly guards: ReadonlySet<GuardId> }
  | { readonly problem: string; readonly help: string };

/**
 * Reads the value of `--guard`: `on`, `off`, the guards that are to be on (`allowlist,benign`), or what is to be
 * different from the template (`-benign,+public-suffix`).
 */
export function parseGuardSelection(text: string, template: ReadonlySet<GuardId>): GuardSelection {
  const words = text.split(",").map((word) => word.trim());
  if (words.length === 1 && words[0] === "on") return { guards: new Set(GUARD_IDS) };
  if (words.length === 1 && words[0] === "off") return { guards: new Set() };
  const signed = words.filter((word) => word.startsWith("-") || word.startsWith("+"));
  if (signed.length > 0 && signed.length < words.length) {
    const help = "give either the guards that are to be on, or each with `+` or `-`";
    return { problem: `\`${text}\` mixes guards with and without a sign`, help };
  }
  const guards = new Set(signed.length > 0 ? template : []);
  for (const word of words) {
    const name = signed.length > 0 ? word.slice(1) : word;
    const id = GUARD_IDS.find((candidate) => candidate === name);
    if (id === undefined) {
      const near = closest(name, GUARD_IDS);
      const help = near === undefined ? `there are ${GUARD_IDS.join(", ")}` : `did you mean \`${near}\`?`;
      return { problem: `there is no guard \`${name}\``, help };
    }
    if (word.startsWith("-")) guards.delete(id);
    else guards.add(id);
  }
  return { guards };
}
