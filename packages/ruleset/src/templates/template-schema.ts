import { OBSERVATION_KINDS } from "@sigwright/core";
import { GUARD_IDS } from "../guard/guard.ts";
import { ACTIONS, RETIRED_RULES } from "./template.ts";

/**
 * The part of JSON Schema (draft 2020-12) that the schema of templates needs, and all that `checkShape` knows.
 * Lengths count characters, patterns are JavaScript's with the `u` flag.
 */
export interface Schema {
  readonly description?: string;
  readonly type?: "object" | "array" | "string" | "integer" | "number" | "boolean";
  readonly properties?: Readonly<Record<string, Schema>>;
  /** False where no other members may be; a schema for all others. Required on objects. */
  readonly additionalProperties?: false | Schema;
  readonly required?: readonly string[];
  readonly propertyNames?: { readonly pattern: string };
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly enum?: readonly (string | number)[];
  readonly anyOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
}

// Kinds and names are words of the engines' own languages, where little beyond letters is safe.
const NAME = "^[a-z][a-z0-9-]*$";
const WORD = "^[A-Za-z][A-Za-z0-9_.-]*$";
const ONE_LINE = "^[^\\u0000-\\u001f\\u007f]*$";

const threshold: Schema = {
  description: "From how many observations on a list is made; `never` for no lists.",
  anyOf: [{ type: "integer", minimum: 1, maximum: 1_000_000_000 }, { enum: ["never"] }],
};

const rule: Schema = {
  description: "One signature for each observation of a kind, or for each list of them.",
  type: "object",
  additionalProperties: false,
  required: ["id", "observation", "rule"],
  properties: {
    id: {
      description: "Unique within the format. Part of the key under which sids are kept: a new id means new sids.",
      type: "string",
      pattern: NAME,
      maxLength: 64,
    },
    observation: { description: "What the rule sees.", enum: OBSERVATION_KINDS },
    variant: {
      description: "Which of the format's ways to see the observation is meant, where it has several.",
      type: "string",
      pattern: NAME,
      maxLength: 64,
    },
    rule: {
      description: "The rule in the format's own language, with slots written `{{name}}`.",
      type: "string",
      minLength: 1,
      maxLength: 16_384,
    },
  },
};

const unselective: Schema = {
  description: "Whether this guard is on; `strict` asks for more of a value.",
  anyOf: [{ type: "boolean" }, { enum: ["strict"] }],
};

const fate: Schema = { enum: ["retire", "keep"] };
const days: Schema = { anyOf: [{ type: "integer", minimum: 1, maximum: 36_500 }, { enum: ["never"] }] };

const lifecycle: Schema = {
  description: "When indicators stop being signatures, whatever the filter says.",
  type: "object",
  additionalProperties: false,
  properties: {
    expired: { ...fate, description: "What to do with indicators whose `expires` has passed." },
    withdrawn: { ...fate, description: "What to do with indicators whose `active` is false." },
    maxAge: {
      description: "Days after which an indicator is too old, for all or by kind of observation.",
      anyOf: [
        ...days.anyOf!,
        { type: "object", additionalProperties: false, properties: Object.fromEntries(OBSERVATION_KINDS.map((kind) => [kind, days])) },
      ],
    },
    retired: { description: "What becomes of the rules of retired signatures.", enum: RETIRED_RULES },
  },
};

