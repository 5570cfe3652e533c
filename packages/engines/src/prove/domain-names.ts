import type { DomainMatch } from "@sigwright/core";

/** A name, what it is to the one observed, and whether it is meant. */
export interface RelatedName {
  readonly relation: string;
  readonly name: string;
  readonly fires: boolean;
}

const LONGEST_NAME = 253;
const LONGEST_LABEL = 63;

/** Names near to the one observed: those that are meant, and those that only look like it. */
export function relatedNames({ name, subdomains }: DomainMatch): readonly RelatedName[] {
  const parent = name.slice(name.indexOf(".") + 1);
  const related: readonly RelatedName[] = [
    { relation: "a sub-domain", name: `www.${name}`, fires: subdomains },
    { relation: "a sub-domain of a sub-domain", name: `a.b.${name}`, fires: subdomains },
    { relation: "letters in front", name: `x${name}`, fires: false },
    { relation: "a suffix behind", name: `${name}.corp.test`, fires: false },
    ...(parent.includes(".") ? [{ relation: "the parent", name: parent, fires: false }] : []),
    { relation: "another name of its length", name: otherEnd(name), fires: false },
  ];
  return related.filter((each) => each.name !== name && isPossible(each.name));
}

/** A name in mixed case; the same one in every run. */
export function mixedCase(name: string): string {
  let letters = 0;
  return name.replaceAll(/[a-z]/gi, (letter) => (letters++ % 2 === 0 ? letter.toUpperCase() : letter.toLowerCase()));
}

function isPossible(name: string): boolean {
  return name.length <= LONGEST_NAME && name.split(".").every((label) => label.length > 0 && label.length <= LONGEST_LABEL);
}

/** The name with another first letter, or digit. */
function otherEnd(name: string): string {
  return `${name.startsWith("q") ? "z" : "q"}${name.slice(1)}`;
}
