import { RE2JS, RE2JSException } from "re2js";

/** Most characters of a pattern: compiling takes time and memory in proportion to it. */
const MAX_PATTERN_LENGTH = 1000;

/** A regular expression that matches in time linear in the text. */
export interface LinearPattern {
  /** Whether the pattern fits anywhere in the text. */
  readonly test: (text: string) => boolean;
}

/** Compiles an RE2 pattern, or says in words why that can't be done. */
export function compilePattern(pattern: string): LinearPattern | { readonly problem: string } {
  if (pattern.length > MAX_PATTERN_LENGTH) {
    return { problem: `has ${pattern.length} characters, ${MAX_PATTERN_LENGTH} are allowed` };
  }
  try {
    const compiled = RE2JS.compile(pattern);
    return { test: (text) => compiled.test(text) };
  } catch (error) {
    if (error instanceof RE2JSException) return { problem: reasonOf(error.message) };
    throw error;
  }
}

const PREFIX = "error parsing regexp: ";

function reasonOf(message: string): string {
  const reason = message.startsWith(PREFIX) ? message.slice(PREFIX.length) : message;
  return `can't be read: ${reason}`;
}
