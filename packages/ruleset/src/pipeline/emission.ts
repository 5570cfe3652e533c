import type { Channel, EncodeContext, EncodedSignature, Encoding, ListFile, Observation, ObservationKind, RenderedSignature, Unsupported } from "@sigwright/core";
import type { SidAllocator } from "../ledger/sid-allocator.ts";
import { signatureKey } from "../ledger/signature-key.ts";
import type { Template } from "../templates/template.ts";
import type { CompiledFormat } from "./compiled-format.ts";
import { GenerationFailure } from "./failure.ts";
import type { FileListPlan } from "./list-decision.ts";
import { fileListFingerprint, listFingerprint } from "./list-fingerprint.ts";
import type { ListMember } from "./list-member.ts";
import { listName, ListSubject } from "./list-subject.ts";
import type { Contributor, MergedObservation } from "./observation-record.ts";
import { selfCheck } from "./self-check.ts";
import { writeSignature } from "./signature-writer.ts";
import type { SignatureDraft, WrittenSignature } from "./signature-writer.ts";
import { observationSubject, signatureValues } from "./slot-values.ts";

/** A signature of the output, as it stands in the manifest. */
export interface EmittedSignature {
  readonly gid: number | undefined;
  readonly sid: number | undefined;
  readonly rev: number | undefined;
  /** The rule's own name, where it has no sid. */
  readonly name: string | undefined;
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
  /** The list's own file, relative to the rules, where it has one. */
  readonly file: string | undefined;
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
  /** Is told the text of each rule in their order, but for what in it follows the content of a list in a file. */
  readonly onRule: (kind: ObservationKind, text: string) => void;
  readonly onOutcome: (contributors: readonly Contributor[], outcome: ObservationOutcome) => Promise<void>;
}

/** A signature that is written but not yet checked. */
interface Pending {
  readonly written: WrittenSignature;
  /** The rule without what follows the content of its list; absent where nothing does. */
  readonly lasting?: string;
  readonly emitted: Omit<EmittedSignature, "gid" | "name">;
}

/** The files of a list. */
export type ListFiles = Omit<ListFile, "member">;

/** A list in a file whose signatures have their sids; its file is being written. */
export interface OpenFileList {
  readonly plan: FileListPlan;
  readonly sids: readonly number[];
  /** Whether every rule of the kind looks into it, so that its members have no signatures of their own. */
  readonly isWhole: boolean;
  readonly member: Observation;
  /** Makes its signatures with its files in their places. */
  readonly finish: (files: ListFiles) => void;
}

const CHECK_BATCH = 512;

/**
 * Pass 3: turns observations and lists to signatures, gives them sids, and lets them out when they have been read back
 * and found right.
 */
export class Emission {
  readonly #options: EmissionOptions;
  readonly #pending: Pending[] = [];
  readonly #rests = new Map<FileListPlan, EncodeContext<unknown>>();

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
    const subject = new ListSubject(kind, listName(kind, group, bucket));
    for (const member of merged) subject.add(member);
    const values = signatureValues(template, subject.values(), []);
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

