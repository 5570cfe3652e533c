// Writes each of templates/*.yaml into a module src/templates/*-template.ts (a browser can't read
// files), and the schema of templates from src/templates/template-schema.ts to schema/template.schema.json. Tests say when
// any of them is out of date.
import { readFileSync, writeFileSync } from "node:fs";
import { TEMPLATE_SCHEMA } from "../src/templates/template-schema.ts";

const folder = new URL("..", import.meta.url);

function write(id, file, name) {
  const yaml = readFileSync(new URL(`templates/${id}.yaml`, folder), "utf8");
  const escaped = yaml.replaceAll("\\", "\\\\").replaceAll("`", "\\`").replaceAll("${", "\\${");
  const module = `/** The text of templates/${id}.yaml; \`npm run embed\` writes this file. */
export const ${name}: string = \`${escaped}\`;
`;
  writeFileSync(new URL(`src/templates/${file}.ts`, folder), module);
}

for (const id of ["default", "research", "blocking", "hunting"]) write(id, `${id}-template`, `${id.toUpperCase()}_TEMPLATE`);
writeFileSync(new URL("schema/template.schema.json", folder), `${JSON.stringify(TEMPLATE_SCHEMA, undefined, 2)}\n`);
