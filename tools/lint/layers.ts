/**
 * The layers of the house as data: which of our packages each may import, and which may need Node. The reasons are in
 * docs/adr/0001-layers-and-packages.md; change that decision first, then this table.
 */
export interface Layer {
  /** Short names of our packages that its published code may import. */
  readonly imports: readonly string[];
  /** Whether it may use what only Node has. All others run in browsers too. */
  readonly node?: true;
}

const everything = [
  "core",
  "filter",
  "rule-language",
  "snort",
  "suricata",
  "yara",
  "ruleset",
  "sources",
  "threatconnect",
  "engines",
  "review",
] as const;

export const LAYERS: Readonly<Record<string, Layer>> = {
  core: { imports: [] },
  filter: { imports: ["core"] },
  "rule-language": { imports: ["core"] },
  snort: { imports: ["core", "rule-language"] },
  suricata: { imports: ["core", "rule-language"] },
  yara: { imports: ["core"] },
  ruleset: { imports: ["core", "filter"] },
  sources: { imports: ["core"], node: true },
  threatconnect: { imports: ["core", "filter"], node: true },
  // Written from the platform's documentation alone, so that the client is tried against somebody else's reading.
  "threatconnect-simulator": { imports: [], node: true },
  engines: { imports: ["core"], node: true },
  review: { imports: ["core"], node: true },
  cli: { imports: everything, node: true },
};

/** A package that the table does not name is a signature format of somebody's own: adding one edits no list. */
const FORMAT: Layer = { imports: ["core", "rule-language"] };

/** The layer of one of our packages, by its short name. */
export function layerOf(name: string): Layer {
  return LAYERS[name] ?? FORMAT;
}

/** Whether published code of `importer` may import `imported`; both short names. */
export function mayImport(importer: string, imported: string): boolean {
  return importer === imported || layerOf(importer).imports.includes(imported);
}

/** Whether tests of `importer` may import `imported`: anything that does not stand on the importer itself. */
export function testsMayImport(importer: string, imported: string): boolean {
  return mayImport(importer, imported) || !standsOn(imported, importer);
}

function standsOn(upper: string, lower: string): boolean {
  return layerOf(upper).imports.some((name) => name === lower || standsOn(name, lower));
}
