import { COMMON_TEXTS } from "../advice/common-texts.ts";
import { isWellFormed, utf8 } from "./pattern-text.ts";

/** Bytes below which a text stands in files by chance: a memory image of 4 GB has each text of four bytes once. */
const LEAST_BYTES = 6;
/** Characters that differ below which a text is filling, `aaaaaa` for example. */
const LEAST_CHARACTERS = 4;
/** YARA 4 looks 4,096 bytes far for a regular expression (`YR_RE_SCAN_LIMIT`), and a character takes two in UTF-16. */
export const LONGEST_TEXT = 1000;

/** Why a text can't be looked for as it is, or `undefined` when it can. Completes "not emitted because …". */
export function textObstacle(text: string): string | undefined {
  if (!isWellFormed(text)) return "it has half a surrogate pair, which has no bytes";
  if (text.length > LONGEST_TEXT) return `it has more than the ${LONGEST_TEXT} characters that patterns are made for`;
  const bytes = utf8(text).length;
  if (bytes > LONGEST_TEXT) return `it has more than the ${LONGEST_TEXT} bytes that patterns are made for`;
  if (bytes < LEAST_BYTES) return `a text of ${bytes} bytes stands in many files by chance`;
  const characters = new Set(text.toLowerCase()).size;
  if (characters < LEAST_CHARACTERS) return `a text of ${characters === 1 ? "one character" : `${characters} different characters`} stands in many files as filling`;
  return COMMON_TEXTS.has(text.toLowerCase()) ? "very many files that nobody minds have this text" : undefined;
}

/** Keys that most programs use, in lower case, without their root. */
const COMMON_KEYS: ReadonlySet<string> = new Set([
  "software\\classes",
  "software\\microsoft",
  "software\\microsoft\\windows",
  "software\\microsoft\\windows nt",
  "software\\microsoft\\windows nt\\currentversion",
  "software\\microsoft\\windows nt\\currentversion\\image file execution options",
  "software\\microsoft\\windows nt\\currentversion\\winlogon",
  "software\\microsoft\\windows\\currentversion",
  "software\\microsoft\\windows\\currentversion\\explorer",
  "software\\microsoft\\windows\\currentversion\\internet settings",
  "software\\microsoft\\windows\\currentversion\\policies",
  "software\\microsoft\\windows\\currentversion\\run",
  "software\\microsoft\\windows\\currentversion\\runonce",
  "software\\microsoft\\windows\\currentversion\\uninstall",
  "software\\policies",
  "software\\policies\\microsoft",
  "system\\currentcontrolset",
  "system\\currentcontrolset\\control",
  "system\\currentcontrolset\\control\\session manager",
  "system\\currentcontrolset\\services",
]);

/** The same for a registry key without its root. */
export function keyObstacle(key: string): string | undefined {
  if (!key.includes("\\")) return key === "" ? "it names a root of the registry, which every program uses" : `one word, \`${visible(key)}\`, is too little to know a registry key by`;
  if (COMMON_KEYS.has(key.toLowerCase())) return "very many programs that nobody minds use this key";
  return textObstacle(key);
}

function visible(key: string): string {
  return key.length <= 40 && /^[ -~]*$/.test(key) ? key : "…";
}
