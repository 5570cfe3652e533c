import { argumentString, type ArgumentForm, type DialectKeyword, fault, integer, type OptionCheck, readLeadingInteger, ruleNote, textLike } from "@sigwright/rule-language/dialect";
import type { CheckEnvironment } from "../dialect/environment.ts";
import { requirement, type Requirement } from "../arguments/requirement.ts";
import { unmetRequirement } from "../checks/unmet-requirement.ts";

/** The highest number that sid, gid and rev may have. */
const MOST = 4294967294;

/** The highest number of 32 bits: what sid, gid and rev may have since 8.0. */
const MOST_32_BITS = 4294967295;
const LONGEST_NUMBER = 23;

/** A number at the start of a value; what stands behind it is ignored. */
function leadingNumber(min: number): ArgumentForm<number> {
  return {
    summary: `a number from ${min} to ${MOST_32_BITS}`,
    parse: (argument) => {
      const text = argumentString(argument);
      const value = text.length > LONGEST_NUMBER ? undefined : readLeadingInteger(text);
      if (value === undefined) return fault(argument, `\`${text}\` is no whole number`);
      return value < min || value > MOST_32_BITS ? fault(argument, `${value} is not from ${min} to ${MOST_32_BITS}`) : { value };
    },
  };
}

const wholeNumber: OptionCheck<number> = {
  summary: "nothing stands behind the number",
  check: ({ argument, value, valueRange, report }) => {
    if (!/^\s*\+?\d+$/.test(argumentString(argument!))) report.warn("text-after-number", valueRange, `the engine reads this as ${value} and ignores the rest`, { help: "a `;` may be missing" });
  },
};

/** Bytes a classtype may have. */
const LONGEST_CLASSTYPE = 63;
const CLASSTYPE = /^\s*([a-zA-Z][a-zA-Z0-9_-]*)\s*$/;

// What stands behind the reference is ignored by the engine.
const REFERENCE = /^\s*([A-Za-z0-9]+)\s*,"?\s*"?\s*([a-zA-Z0-9\-_./?=]+)/;
const LONGEST_SYSTEM = 63;
const LONGEST_REFERENCE = 1023;

const classtypeName: ArgumentForm<string> = {
  summary: "a name of letters, digits, `-` and `_` that begins with a letter",
  parse: (argument) => {
    const name = CLASSTYPE.exec(argumentString(argument))?.[1];
    if (name === undefined) return fault(argument, `\`${argumentString(argument)}\` is no name of a class`);
    if (name.length > LONGEST_CLASSTYPE) return fault(argument, `the name has more than ${LONGEST_CLASSTYPE} characters`);
    return { value: name };
  },
};

interface Reference {
  readonly system: string;
  readonly id: string;
  /** Bytes of the value that the engine reads. */
  readonly length: number;
}

const reference: ArgumentForm<Reference> = {
  summary: "a system and an id with a comma between them: `cve,2021-44228`, `url,example.com/a`",
  parse: (argument) => {
    const [whole = "", system, id] = REFERENCE.exec(argumentString(argument)) ?? [];
    if (system === undefined || id === undefined) return fault(argument, `\`${argumentString(argument)}\` is no reference`);
    if (system.length > LONGEST_SYSTEM) return fault(argument, `the system has more than ${LONGEST_SYSTEM} characters`);
    if (id.length > LONGEST_REFERENCE) return fault(argument, `the id has more than ${LONGEST_REFERENCE} characters`);
    return { value: { system, id, length: whole.length } };
  },
};

function knownClasstype({ configuration }: CheckEnvironment): OptionCheck<string> {
  return {
    summary: "the class is defined in classification.config",
    check: ({ value, valueRange, report }) => {
      if (configuration.classtypes.has(value.toLowerCase())) return;
      report.warn("unknown-classtype", valueRange, `the class \`${value}\` is not in classification.config`, {
        help: "the engine uses priority 3 for it; define it, or use one that is defined",
      });
    },
  };
}

// What begins like an option behind a reference.
const LOST_OPTION = /^.*?[ \t]([a-z][a-z0-9_.]*)[ \t]*:/s;

const endsWithReference: OptionCheck<Reference> = {
  summary: "no option stands behind the reference",
  check: ({ argument, value: { length }, valueRange, report }) => {
    const name = LOST_OPTION.exec(argumentString(argument!).slice(length))?.[1];
    if (name !== undefined) report.warn("lost-semicolon", valueRange, `a \`;\` is missing before \`${name}\`: the engine ignores what stands behind the reference`, { help: "end the reference with a `;`" });
  },
};

