import type { SignatureStore } from "@sigwright/core";

/** What a platform takes of a name, in UTF-16 code units. */
const LONGEST = 100;
const MOST_TRIES = 1000;

/**
 * A name that no other signature of the store has: the one wanted, else with a number after it, within what a platform
 * takes. Nothing that can't be seen stays in it.
 */
export async function freeName(store: SignatureStore, wanted: string, fallback: string): Promise<string> {
  const plain = visibleName(wanted) || fallback;
  for (let number = 1; number < MOST_TRIES; number++) {
    const suffix = number === 1 ? "" : ` ${number}`;
    const name = `${cut(plain, LONGEST - suffix.length)}${suffix}`;
    // oxlint-disable-next-line no-await-in-loop -- the next is asked for only when this one is taken
    if (!(await isTaken(store, name))) return name;
  }
  return cut(`${fallback} ${plain}`, LONGEST);
}

/** A text without control characters and the like, on one line. */
export function visibleName(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
}

/** The beginning of a text, without half of a character at its end. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, "").trimEnd()}…`;
}

async function isTaken(store: SignatureStore, name: string): Promise<boolean> {
  for await (const { name: other } of store.list({ name })) if (other === name) return true;
  return false;
}
