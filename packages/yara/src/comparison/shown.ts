const MOST_CHARACTERS = 120;

/** Text of a rule for people, in backticks and on one line; long texts are cut. */
export function shown(text: string): string {
  const cut = text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
  return `\`${cut.replaceAll("`", "'").replaceAll(/\s+/g, " ")}\``;
}
