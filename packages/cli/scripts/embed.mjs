// Writes the schema of sigwright.yaml, from src/configuration/configuration-schema.ts, to schema/sigwright.schema.json. A
// test says when it is out of date.
import { writeFileSync } from "node:fs";
import { CONFIGURATION_SCHEMA } from "../src/configuration/configuration-schema.ts";

writeFileSync(new URL("../schema/sigwright.schema.json", import.meta.url), `${JSON.stringify(CONFIGURATION_SCHEMA, undefined, 2)}\n`);
