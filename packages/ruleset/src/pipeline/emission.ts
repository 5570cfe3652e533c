import type { Channel, Encoding, Observation, ObservationKind, RenderedSignature, Unsupported } from "@sigwright/core";
import type { SidAllocator } from "../ledger/sid-allocator.ts";
import { signatureKey } from "../ledger/signature-key.ts";
import type { Template } from "../templates/template.ts";
import type { CompiledFormat } from "./compiled-format.ts";
import { GenerationFailure } from "./failure.ts";
import { listFingerprint } from "./list-fingerprint.ts";
import type { ListMember } from "./list-member.ts";
import type { Contributor, MergedObservation } from "./observation-record.ts";
import { selfCheck } from "./self-check.ts";
import { writeSignature } from "./signature-writer.ts";
import type { WrittenSignature } from "./signature-writer.ts";
import { listSubject, observationSubject, signatureValues } from "./slot-values.ts";

/** A signature of the output, as it stands in the manifest. */
export interface EmittedSignature {
  readonly gid: number | undefined;
  readonly sid: number | undefined;
  readonly rev: number | undefined;
  readonly observation: ObservationKind;
  /** `beside`: it is no rule, but an entry of a file beside the rules. */
  readonly kind: "rule" | "list" | "beside";
  /** How many observations it stands for. */
  readonly entries: number;
  /** What else can match too, when something can. */
  readonly approximate: string | undefined;
  /** Settings a sensor needs for it to fire. */
  readonly requires: readonly string[];
  /** Id of the template rule. */
  readonly rule: string;
  /** Key of the observation; `undefined` for a list. */
  readonly value: string | undefined;
  readonly channels: readonly Channel[];
  readonly limits: readonly string[];
}

/** What became of an observation in one format. */
export type ObservationOutcome =
  | { readonly status: "emitted"; readonly sids: readonly number[] }
  | { readonly status: "unsupported"; readonly reason: string };

/** What the third pass works with. */
export interface EmissionOptions {
  readonly template: Template;
  readonly compiled: CompiledFormat;
  readonly family: string;
  /** Absent for formats without sids. */
  readonly allocator: SidAllocator | undefined;
  readonly onSignature: (signature: EmittedSignature) => Promise<void> | undefined;
  readonly onOutcome: (contributors: readonly Contributor[], outcome: ObservationOutcome) => Promise<void>;
}

/** A signature that is written but not yet checked. */
interface Pending {
  readonly written: WrittenSignature;
  readonly emitted: Omit<EmittedSignature, "gid">;
}

const CHECK_BATCH = 512;

/**
 * Pass 3: turns observations and lists to signatures, gives them sids, and lets them out when they have been read back
 * and found right.
 */
export class Emission {
  readonly #options: EmissionOptions;
  readonly #pending: Pending[] = [];

  constructor(options: EmissionOptions) {
    this.#options = options;
  }

  /** Makes the signatures of one list; one for each member where the format can't put them in one. */
  async *list(members: readonly ListMember[]): AsyncGenerator<RenderedSignature> {
    const { template, compiled, family } = this.#options;
    const { group, bucket } = members[0]!.place;
    const merged = members.map((member) => member.merged);
    const kind = merged[0]!.observation.kind;
    const context = compiled.context(kind);
    const encoding = compiled.format.encodeList!(
      merged.map((member) => member.observation),
      context,
    );
    const subject = listSubject(kind, group, bucket, merged);
    const values = signatureValues(template, subject, []);
    const sids = this.#write(encoding, "list", merged.length, undefined, (encoded) => {
      const key = signatureKey(family, { kind, list: group, bucket, rule: encoded.rule });
      const fingerprint = listFingerprint(compiled, merged[0]!.observation, encoded.rule, values);
      return { kind, key, encoded, values, ...(fingerprint === undefined ? {} : { fingerprint }) };
    });
    if (sids.status === "unsupported") {
      for (const member of merged) if (await this.single(member)) yield* this.flush();
      return;
    }
    for (const { contributors } of merged) await this.#options.onOutcome(contributors, sids);
    if (this.#pending.length >= CHECK_BATCH) yield* this.flush();
  }

  /** Makes the signatures of one observation; true when enough wait to be let out with {@link flush}. */
  async single(merged: MergedObservation): Promise<boolean> {
    const { template, compiled, family, onOutcome } = this.#options;
    const { observation, contributors } = merged;
    const { kind, key: match } = observation;
    const encoding = compiled.format.encode!(observation, compiled.context(kind));
    let outcome: ObservationOutcome;
    if (encoding.status === "unsupported") outcome = { status: "unsupported", reason: encoding.reason };
    else {
      const values = signatureValues(template, observationSubject(merged), contributors);
      outcome = this.#write(encoding, "rule", 1, observation, (encoded) => {
        const key = signatureKey(family, { kind, match, rule: encoded.rule });
        return { kind, key, encoded, values };
      });
    }
    await onOutcome(contributors, outcome);
    return this.#pending.length >= CHECK_BATCH;
  }

  /** Checks what has not been checked yet and lets it out. */
  async *flush(): AsyncGenerator<RenderedSignature> {
    const pending = this.#pending.splice(0);
    if (pending.length === 0) return;
    const { format, target } = this.#options.compiled;
    const { diagnostics, rules } = selfCheck(
      format,
      target,
      pending.flatMap(({ written, emitted: { kind } }) => (kind === "beside" ? [] : written)),
    );
    if (diagnostics.length > 0) throw new GenerationFailure(diagnostics);
    let index = 0;
    for (const { written, emitted } of pending) {
      const rule = emitted.kind === "beside" ? undefined : rules[index++];
      const gid = written.sid === undefined ? undefined : (rule?.gid ?? 1);
      await this.#options.onSignature({ gid, ...emitted });
      yield written.rendered;
    }
  }

  #write(
    encoding: Encoding | Unsupported,
    kind: "rule" | "list",
    entries: number,
    observation: Observation | undefined,
    draft: (encoded: Encoding["signatures"][number]) => Parameters<typeof writeSignature>[2],
  ): ObservationOutcome {
    if (encoding.status === "unsupported") return { status: "unsupported", reason: encoding.reason };
    if (encoding.approximate !== undefined && !this.#options.template.approximate) {
      return { status: "unsupported", reason: `the template makes exact signatures only, and something else can match too: ${encoding.approximate}` };
    }
    const sids: number[] = [];
    let reason: string | undefined;
    let count = 0;
    for (const encoded of encoding.signatures) {
      const drafted = draft(encoded);
      const written = writeSignature(this.#options.compiled, this.#options.allocator, drafted);
      if (written.status === "unsupported") {
        reason ??= written.reason;
        continue;
      }
      count++;
      if (written.sid !== undefined) sids.push(written.sid);
      this.#pending.push({
        written,
        emitted: {
          sid: written.sid,
          rev: written.rev,
          observation: drafted.kind,
          kind: encoded.isBeside === true ? "beside" : kind,
          entries,
          approximate: encoding.approximate,
          requires: encoding.requires,
          rule: encoded.rule,
          value: observation?.key,
          channels: encoded.channels,
          limits: encoding.limits,
        },
      });
    }
    if (count === 0) return { status: "unsupported", reason: reason ?? "no rule of the template applies to it" };
    return { status: "emitted", sids };
  }
}
