import { type ArgumentForm, argumentString, fault, unsigned } from "@sigwright/rule-language/dialect";

const HYPHENATED = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
// All hyphens or none; the prefix of a URN goes with hyphens only.
const UUID = new RegExp(`^(?:[0-9a-fA-F]{32}|${HYPHENATED}|urn:uuid:${HYPHENATED})$`);
const ANY_FRAGMENT = "any_frag";

/** The UUID of an interface, its version and whether any fragment will do: `367abb81-9844-35f1-ad32-98f038001003,=1,any_frag`. */
export function dcerpcInterface({ richer = false }: { readonly richer?: boolean } = {}): ArgumentForm {
  const version = unsigned(16, { richer });
  return {
    summary: "the UUID of an interface, then the version compared and `any_frag` if wanted, with commas",
    parse: (argument) => {
      const [uuid = "", ...more] = argumentString(argument).split(",");
      if (!UUID.test(uuid)) return fault(argument, `\`${uuid}\` is no UUID`, { end: argument.start + uuid.length });
      if (more.length > 2) return fault(argument, "it has too many parts");
      const last = more.at(-1);
      const compared = last === ANY_FRAGMENT ? more.slice(0, -1) : more;
      if (compared.length > 1) return fault(argument, `\`${last ?? ""}\` is not \`${ANY_FRAGMENT}\``, { expected: [ANY_FRAGMENT] });
      if (compared.length === 0) return { value: uuid };
      const start = argument.start + uuid.length + 1;
      return version.parse({ text: argument.text, start, end: start + compared[0]!.length });
    },
  };
}

const NUMBER = /^\+?\d+$/;
const MOST = 2 ** 32 - 1;

/** Operation numbers and ranges of such between commas: `15,18-20`. */
export const operationNumbers: ArgumentForm = {
  summary: "operation numbers and ranges of them, with commas: `15,18-20`",
  parse: (argument) => {
    for (const part of argumentString(argument).split(",")) {
      const ends = part.split("-");
      const isNumber = ends.length <= 2 && ends.every((end) => NUMBER.test(end) && Number(end) <= MOST);
      if (!isNumber) return fault(argument, `\`${part}\` is no operation number and no range of them`, { help: "write them without blanks: `15,18-20`" });
      if (ends.length === 2 && Number(ends[1]) < Number(ends[0])) return fault(argument, `the range \`${part}\` runs backwards`);
    }
    return { value: argumentString(argument) };
  },
};
