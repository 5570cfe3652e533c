/**
 * Whether a text can be the name of a value read from the traffic: it begins with no digit or sign, has a letter or
 * digit, and no blank (2.9.20 takes points and other characters too).
 */
export function isVariableName(text: string): boolean {
  return /^[^-+\d\s,]/.test(text) && /[A-Za-z0-9]/.test(text) && !/[\s,]/.test(text);
}
