import { type PatternLines, wordPatterns } from "./patterns.ts";
import { isAscii, regexpBytes, utf8 } from "./pattern-text.ts";

/** The roots of the registry as people, scripts and the kernel write them, in lower case. */
const ROOT =
  /^\\*(?:computer\\+)?(?:hkey_local_machine|hklm|hkey_current_user|hkcu|hkey_classes_root|hkcr|hkey_current_config|hkcc|(?:hkey_users|hku|registry\\+user)(?:\\+(?:s-1-[0-9-]+(?:_classes)?|\.default))?|registry\\+machine):?(?:\\+|$)/;

/**
 * A key without its root: a program opens a root by number, and has only what is below it as text. Text is in lower case.
 */
export function keyBelowRoot(text: string): string {
  const root = ROOT.exec(text);
  const below = root === null ? text : text.slice(root[0].length);
  return below.split("\\").filter((name) => name !== "").join("\\");
}

/** Patterns for a key: with its backslashes written once, as it is in programs, or twice, as in scripts. */
export function keyPatterns(key: string): PatternLines {
  if (!isAscii(key)) return wordPatterns(key, true);
  const path = key.split("\\").map((name) => regexpBytes(utf8(name))).join("\\\\{1,2}");
  return [`$text = /${path}/ ascii wide nocase fullword`];
}