function knownReference({ configuration }: CheckEnvironment): OptionCheck<Reference> {
  return {
    summary: "the system is defined in reference.config",
    check: ({ value: { system }, valueRange, report }) => {
      if (configuration.references.has(system.toLowerCase())) return;
      if (/^\d/.test(system)) {
        report.reject("bad-value", valueRange, `\`reference\`: \`${system}\` is not in reference.config and can't be added, as it begins with a digit`, {
          help: "write a system and an id with a comma between them: `cve,2021-44228`",
        });
        return;
      }
      report.warn("unknown-reference", valueRange, `the system \`${system}\` is not in reference.config`, {
        help: "the engine then knows no address for it; define it, or use one that is defined",
      });
    },
  };
}

const targetOfRule = ruleNote<string>("target");

const oneTarget: OptionCheck = {
  summary: "a rule has one target",
  check: ({ argument, state, valueRange, report }) => {
    const target = argumentString(argument!).trim();
    const earlier = targetOfRule.of(state);
    targetOfRule.keep(state, target);
    if (earlier === undefined || earlier === target) return;
    report.reject("option-repeated", valueRange, `the target can't be \`${target}\`, as it is \`${earlier}\` already`);
  },
};

const meetsRequirement = ({ engineVersion }: CheckEnvironment): OptionCheck<Requirement> => ({
  summary: "the engine has what the rule requires",
  check: ({ value, state, valueRange, report }) => unmetRequirement(value, engineVersion, state, valueRange, report),
});

/** Keywords that name, class and describe a rule. */
export function metaKeywords(environment: CheckEnvironment): readonly DialectKeyword[] {
  return [
    {
      name: "sid",
      until: "8.0",
      value: "required",
      argument: integer({ min: 1, max: MOST }),
      role: { kind: "meta" },
      early: true,
      mandatory: { code: "missing-sid", help: "add `sid:` with a number that no other rule has; 1000000 to 1999999 are for local use" },
      repeat: "once",
      manual: "meta.html#sid-signature-id",
    },
    {
      name: "sid",
      since: "8.0",
      value: "required",
      argument: leadingNumber(1),
      checks: [wholeNumber],
      role: { kind: "meta" },
      early: true,
      mandatory: { code: "missing-sid", help: "add `sid:` with a number that no other rule has; 1000000 to 1999999 are for local use" },
      repeat: "once",
      manual: "meta.html#sid-signature-id",
    },
    { name: "requires", value: "required", argument: requirement, role: { kind: "meta" }, early: true, checks: [meetsRequirement(environment)], manual: "meta.html#requires" },
    { name: "msg", value: "required", quotes: "required", role: { kind: "meta" }, repeat: "once", manual: "meta.html#msg-message" },
    { name: "rev", until: "8.0", value: "required", argument: integer({ min: 1, max: MOST }), role: { kind: "meta" }, repeat: "once", manual: "meta.html#rev-revision" },
    { name: "rev", since: "8.0", value: "required", argument: leadingNumber(1), role: { kind: "meta" }, checks: [wholeNumber], repeat: "once", manual: "meta.html#rev-revision" },
    { name: "gid", until: "8.0", value: "required", argument: integer({ max: MOST }), role: { kind: "meta" }, manual: "meta.html#gid-group-id" },
    { name: "gid", since: "8.0", value: "required", argument: leadingNumber(0), role: { kind: "meta" }, checks: [wholeNumber], manual: "meta.html#gid-group-id" },
    { name: "classtype", value: "required", argument: classtypeName, role: { kind: "meta" }, checks: [knownClasstype(environment)], manual: "meta.html#classtype" },
    { name: "reference", value: "required", argument: reference, role: { kind: "meta" }, checks: [endsWithReference, knownReference(environment)], manual: "meta.html#reference" },
    { name: "priority", value: "required", argument: textLike(/^\s*\d+\s*$/, "a number"), role: { kind: "meta" }, manual: "meta.html#priority" },
    { name: "metadata", value: "required", role: { kind: "meta" }, manual: "meta.html#metadata" },
    { name: "target", value: "required", argument: textLike(/^\s*(?:src_ip|dest_ip)\s*$/, "`src_ip` or `dest_ip`"), role: { kind: "meta" }, checks: [oneTarget], manual: "meta.html#target" },
    { name: "noalert", value: "none", role: { kind: "meta" }, manual: "noalert.html" },
    { name: "alert", value: "none", role: { kind: "meta" }, manual: "noalert.html" },
  ];
}
