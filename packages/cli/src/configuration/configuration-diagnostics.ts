import type { DiagnosticInfo } from "@sigwright/core";

/** Every diagnostic about `sigwright.yaml`. Examples are whole configurations. */
export const CONFIGURATION_DIAGNOSTICS: readonly DiagnosticInfo[] = [
  {
    code: "configuration/yaml",
    severity: "error",
    summary: "The configuration is not valid YAML.",
    explanation: "The file is read as YAML 1.2. A value that begins with `[`, `*`, `!` or `&` needs quotes.",
    example: { bad: "version: 1\nignore: [a\n", good: "version: 1\nignore: [a]\n" },
  },
  {
    code: "configuration/too-large",
    severity: "error",
    summary: "The configuration is larger than any is.",
    explanation: "A configuration has at most a million characters. Long lists of findings belong in a baseline.",
  },
  {
    code: "configuration/too-deep",
    severity: "error",
    summary: "The configuration is nested too deeply.",
    explanation: "No part of a configuration is nested more than a few levels deep.",
    example: { bad: `version: 1\nignore: ${"[".repeat(40)}\n`, good: "version: 1\nignore: [a]\n" },
  },
  {
    code: "configuration/anchor",
    severity: "error",
    summary: "The configuration uses an anchor or an alias.",
    explanation: "Anchors and aliases are not read: what a setting is should stand where it is used.",
    example: { bad: "version: 1\nignore: &a [x]\n", good: "version: 1\nignore: [x]\n" },
  },
  {
    code: "configuration/tag",
    severity: "error",
    summary: "The configuration uses a tag.",
    explanation: "Tags are not read. A path that begins with `!` needs quotes.",
    example: { bad: "version: 1\nbaseline: !!str x\n", good: "version: 1\nbaseline: x\n" },
  },
  {
    code: "configuration/key",
    severity: "error",
    summary: "A key is not a text.",
    explanation: "Keys are names. A number that is one needs quotes.",
    example: { bad: "version: 1\n1: x\n", good: "version: 1\n" },
  },
  {
    code: "configuration/duplicate-key",
    severity: "error",
    summary: "A key stands twice in one mapping.",
    explanation: "Which of the two counts would be anybody's guess. Put them together.",
    example: { bad: "version: 1\nversion: 1\n", good: "version: 1\n" },
  },
  {
    code: "configuration/unknown-key",
    severity: "error",
    summary: "There is no such setting.",
    explanation: "A setting that is misspelt would silently not count, so it is an error. The message names the nearest one there is.",
    example: { bad: "version: 1\nignored: [a]\n", good: "version: 1\nignore: [a]\n" },
  },
  {
    code: "configuration/missing-key",
    severity: "error",
    summary: "A setting that has to be there is missing.",
    explanation: "The message says which, and the help what it is for.",
    example: { bad: "ignore: [a]\n", good: "version: 1\nignore: [a]\n" },
  },
  {
    code: "configuration/value",
    severity: "error",
    summary: "A setting has a value that it can't have.",
    explanation: "The message says what is expected. An address list is a text in YAML, and needs quotes: `'[192.0.2.0/24, 198.51.100.0/24]'`.",
    example: { bad: "version: 1\nseverity:\n  suricata/missing-file: fatal\n", good: "version: 1\nseverity:\n  suricata/missing-file: error\n" },
  },
  {
    code: "configuration/unknown-profile",
    severity: "error",
    summary: "There is no such profile of advice.",
    explanation: "Advice that is a matter of taste is in profiles, and given where one is named: `team` asks for what a team agrees on (message, classtype, reference), `modern` for how the engine's manual writes rules today.",
    example: { bad: "version: 1\nprofiles: [tean]\n", good: "version: 1\nprofiles: [team]\n" },
  },
  {
    code: "configuration/unknown-target",
    severity: "error",
    summary: "There is no such engine version.",
    explanation: "Targets are written `engine@version`; `sigwright formats` lists them. A version stands for the newest known one that is not newer.",
    example: { bad: "version: 1\ntargets: [suricatta@7.0]\n", good: "version: 1\ntargets: [suricata@7.0]\n" },
  },
  {
    code: "configuration/unknown-code",
    severity: "warning",
    summary: "There is no finding with such a code.",
    explanation: "A severity for a code that is misspelt changes nothing. `sigwright explain` lists all codes; `suricata/*` stands for all of a kind.",
    example: { bad: "version: 1\nseverity:\n  suricata/missing-fil: error\n", good: "version: 1\nseverity:\n  suricata/missing-file: error\n" },
  },
  {
    code: "configuration/refused",
    severity: "warning",
    summary: "What the engine refuses rules for can't be made to matter less.",
    explanation:
      "A rule that the engine refuses does not load, whatever a configuration says; calling it a warning would hide that. Where many such rules are there already, a baseline holds them back until they are mended.",
    example: { bad: "version: 1\nseverity:\n  suricata/unknown-keyword: off\n", good: "version: 1\nbaseline: known.json\n" },
  },
  {
    code: "configuration/path",
    severity: "error",
    summary: "A path leads out of the configuration's folder.",
    explanation: "All paths go from the folder of the configuration on, with `/`, and stay below it: what a repository says must not have other files read.",
    example: { bad: "version: 1\nignore: [../vendor]\n", good: "version: 1\nignore: [vendor]\n" },
  },
  {
    code: "configuration/file",
    severity: "error",
    summary: "A file that the configuration names is not there.",
    explanation: "Files are looked for from the folder of the configuration on. A link that leads out of it is not followed.",
  },
  {
    code: "configuration/sid-range",
    severity: "error",
    summary: "A range of sids ends before it starts, or meets that of another team.",
    explanation: "Both ends of a range are included, and no sid can be of two teams.",
    example: {
      bad: "version: 1\nsids:\n  - { team: a, start: 1000100, end: 1000000 }\n",
      good: "version: 1\nsids:\n  - { team: a, start: 1000000, end: 1000100 }\n",
    },
  },
  {
    code: "configuration/allocated-range",
    severity: "warning",
    summary: "A team's range of sids is publicly allocated to somebody else.",
    explanation: "Rules of one's own clash with published ones there. 1000000 to 1999999 are for local use; https://sidallocation.org lists whose the others are.",
    example: {
      bad: "version: 1\nsids:\n  - { team: a, start: 2000000, end: 2000100 }\n",
      good: "version: 1\nsids:\n  - { team: a, start: 1000000, end: 1000100 }\n",
    },
  },
  {
    code: "configuration/changed",
    severity: "info",
    summary: "A change under review changes how changes are judged.",
    explanation:
      "With `check --since` and `review --base` the configuration is that of the base, with the files that it names: otherwise a change could silence what is wrong with it. What it says of the configuration counts once it is merged, so it should be read with care.",
  },
];
