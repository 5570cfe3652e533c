import type { Schema } from "@sigwright/ruleset";
import { FORMATS } from "../formats.ts";

const NAME = "^[a-z][a-z0-9-]*$";
const VARIABLE = "^[A-Za-z_][A-Za-z0-9_]*$";
const ONE_LINE = "^[^\\u0000-\\u001f\\u007f]*$";
const MOST_SID = 4_294_967_295;

const text = (description: string): Schema => ({ description, type: "string", minLength: 1, maxLength: 1000, pattern: ONE_LINE });

const paths = (description: string): Schema => ({
  description: `${description} From the folder of this file on: a file, a folder with all below it, or a pattern with \`*\`, \`**\`, \`?\`, \`[…]\` and \`{…}\`.`,
  type: "array",
  minItems: 1,
  maxItems: 1000,
  items: text("A path or a pattern."),
});

const targets: Schema = {
  description: "Engine versions the rules are for, as `suricata@7.0`; may name several of one engine. `--target` takes their place.",
  type: "array",
  minItems: 1,
  maxItems: 64,
  items: text("An engine version."),
};

const profiles: Schema = {
  description: "Profiles of advice that is given beside what always is: `team`, `modern`. `--profile` takes their place.",
  type: "array",
  maxItems: 64,
  items: text("A profile."),
};

const severity: Schema = {
  description: "How much findings matter, by code; `suricata/*` is all codes of a kind. What the engine refuses stays an error.",
  type: "object",
  additionalProperties: { description: "How much it matters; `off` for not at all.", enum: ["off", "info", "warning", "error"] },
};

const variables = (description: string, value: Schema): Schema => ({
  description,
  type: "object",
  propertyNames: { pattern: VARIABLE },
  additionalProperties: value,
});

const names = (description: string): Schema => ({ description, type: "array", maxItems: 10_000, items: text("A name.") });

/** The schema of `sigwright.yaml`; `schema/sigwright.schema.json` is this, written out. */
export const CONFIGURATION_SCHEMA: Schema & Readonly<Record<"$schema" | "$id" | "title", string>> = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: "urn:sigwright:configuration:1",
  title: "Sigwright configuration",
  description: "Says how the rules of a repository are checked.",
  type: "object",
  additionalProperties: false,
  required: ["version"],
  properties: {
    version: { description: "Version of this file's layout.", enum: [1] },
    targets,
    profiles,
    ignore: paths("Rule files that are passed over where a folder or a pattern stands for them; a file that is named is checked."),
    files: {
      description: "What holds for some of the files. Of several entries that a file matches, what the later one says counts.",
      type: "array",
      maxItems: 1000,
      items: {
        description: "What holds for the files of some paths.",
        type: "object",
        additionalProperties: false,
        required: ["paths"],
        properties: {
          paths: paths("The files it is for."),
          format: { description: "Format of the files, where it is not to be found from what they hold.", enum: FORMATS.map(({ id }) => id) },
          targets,
          profiles,
          severity,
        },
      },
    },
    engine: {
      description: "Configuration files of the engine, in the folder of this file or below. Flags of the command take their place.",
      type: "object",
      additionalProperties: false,
      properties: {
        "suricata-yaml": text("suricata.yaml, for the variables and the categories of address reputation."),
        classification: text("classification.config, for the classtypes."),
        "reference-config": text("reference.config, for the kinds of references."),
      },
    },
    variables: {
      description: "Variables that there are beside those of the engine's own configuration; names are written without `$`.",
      type: "object",
      additionalProperties: false,
      properties: {
        addresses: variables("Address groups.", text("An address expression, in quotes: `'[192.0.2.0/24, !192.0.2.1]'`.")),
        ports: variables("Port groups.", {
          description: "A port, or a port expression in quotes: `'[80, 8000:8100]'`.",
          anyOf: [text("A port expression."), { type: "integer", minimum: 0, maximum: 65_535 }],
        }),
        externals: {
          description: "Variables that a scanner defines for YARA rules, with their types.",
          type: "object",
          propertyNames: { pattern: VARIABLE },
          additionalProperties: { description: "Its type.", enum: ["string", "integer", "float", "boolean"] },
        },
      },
    },
    classtypes: names("Classtypes that there are beside those of classification.config."),
    references: names("Kinds of references that there are beside those of reference.config."),
    severity,
    sids: {
      description: "Which team gives its rules which sids. A rule of a team with another sid is a finding, and so is one with its sid elsewhere.",
      type: "array",
      maxItems: 1000,
      items: {
        description: "A range of sids, both ends included.",
        type: "object",
        additionalProperties: false,
        required: ["team", "start", "end"],
        properties: {
          team: { description: "Name of the team.", type: "string", pattern: NAME, maxLength: 64 },
          start: { description: "The lowest.", type: "integer", minimum: 1, maximum: MOST_SID },
          end: { description: "The highest.", type: "integer", minimum: 1, maximum: MOST_SID },
          paths: paths("The files whose rules are the team's; without them, all."),
        },
      },
    },
    baseline: text("File with the findings that were there before; they count for nothing. `check --write-baseline` writes it."),
  },
};
