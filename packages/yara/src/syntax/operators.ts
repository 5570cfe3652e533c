/** How tightly operators bind, the higher the tighter; the order of YARA 4.2.3's grammar.y, which YARA-X keeps. */
export const PRECEDENCE: ReadonlyMap<string, number> = new Map([
  ["or", 1],
  ["and", 2],
  ["not", 3],
  ["defined", 3],
  ...["==", "!=", "contains", "icontains", "startswith", "istartswith", "endswith", "iendswith", "iequals", "matches"].map(
    (operator): [string, number] => [operator, 4],
  ),
  ["<", 5],
  ["<=", 5],
  [">", 5],
  [">=", 5],
  ["|", 6],
  ["^", 7],
  ["&", 8],
  ["<<", 9],
  [">>", 9],
  ["+", 10],
  ["-", 10],
  ["*", 11],
  ["\\", 11],
  ["%", 11],
]);

/** Operators from here on take and give values; those below take or give truth. */
export const ARITHMETIC = 6;
/** Comparisons: they take values and give truth. */
export const COMPARISON = 4;
/** Of `-` and `~` before an operand. */
export const SIGN = 12;
