import type { EncodedSignature, ObservationKind, RenderedSignature, SlotValues } from "@sigwright/core";
import { SourceText } from "@sigwright/core";
import type { SidAllocator, SidRangeFull } from "../ledger/sid-allocator.ts";
import type { CompiledFormat } from "./compiled-format.ts";
import { GenerationFailure } from "./failure.ts";
import type { SignatureValues } from "./slot-values.ts";

/** A signature as it goes to the output. */
export interface WrittenSignature {
  readonly status: "written";
  readonly rendered: RenderedSignature;
  readonly key: string;
  readonly sid: number | undefined;
  readonly rev: number | undefined;
}

/** What one signature is made from. */
export interface SignatureDraft {
  readonly kind: ObservationKind;
  readonly key: string;
  readonly encoded: EncodedSignature;
  readonly values: SignatureValues;
  /** What stands for the meaning of the rule; the rendered rule's own fingerprint when absent. */
  readonly fingerprint?: string;
}

/**
 * Renders a signature and gives it its sid and revision. A signature that the format can't render takes no sid, and
 * neither does one that is no rule.
 *
 * @throws GenerationFailure when no sid is left.
 */
export function writeSignature(
  { format, context }: CompiledFormat,
  allocator: SidAllocator | undefined,
  draft: SignatureDraft,
): WrittenSignature | { readonly status: "unsupported"; readonly reason: string } {
  const { key, encoded, kind } = draft;
  const render = (values: SlotValues) => format.render!(encoded, values, context(kind));
  if (allocator === undefined || encoded.isBeside === true) {
    const rendered = render(draft.values);
    if (rendered.status === "unsupported") return rendered;
    return { status: "written", rendered, key, sid: undefined, rev: undefined };
  }
  const proposal = allocator.propose(key);
  if ("range" in proposal) throw new GenerationFailure([rangeFull(proposal)]);
  const { sid } = proposal;
  const guess = proposal.displaced === undefined ? (proposal.known?.rev ?? 1) : 1;
  let rendered = render({ ...draft.values, sid, rev: guess });
  if (rendered.status === "unsupported") return rendered;
  const revision = allocator.revise(proposal, draft.fingerprint ?? rendered.fingerprint);
  const { rev } = revision;
  if (rev !== guess) {
    rendered = render({ ...draft.values, sid, rev });
    if (rendered.status === "unsupported") return rendered;
  }
  allocator.confirm(proposal, revision);
  return { status: "written", rendered, key, sid, rev };
}

function rangeFull({ range, free }: SidRangeFull): GenerationFailure["diagnostics"][number] {
  const next = free === undefined ? "use a larger range" : `the next free range is ${free.start}–${free.end}`;
  return {
    source: SourceText.fromString("", { path: "sid ledger" }),
    diagnostic: {
      code: "ledger/range-full",
      severity: "error",
      rejects: false,
      message: `no sid from ${range.start} to ${range.end} is free`,
      range: { start: 0, end: 0 },
      help: `${next}; set it with \`sids\` in the template. Signatures that have a sid keep it`,
    },
  };
}