  /**
   * Gives the signatures of a list in a file their sids, before the file is written. `placeholder` has paths as long
   * as the files' will be, and no fewer lines. Gives the reason when there are no such signatures.
   */
  openFileList(plan: FileListPlan, placeholder: ListFiles): OpenFileList | { readonly reason: string } {
    const { template, compiled, family, allocator } = this.#options;
    const { kind, group, first, members, parts, subject } = plan;
    const { format } = compiled;
    const context = compiled.context(kind);
    const encodingFor = (files: ListFiles): Encoding | Unsupported => format.encodeFileList!({ member: first.observation, ...files }, context);
    const encoding = encodingFor(placeholder);
    if (encoding.status === "unsupported") return { reason: encoding.reason };
    const values = signatureValues(template, subject, []);
    const written = new Map<string, WrittenSignature>();
    let reason = "no rule of the template applies to it";
    for (const encoded of encoding.signatures) {
      const key = signatureKey(family, { kind, list: group, bucket: "", rule: encoded.rule });
      const fingerprint = fileListFingerprint(compiled, first.observation, parts, encoded.rule, values);
      const draft: SignatureDraft = { kind, key, encoded, values, ...(fingerprint === undefined ? {} : { fingerprint }) };
      const result = writeSignature(compiled, allocator, draft);
      if (result.status === "written") written.set(encoded.rule, result);
      else reason = result.reason;
    }
    if (written.size === 0) return { reason };
    const sids = [...written.values()].flatMap(({ sid }) => sid ?? []);
    const finish = (files: ListFiles): void => {
      const fault = (): Error => new Error(`the format ${format.id} takes ${placeholder.path} and not ${files.path}: a fault of the format`);
      const final = encodingFor(files);
      const lasting = encodingFor(withoutContent(files));
      if (final.status === "unsupported" || lasting.status === "unsupported") throw fault();
      for (const [index, encoded] of final.signatures.entries()) {
        const before = written.get(encoded.rule);
        if (before === undefined) continue;
        const { sid, rev } = before;
        const given = sid === undefined || rev === undefined ? values : { ...values, sid, rev };
        const rendered = format.render!(encoded, given, context);
        const same = format.render!(lasting.signatures[index]!, given, context);
        // Only the digits of the path are others than in the placeholder.
        if (rendered.status === "unsupported" || same.status === "unsupported") throw fault();
        this.#pending.push({
          written: { ...before, rendered },
          lasting: same.text,
          emitted: { ...describe(final, encoded), sid, rev, observation: kind, kind: "list", entries: members, value: undefined, file: files.path },
        });
      }
    };
    return { plan, sids, member: first.observation, isWhole: context.rules.every(({ id }) => plan.rules.has(id)), finish };
  }

  /** Says what became of a member of a list in a file that no other signature stands for. */
  member({ contributors }: MergedObservation, sids: readonly number[]): Promise<void> {
    return this.#options.onOutcome(contributors, { status: "emitted", sids });
  }

  /**
   * Makes the signatures of one observation, by the rules that do not look into the list it stands in, if it does; true
   * when enough wait to be let out with {@link flush}.
   */
  async single(merged: MergedObservation, list?: OpenFileList): Promise<boolean> {
    const { template, compiled, family, onOutcome } = this.#options;
    const { observation, contributors } = merged;
    const { kind, key: match } = observation;
    const encoding = compiled.format.encode!(observation, list === undefined ? compiled.context(kind) : this.#restContext(list.plan));
    let outcome: ObservationOutcome;
    if (encoding.status === "unsupported") outcome = { status: "unsupported", reason: encoding.reason };
    else {
      const values = signatureValues(template, observationSubject(merged), contributors);
      outcome = this.#write(encoding, "rule", 1, observation, (encoded) => {
        const key = signatureKey(family, { kind, match, rule: encoded.rule });
        return { kind, key, encoded, values };
      });
    }
    if (list !== undefined) {
      const own = outcome.status === "emitted" ? outcome.sids : [];
      outcome = { status: "emitted", sids: [...list.sids, ...own].toSorted((a, b) => a - b) };
    }
    await onOutcome(contributors, outcome);
    return this.#pending.length >= CHECK_BATCH;
  }

  /** The template rules of a kind that do not look into its list. */
  #restContext(plan: FileListPlan): EncodeContext<unknown> {
    let found = this.#rests.get(plan);
    if (found === undefined) {
      const context = this.#options.compiled.context(plan.kind);
      found = { ...context, rules: context.rules.filter(({ id }) => !plan.rules.has(id)) };
      this.#rests.set(plan, found);
    }
    return found;
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
    for (const { written, emitted, lasting } of pending) {
      const rule = emitted.kind === "beside" ? undefined : rules[index++];
      const gid = written.sid === undefined ? undefined : (rule?.gid ?? 1);
      const name = written.sid === undefined ? rule?.name : undefined;
      await this.#options.onSignature({ gid, name, ...emitted });
      this.#options.onRule(emitted.observation, lasting ?? written.rendered.text);
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
          value: observation?.key,
          file: undefined,
          ...describe(encoding, encoded),
        },
      });
    }
    if (count === 0) return { status: "unsupported", reason: reason ?? "no rule of the template applies to it" };
    return { status: "emitted", sids };
  }
}

/** Files of a list as they would be named if they held one line, whatever it is. */
function withoutContent({ name, parts }: ListFiles): ListFiles {
  const plain = (of: string): ListFiles => ({ name: of, path: "list.lst", lines: 1 });
  if (parts === undefined) return plain(name);
  return { ...plain(name), parts: Object.fromEntries(Object.entries(parts).map(([word, part]) => [word, plain(part.name)])) };
}

/** What the manifest says of a signature beside what it is of. */
function describe(
  { approximate, requires, limits }: Encoding,
  { rule, channels, approximate: own }: EncodedSignature,
): Pick<EmittedSignature, "approximate" | "requires" | "limits" | "rule" | "channels"> {
  return { approximate: own ?? approximate, requires, limits, rule, channels };
}
