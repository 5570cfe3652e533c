import { utf8Length, type EncodeContext, type Encoding, type ListForm, type Observation, type Unsupported } from "@sigwright/core";
import type { CompiledTemplate } from "./compiled-template.ts";
import type { EmittedLanguage } from "./emitted-language.ts";
import { encodeWith } from "./encode.ts";
import { headerAddress, isAddressOrNetwork } from "./header-address.ts";

/** Bytes kept free in a rule for its message, references and metadata, beside the template's own text. */
const RESERVED = 3000;

/** Addresses and networks may share a rule as a list in its header, those of one kind with each other. */
export function headerListForm({ longestLine }: EmittedLanguage, observation: Observation, context: EncodeContext<CompiledTemplate>): ListForm | undefined {
  if (!isAddressOrNetwork(observation.match)) return undefined;
  const rules = context.rules.filter((rule) => rule.observation === observation.kind);
  if (rules.length === 0) return undefined;
  const longest = Math.max(...rules.map((rule) => literalLength(rule.compiled)));
  const capacity = longestLine - RESERVED - longest;
  const size = headerAddress(observation.match).length + 1;
  return capacity < size ? undefined : { group: observation.kind, size, capacity };
}

/** Encodes addresses, or networks, as one header list in the order given. */
export function encodeList(
  language: EmittedLanguage,
  members: readonly Observation[],
  context: EncodeContext<CompiledTemplate>,
): Encoding | Unsupported {
  const first = members[0];
  if (first === undefined) return { status: "unsupported", reason: "the list is empty" };
  const addresses: string[] = [];
  for (const { kind, match } of members) {
    if (kind !== first.kind || !isAddressOrNetwork(match)) {
      return { status: "unsupported", reason: `a list of ${first.kind} observations can't hold a ${kind} observation` };
    }
    addresses.push(headerAddress(match));
  }
  return encodeWith(language, first, context, () => ({ address: `[${addresses.join(",")}]` }));
}

function literalLength(template: CompiledTemplate): number {
  return template.pieces.reduce((sum, piece) => sum + (piece.kind === "text" ? utf8Length(piece.text) : 0), 0);
}
