import { basename } from "node:path";
import type { Rule } from "../rule.ts";

/** Lower-case words joined by hyphens, then what kind of file it is: `.ts`, `.test.ts`, `.property.test.ts`. */
const KEBAB_CASE = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z]+)*$/;
const NAMES_NOTHING: ReadonlySet<string> = new Set(["common", "helper", "helpers", "misc", "types", "util", "utils"]);

/** A file is named after the one idea it holds. */
export const fileNames: Rule = {
  meta: {
    type: "suggestion",
    messages: {
      case: "`{{name}}`: file names are lower-case words joined by hyphens",
      vague: "`{{name}}` says nothing about what is inside: name the file after its idea",
    },
  },
  create(context) {
    return {
      Program(node) {
        const name = basename(context.filename);
        if (!KEBAB_CASE.test(name)) context.report({ node, messageId: "case", data: { name } });
        else if (NAMES_NOTHING.has(name.split(".")[0] ?? "")) {
          context.report({ node, messageId: "vague", data: { name } });
        }
      },
    };
  },
};
