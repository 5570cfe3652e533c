/** The names a new format goes by. */
export interface FormatName {
  /** The package's, the format's id: `snort3`, `zeek-intel`. */
  readonly name: string;
  /** For people, to be corrected by hand where the product writes itself otherwise: `Zeek Intel`. */
  readonly displayName: string;
  /** The exported constant: `zeekIntel`. */
  readonly exportName: string;
}

const NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** Reads a format's name; `undefined` when it can't be one. */
export function formatName(name: string): FormatName | undefined {
  if (!NAME.test(name)) return undefined;
  const words = name.split("-").map((word) => (word[0] ?? "").toUpperCase() + word.slice(1));
  const joined = words.join("");
  return { name, displayName: words.join(" "), exportName: (joined[0] ?? "").toLowerCase() + joined.slice(1) };
}
