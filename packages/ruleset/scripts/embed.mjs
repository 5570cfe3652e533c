// Writes templates/default.yaml into src/templates/default-template.ts (a browser can't read files), and the schema of
// templates from src/templates/template-schema.ts to schema/template.schema.json. Tests say when either is out of date.
import { readFileSync, writeFileSync } from "node:fs";
import { TEMPLATE_SCHEMA } from "../src/templates/template-schema.ts";

const folder = new URL("..", import.meta.url);
const yaml = readFileSync(new URL("templates/default.yaml", folder), "utf8");
const escaped = yaml.replaceAll("\\", "\\\\").replaceAll("`", "\\`").replaceAll("${", "\\${");
const module = `/** The text of templates/default.yaml; \`npm run embed\` writes this file. */
export const DEFAULT_TEMPLATE: string = \`${escaped}\`;
`;
writeFileSync(new URL("src/templates/default-template.ts", folder), module);
writeFileSync(new URL("schema/template.schema.json", folder), `${JSON.stringify(TEMPLATE_SCHEMA, undefined, 2)}\n`);
