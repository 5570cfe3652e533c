/** The pages of the Snort 2.9 users manual that sections 3.2 and 3.4 to 3.7 stand on. */
const PAGES: Readonly<Record<2 | 4 | 5 | 6 | 7, number>> = { 2: 29, 4: 31, 5: 32, 6: 33, 7: 34 };

/** The place of a part of chapter 3 of the users manual: `manualSection(5, 10)` is 3.5.10, `within`. */
export function manualSection(section: keyof typeof PAGES, part: number): string {
  return `node${PAGES[section]}.html#SECTION004${section}${part}000000000000000`;
}

/** The place of a preprocessor in the users manual, section 2.2: `preprocessorSection(7)` is 2.2.7, HTTP Inspect. */
export function preprocessorSection(part: number): string {
  return `node17.html#SECTION0032${part}000000000000000`;
}

/** What the places are relative to: the users manual as it is published. */
export const MANUAL = "http://manual-snort-org.s3-website-us-east-1.amazonaws.com/";