/** The schema of signature configuration templates; `schema/template.schema.json` is this, written out. */
export const TEMPLATE_SCHEMA: Schema & Readonly<Record<"$schema" | "$id" | "title", string>> = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: "urn:sigwright:template:1",
  title: "Sigwright signature configuration template",
  description: "Says which indicators become signatures, and what the signatures look like in each format.",
  type: "object",
  additionalProperties: false,
  required: ["version", "id"],
  properties: {
    version: { description: "Version of this file's layout.", enum: [1] },
    extends: {
      description: "Name of the shipped template that everything left out is taken from, its rules too.",
      type: "string",
      pattern: NAME,
      maxLength: 64,
    },
    id: { description: "Name of the template, for the manifest.", type: "string", pattern: NAME, maxLength: 64 },
    description: { description: "What the template is for.", type: "string", maxLength: 2000 },
    filter: {
      description: "Which indicators become signatures, in the filter language. `--filter` takes its place.",
      type: "string",
      minLength: 1,
      maxLength: 65_536,
    },
    sids: {
      description: "Signature ids are given from this range, both ends included.",
      type: "object",
      additionalProperties: false,
      required: ["start", "end"],
      properties: {
        start: { description: "The lowest.", type: "integer", minimum: 1, maximum: 4_294_967_295 },
        end: { description: "The highest.", type: "integer", minimum: 1, maximum: 4_294_967_295 },
      },
    },
    observations: {
      description: "How indicators are read as things that can be seen.",
      type: "object",
      additionalProperties: false,
      properties: {
        kinds: {
          description: "The kinds that become signatures.",
          anyOf: [{ enum: ["all"] }, { type: "array", minItems: 1, maxItems: 64, items: { enum: OBSERVATION_KINDS } }],
        },
        host: {
          description: "For Host indicators.",
          type: "object",
          additionalProperties: false,
          properties: {
            subdomains: { description: "Whether a Host stands for every name below it too.", type: "boolean" },
          },
        },
        url: {
          description: "For URL indicators.",
          type: "object",
          additionalProperties: false,
          properties: {
            https: {
              description: "What to do with https URLs: `unsupported` leaves them out, `host` watches for their host.",
              enum: ["unsupported", "host"],
            },
          },
        },
      },
    },
    approximate: {
      description: "Whether signatures are made that something else can match, too.",
      type: "boolean",
    },
    lifecycle,
    message: {
      description: "Message of each signature, with slots; one line.",
      type: "string",
      minLength: 1,
      maxLength: 1000,
      pattern: ONE_LINE,
    },
    action: { description: "What the engine does where a signature fits; `{{action}}` in rules.", enum: ACTIONS },
    classtype: { description: "Class of the signatures.", type: "string", pattern: NAME, maxLength: 64 },
    priority: {
      description: "Priority by threat rating, from the highest rating to the lowest.",
      type: "array",
      minItems: 1,
      maxItems: 64,
      items: {
        type: "object",
        additionalProperties: false,
        required: ["rating", "priority"],
        properties: {
          rating: { description: "The lowest rating it is for.", type: "number", minimum: 0, maximum: 5 },
          priority: { description: "1 is the most urgent.", type: "integer", minimum: 1, maximum: 255 },
        },
      },
    },
    references: {
      description: "Where signatures say more can be read. One whose slot has no value is left out.",
      type: "array",
      maxItems: 16,
      items: {
        type: "object",
        additionalProperties: false,
        required: ["kind", "value"],
        properties: {
          kind: { description: "A kind the sensor knows: `url`, `cve`, …", type: "string", pattern: WORD, maxLength: 64 },
          value: { description: "With slots; one line.", type: "string", minLength: 1, maxLength: 1000, pattern: ONE_LINE },
        },
      },
    },
    metadata: {
      description: "Keys and values for the signatures' metadata. One whose slot has no value is left out.",
      type: "array",
      maxItems: 64,
      items: {
        type: "object",
        additionalProperties: false,
        required: ["key", "value"],
        properties: {
          key: { description: "One word.", type: "string", pattern: WORD, maxLength: 64 },
          value: { description: "With slots; one line.", type: "string", minLength: 1, maxLength: 1000, pattern: ONE_LINE },
        },
      },
    },
    lists: {
      description: "When a list takes the place of single signatures, by kind of observation.",
      type: "object",
      additionalProperties: false,
      properties: {
        by: { description: "What has lists of its own, with sids of their own: each rating, or each tag.", enum: ["none", "rating", "tag"] },
        product: {
          description: "Whether URLs share a list of their hosts and one of their targets, so that each host matches with each target; approximate.",
          type: "boolean",
        },
        ...Object.fromEntries(OBSERVATION_KINDS.map((kind) => [kind, threshold])),
      },
    },
    guards: {
      description: "What keeps harmless values out of the ruleset. `--guard` takes its place.",
      type: "object",
      additionalProperties: false,
      properties: Object.fromEntries(
        GUARD_IDS.map((id) => [id, id === "unselective" ? unselective : { description: "Whether this guard is on.", type: "boolean" }]),
      ),
    },
    signature: {
      description: "What a ruleset is stored as, where `sigwright sync` makes a signature of it on a platform.",
      type: "object",
      additionalProperties: false,
      properties: {
        name: {
          description: "Name of the signature, with slots; one line. What is over 100 characters is cut.",
          type: "string",
          minLength: 1,
          maxLength: 1000,
          pattern: ONE_LINE,
        },
        description: {
          description: "The default Description attribute, with slots; none when it is empty.",
          type: "string",
          maxLength: 10_000,
        },
        source: { description: "The default Source attribute, with slots; none when it is empty.", type: "string", maxLength: 1000 },
        attributes: {
          description: "Further attributes. Their types have to exist on the platform.",
          type: "array",
          maxItems: 64,
          items: {
            type: "object",
            additionalProperties: false,
            required: ["type", "value"],
            properties: {
              type: { description: "Name of the attribute's type.", type: "string", minLength: 1, maxLength: 100, pattern: ONE_LINE },
              value: { description: "With slots.", type: "string", minLength: 1, maxLength: 10_000 },
            },
          },
        },
        tags: {
          description: "Tags it gets; tags that people add stay.",
          type: "array",
          maxItems: 64,
          items: { type: "string", minLength: 1, maxLength: 128, pattern: ONE_LINE },
        },
        labels: {
          description: "Security labels it gets, `TLP:AMBER` for example. They have to exist on the platform.",
          type: "array",
          maxItems: 16,
          items: { type: "string", minLength: 1, maxLength: 100, pattern: ONE_LINE },
        },
      },
    },
    formats: {
      description: "The rules, by format.",
      type: "object",
      propertyNames: { pattern: NAME },
      additionalProperties: {
        type: "object",
        additionalProperties: false,
        properties: {
          action: { description: "The action in this format's rules, where it is another than in all.", type: "string", pattern: NAME, maxLength: 64 },
          without: {
            description: "Ids of rules of the extended template that are left out.",
            type: "array",
            maxItems: 256,
            items: { type: "string", pattern: NAME, maxLength: 64 },
          },
          rules: { description: "The format's rules.", type: "array", minItems: 1, maxItems: 256, items: rule },
        },
      },
    },
  },
};
