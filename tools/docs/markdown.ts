/** A link in a Markdown text. */
export interface Link {
  /** As written, without the title. */
  readonly target: string;
  /** 1-based. */
  readonly line: number;
}

const FENCE = /^\s*(?:```|~~~)/;
const LINK = /\]\(([^()\s]+)\)/g;
const HEADING = /^#{1,6} +(.*)$/;

/** The links of a Markdown text, those in fenced blocks left out. */
export function linksOf(markdown: string): readonly Link[] {
  return proseLines(markdown).flatMap(({ text, line }) =>
    [...text.matchAll(LINK)].map(([, target = ""]) => ({ target, line })),
  );
}

/** The anchors of a Markdown text's headings. */
export function anchorsOf(markdown: string): ReadonlySet<string> {
  return new Set(
    proseLines(markdown).flatMap(({ text }) => {
      const heading = HEADING.exec(text)?.[1];
      return heading === undefined ? [] : [anchor(heading)];
    }),
  );
}

/** How GitHub names a heading: lower case, punctuation taken out, blanks made hyphens. */
export function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number} _-]/gu, "")
    .replaceAll(" ", "-");
}

function proseLines(markdown: string): readonly { readonly text: string; readonly line: number }[] {
  let fenced = false;
  return markdown.split("\n").flatMap((text, index) => {
    const isFence = FENCE.test(text);
    if (isFence) fenced = !fenced;
    return fenced || isFence ? [] : [{ text, line: index + 1 }];
  });
}
