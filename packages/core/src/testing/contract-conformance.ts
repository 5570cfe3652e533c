import type { SignatureFormat } from "../signature-format.ts";
import { demand, excerpt } from "./conformance-case.ts";
import type { ConformanceCase } from "./conformance-case.ts";

const ID = /^[a-z][a-z0-9-]*$/;
const EXTENSION = /^\.[a-z0-9]+$/;

const FUNCTIONS = [
  "detect",
  "parse",
  "print",
  "rules",
  "validate",
  "setFacts",
  "validateSet",
  "compare",
  "format",
  "compileTemplate",
  "encode",
  "listForm",
  "encodeList",
  "encodeFileList",
  "render",
  "assemble",
] as const;
const VALUES = ["id", "displayName", "signatureType", "extensions", "targets", "sidFamily", "templateSlots", "listCommands"];

/** Members that are of no use without others. */
const NEEDS: Readonly<Record<string, readonly (typeof FUNCTIONS)[number][]>> = {
  parse: ["print"],
  print: ["parse"],
  rules: ["parse"],
  validate: ["parse"],
  setFacts: ["validateSet"],
  validateSet: ["validate", "setFacts"],
  compare: ["rules"],
  format: ["parse"],
  compileTemplate: ["encode"],
  encode: ["render"],
  listForm: ["encodeList"],
  encodeList: ["listForm", "encode"],
  encodeFileList: ["listForm", "encode"],
  render: ["encode", "assemble"],
  assemble: ["render"],
};

/** Cases about the object itself: its members, and that nobody can change them. */
export function contractCases(format: SignatureFormat): readonly ConformanceCase[] {
  return [
    {
      name: "is a frozen object",
      run: () => demand(Object.isFrozen(format), "the format object is not frozen: wrap it in Object.freeze"),
    },
    {
      name: "has id, display name, signature type and extensions",
      run: () => {
        demand(ID.test(format.id), `id ${excerpt(format.id)} is not lower-case words joined by hyphens`);
        demand(format.displayName.trim() !== "", "displayName is empty");
        demand(format.signatureType.trim() !== "", "signatureType is empty");
        demand(format.extensions.length > 0, "extensions is empty");
        for (const extension of format.extensions) {
          demand(EXTENSION.test(extension), `extension ${excerpt(extension)} is not a dot and lower-case letters`);
        }
      },
    },
    {
      name: "has no member that the contract does not know",
      run: () => {
        for (const name of Object.keys(format)) {
          const known = VALUES.includes(name) || FUNCTIONS.some((member) => member === name);
          demand(known, `member ${excerpt(name)} is not part of the contract; is it misspelt?`);
        }
      },
    },
    {
      name: "has functions where the contract says so, with the ones they need",
      run: () => {
        for (const name of FUNCTIONS) {
          const member: unknown = format[name];
          if (member === undefined) continue;
          demand(typeof member === "function", `${name} is not a function`);
          for (const needed of NEEDS[name] ?? []) demand(format[needed] !== undefined, `${name} is of no use without ${needed}`);
        }
      },
    },
    {
      name: "names each target once",
      run: () => {
        const targets = format.targets?.map(({ engine, version }) => `${engine}@${version}`);
        if (targets === undefined) return;
        demand(targets.length > 0, "targets is empty; leave it out when there are no versions to choose from");
        demand(new Set(targets).size === targets.length, `targets repeat: ${targets.join(", ")}`);
        for (const target of targets) demand(/^[a-z0-9-]+@\d[\w.]*$/.test(target), `target ${excerpt(target)} is not engine@version`);
      },
    },
  ];
}
