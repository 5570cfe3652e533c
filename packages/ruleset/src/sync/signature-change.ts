import type {
  GroupReference,
  IndicatorReference,
  MemberChange,
  SignatureAttribute,
  SignatureChange,
  StoredSignature,
} from "@sigwright/core";
import type { WantedTexts } from "./wanted-signature.ts";

/** What a signature is to be; what it is called is decided when it is made. */
export interface WantedSignature extends WantedTexts {
  readonly type: string;
  readonly fileName: string;
  readonly content: string;
  readonly group: GroupReference;
  readonly indicators: readonly IndicatorReference[];
}

/** What has to be changed of a stored signature, and how much that is; `undefined` when it is as it should be. */
export function changeOf(
  stored: StoredSignature,
  associated: readonly IndicatorReference[],
  wanted: WantedSignature,
): SignatureChange | undefined {
  const change: SignatureChange = {
    ...(stored.type === wanted.type ? {} : { type: wanted.type }),
    ...(stored.fileName === wanted.fileName ? {} : { fileName: wanted.fileName }),
    ...(isSameText(stored.content, wanted.content) ? {} : { content: wanted.content, replaces: stored.content }),
    ...collection("attributes", attributeChange(stored.attributes, wanted.attributes)),
    ...collection("tags", missing(stored.tags, wanted.tags, (tag) => tag.trim().toLowerCase())),
    ...collection("labels", missing(stored.labels, wanted.labels, String)),
    ...collection("groups", missing(stored.groups, [wanted.group], ({ id }) => id)),
    ...collection("indicators", exactly(associated, wanted.indicators)),
  };
  return Object.keys(change).length === 0 ? undefined : change;
}

/** Platforms may change line ends and blanks at the end; that is no difference. */
function isSameText(a: string, b: string): boolean {
  return a === b || a.replaceAll("\r\n", "\n").trimEnd() === b.replaceAll("\r\n", "\n").trimEnd();
}

function collection<Name extends string, Member>(
  name: Name,
  change: MemberChange<Member>,
): Partial<Record<Name, MemberChange<Member>>> {
  const isEmpty = (change.add?.length ?? 0) + (change.remove?.length ?? 0) === 0;
  const named: Partial<Record<Name, MemberChange<Member>>> = {};
  if (!isEmpty) named[name] = change;
  return named;
}

/** What is wanted and not there; what people have added stays. */
function missing<Member>(there: readonly Member[], wanted: readonly Member[], keyOf: (member: Member) => string): MemberChange<Member> {
  const known = new Set(there.map(keyOf));
  return { add: wanted.filter((member) => !known.has(keyOf(member))) };
}

/** The indicators that came and those that went. */
function exactly(there: readonly IndicatorReference[], wanted: readonly IndicatorReference[]): MemberChange<IndicatorReference> {
  const wantedIds = new Set(wanted.map(({ id }) => id));
  const remove = there.filter(({ id }) => !wantedIds.has(id));
  return { ...missing(there, wanted, ({ id = "" }) => id), ...(remove.length === 0 ? {} : { remove }) };
}

/**
 * The attributes of the template, each in place of the one that was the default of its type. Others, which people have
 * added, stay.
 */
function attributeChange(there: readonly SignatureAttribute[], wanted: readonly SignatureAttribute[]): MemberChange<SignatureAttribute> {
  const keyOf = ({ type, value }: SignatureAttribute): string => JSON.stringify([type, value.replaceAll("\r\n", "\n").trimEnd()]);
  const known = new Set(there.map(keyOf));
  const kept = new Set(wanted.map(keyOf));
  const add = wanted.filter((attribute) => !known.has(keyOf(attribute)));
  const defaults = new Set(add.filter(({ isDefault }) => isDefault).map(({ type }) => type));
  const remove = there.filter((attribute) => defaults.has(attribute.type) && attribute.isDefault === true && !kept.has(keyOf(attribute)));
  return { add, remove };
}
