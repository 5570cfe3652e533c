/**
 * Whether a value is valid by a JSON Schema (draft 2020-12), for the keywords that the template schema uses. Written
 * from the specification, to judge the loader by; it shares nothing with it. Throws on a keyword it does not know.
 */
export function accepts(schema: unknown, value: unknown): boolean {
  return Object.entries(schema as Record<string, unknown>).every(([keyword, rule]) => {
    const check = KEYWORDS[keyword];
    if (check === undefined) throw new Error(`the keyword ${keyword} is not known here`);
    return check(rule as never, value, schema as Record<string, unknown>);
  });
}

type Check = (rule: never, value: unknown, schema: Record<string, unknown>) => boolean;

const KEYWORDS: Readonly<Record<string, Check>> = {
  $schema: () => true,
  $id: () => true,
  title: () => true,
  description: () => true,
  type: (rule: string, value) => typeOf(value) === rule || (rule === "number" && typeOf(value) === "integer"),
  enum: (rule: readonly unknown[], value) => rule.includes(value),
  anyOf: (rule: readonly unknown[], value) => rule.some((schema) => accepts(schema, value)),
  minimum: (rule: number, value) => typeof value !== "number" || value >= rule,
  maximum: (rule: number, value) => typeof value !== "number" || value <= rule,
  minLength: (rule: number, value) => typeof value !== "string" || Array.from(value).length >= rule,
  maxLength: (rule: number, value) => typeof value !== "string" || Array.from(value).length <= rule,
  pattern: (rule: string, value) => typeof value !== "string" || new RegExp(rule, "u").test(value),
  items: (rule: unknown, value) => !Array.isArray(value) || value.every((item) => accepts(rule, item)),
  minItems: (rule: number, value) => !Array.isArray(value) || value.length >= rule,
  maxItems: (rule: number, value) => !Array.isArray(value) || value.length <= rule,
  required: (rule: readonly string[], value) => !isObject(value) || rule.every((key) => Object.hasOwn(value, key)),
  propertyNames: (rule: unknown, value) => !isObject(value) || Object.keys(value).every((key) => accepts(rule, key)),
  properties: (rule: Record<string, unknown>, value) =>
    !isObject(value) || Object.entries(rule).every(([key, schema]) => !Object.hasOwn(value, key) || accepts(schema, value[key])),
  additionalProperties: (rule: unknown, value, schema) => {
    if (!isObject(value)) return true;
    const known = Object.keys((schema["properties"] ?? {}) as object);
    return Object.entries(value).every(([key, member]) => known.includes(key) || (rule !== false && accepts(rule, member)));
  },
};

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
