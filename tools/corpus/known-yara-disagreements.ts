import type { KnownDisagreement } from "./known-disagreements.ts";
import type { YaraSeries } from "./yara-files.ts";

/** All that is known; `tools/corpus/yara.ts` fails when this is not exactly what it finds. */
export const KNOWN_YARA_DISAGREEMENTS: readonly KnownDisagreement<YaraSeries>[] = [
  {
    title: "A file that includes one that is not there",
    example: 'include "patterns.yar" rule a { condition: patterns }',
    engine: "refuses it: YARA has no file of that name, YARA-X was told to include none. Then the name that the other file would have declared is unknown.",
    ours: "loads. The command looks for the file and warns with `yara/missing-file`.",
    why: "The file is right wherever the other one is, and what that declares is not known here. Verdicts that are about an included file alone are left out; this one names the rule, too.",
    rules: { "yara-x": ["21d96bcaeb6e8fd7"], yara: ["21d96bcaeb6e8fd7"] },
  },
];
