import type { Observation } from "../observation.ts";
import type {
  SignatureFormat,
  CompiledRule,
  EncodeContext,
  EncodedSignature,
  Encoding,
  RenderedSignature,
  SlotValues,
  TemplateRule,
  Unsupported,
} from "../signature-format.ts";
import { SourceText } from "../source-text.ts";
import { attempt, demand, demandSame, excerpt, jsonFault, targetsOf } from "./conformance-case.ts";
import type { ConformanceCase, FormatFixtures } from "./conformance-case.ts";
import { HOSTILE_VALUES } from "./hostile-texts.ts";
import { demandDiagnostics } from "./parse-conformance.ts";
import { HOSTILE_OBSERVATIONS, SAMPLE_OBSERVATIONS } from "./sample-observations.ts";
import { DEFAULT_SLOTS, slotValues } from "./slot-values.ts";

/** An observation with the context a format encodes it in. */
export interface EncodeTrial {
  readonly observation: Observation;
  readonly context: EncodeContext<unknown>;
}

/** Cases about template rules; none for a format without templates. */
export function templateCases(format: SignatureFormat, fixtures: FormatFixtures): readonly ConformanceCase[] {
  if (format.compileTemplate === undefined) return [];
  const slots = fixtures.slots ?? DEFAULT_SLOTS;
  const rules = fixtures.rules ?? [];
  return [
    {
      name: "understands the template rules of its fixtures, for every target",
      run: () => {
        demand(rules.length > 0, "the fixtures have no template rules, so nothing of encoding is tested");
        for (const target of targetsOf(format)) {
          for (const given of rules) {
            const { rule, diagnostics } = format.compileTemplate!(given, slots, { target });
            demandDiagnostics(diagnostics, given.text, "compileTemplate");
            const faults = diagnostics.filter((diagnostic) => diagnostic.severity === "error");
            demand(faults.length === 0 && rule !== undefined, `template rule ${excerpt(given)} is refused: ${excerpt(faults)}`);
            const { id, observation, variant } = rule;
            demandSame({ id, observation, variant }, { id: given.id, observation: given.observation, variant: given.variant }, "the compiled rule");
          }
        }
      },
    },
    {
      name: "refuses template texts that it can't use, at their place, without throwing",
      run: () => {
        const target = targetsOf(format)[0]!;
        for (const text of ["", "{{", "{{}}", "}}", "{{no-such-slot}}", ...HOSTILE_VALUES]) {
          const given: TemplateRule = { id: "hostile", observation: "host", text };
          const { rule, diagnostics } = attempt("compileTemplate", text, () => format.compileTemplate!(given, slots, { target }));
          demandDiagnostics(diagnostics, text, "compileTemplate");
          demand(rule !== undefined || diagnostics.length > 0, `template text ${excerpt(text)} is refused without a reason`);
        }
      },
    },
  ];
}

/** Cases about encoding and rendering; none for a format that does not encode. */
export function encodeCases(format: SignatureFormat, fixtures: FormatFixtures): readonly ConformanceCase[] {
  if (format.encode === undefined || format.render === undefined) return [];
  const encode = ({ observation, context }: EncodeTrial): Encoding | Unsupported => format.encode!(observation, context);
  const samples = [...SAMPLE_OBSERVATIONS, ...(fixtures.observations ?? [])];
  const all = (): readonly EncodeTrial[] => trials(format, fixtures, [...samples, ...HOSTILE_OBSERVATIONS]);

  return [
    {
      name: "encodes or says why not, the same each time, as JSON data",
      run: () => {
        for (const { observation, context } of all()) {
          const first = attempt("encode", observation, () => encode({ observation: frozen(observation), context }));
          demandSame(first, encode({ observation, context }), `encoding of ${excerpt(observation)}`);
          const fault = jsonFault(first);
          demand(fault === undefined, `the encoding of ${excerpt(observation)} is not JSON data: ${fault}`);
          demandEncoding(first, observation, context);
        }
      },
    },
    {
      name: "puts nothing in files beside the rules where everything has to stand in them",
      run: () => {
        for (const { observation, context } of all()) {
          const alone = { ...context, selfContained: true };
          demandEncoding(attempt("encode", observation, () => encode({ observation, context: alone })), observation, alone);
        }
      },
    },
    {
      name: "encodes something and renders it",
      run: () => {
        const rendered = trials(format, fixtures, samples).flatMap((trial) => renderAll(format, fixtures, trial));
        demand(rendered.some(({ result }) => result.status === "rendered"), "not one of the sample observations is rendered");
      },
    },
    {
      name: "covers only channels that the observation has",
      run: () => {
        for (const { observation, context } of trials(format, fixtures, samples)) {
          const narrow = { ...observation, channels: observation.channels.slice(0, 1) };
          demandEncoding(encode({ observation: narrow, context }), narrow, context);
        }
      },
    },
    {
      name: "says different things of different observations",
      run: () => {
        const byText = new Map<string, Observation>();
        for (const trial of all()) {
          if (trial.context.target !== targetsOf(format)[0]) continue;
          const { observation } = trial;
          const encoding = encode(trial);
          // What is approximate says so, and may be the same for two.
          if (encoding.status === "unsupported" || encoding.approximate !== undefined) continue;
          for (const { result } of renderAll(format, fixtures, trial)) {
            if (result.status !== "rendered") continue;
            const text = `${observation.kind}: ${result.text}`;
            const other = byText.get(text) ?? observation;
            demandSame(observation.key, other.key, `${excerpt(result.text)} is the signature of two observations`);
            byText.set(text, observation);
          }
        }
      },
    },
    {
      name: "renders the same each time; the fingerprint does not depend on sid and rev",
      run: () => {
        for (const { observation, signature, context, result } of allRendered(format, fixtures, samples)) {
          const values = slotValues(format, fixtures, { sid: 7, rev: 9 });
          const render = (): RenderedSignature | Unsupported => format.render!(signature, values, context);
          const again = render();
          demandSame(again, render(), `rendering of ${excerpt(observation)}`);
          const fingerprint = again.status === "rendered" ? again.fingerprint : "";
          demand(fingerprint === result.fingerprint, `the fingerprint of ${excerpt(result.text)} changes with sid and rev`);
        }
      },
    },
    {
      name: "lets no observation, however hostile, break out of its rule",
      run: () => {
        for (const { observation, result } of allRendered(format, fixtures, [...samples, ...HOSTILE_OBSERVATIONS])) {
          if (result.isBeside === undefined) demandRuleCount(format, result.text, 1, `the signature of ${excerpt(observation)}`);
        }
      },
    },
    {
      name: "lets no slot value, however hostile, break out of its place",
      run: () => {
        const trial = trials(format, fixtures, samples).find((each) => isRendered(format, fixtures, each));
        if (trial === undefined) return;
        for (const text of HOSTILE_VALUES) {
          for (const { result } of renderAll(format, fixtures, trial, slotValues(format, fixtures, { text }))) {
            if (result.status === "rendered" && result.isBeside === undefined) demandRuleCount(format, result.text, 1, `a signature with the slot value ${excerpt(text)}`);
          }
        }
      },
    },
  ];
}

/** Demands that a format's own parser sees so many rules in a text, all enabled, and finds no error. */
export function demandRuleCount(format: SignatureFormat, text: string, count: number, what: string): void {
  if (format.parse === undefined) return;
  const { document, diagnostics } = attempt("parse", text, () => format.parse!(SourceText.fromString(text)));
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error");
  demand(errors.length === 0, `${what}, ${excerpt(text)}, does not parse: ${excerpt(errors[0])}`);
  if (format.rules === undefined) return;
  const enabled = format.rules(document).filter((rule) => rule.enabled);
  demand(enabled.length === count, `${what}, ${excerpt(text)}, is ${enabled.length} rules, not ${count}`);
}

/** Each observation with each target, and the compiled template rules of its kind. */
export function trials(format: SignatureFormat, fixtures: FormatFixtures, observations: readonly Observation[]): readonly EncodeTrial[] {
  return targetsOf(format).flatMap((target) => {
    const rules = compiledRules(format, fixtures, { target });
    return observations.map((observation) => {
      const ofKind = rules.filter((rule) => rule.observation === observation.kind);
      return { observation, context: { target, rules: ofKind } };
    });
  });
}

/** A signature and what it is rendered to. */
export interface RenderTrial {
  readonly signature: EncodedSignature;
  readonly result: RenderedSignature | Unsupported;
}

/** What the signatures of an observation are rendered to; nothing for an unsupported one. */
export function renderAll(
  format: SignatureFormat,
  fixtures: FormatFixtures,
  { observation, context }: EncodeTrial,
  values: SlotValues = slotValues(format, fixtures, {}),
): readonly RenderTrial[] {
  const encoding = format.encode!(observation, context);
  if (encoding.status === "unsupported") return [];
  return encoding.signatures.map((signature) => {
    const result = attempt("render", signature, () => format.render!(signature, values, context));
    if (result.status === "unsupported") demandReason(result.reason, `render of ${excerpt(observation)}`);
    else {
      demand(result.text !== "" && result.fingerprint !== "", `render of ${excerpt(observation)} gave an empty text or fingerprint`);
      demand(result.isBeside === signature.isBeside, `render of ${excerpt(observation)} says other than its encoding whether it is a rule`);
    }
    return { signature, result };
  });
}

/** Demands what holds for every encoding of an observation (or of a list, of its first member). */
export function demandEncoding(encoding: Encoding | Unsupported, observation: Observation, context: EncodeContext<unknown>): void {
  const what = `the encoding of ${excerpt(observation)}`;
  if (encoding.status === "unsupported") return demandReason(encoding.reason, what);
  const { signatures, uncovered } = encoding;
  demand(signatures.length > 0, `${what} has no signatures; it should be unsupported with a reason`);
  const covered = new Set(signatures.flatMap((signature) => signature.channels));
  const left = new Set(uncovered.map(({ channel }) => channel));
  for (const channel of [...covered, ...left]) {
    demand(observation.channels.includes(channel), `${what} speaks of the channel ${channel}, which the observation does not have`);
  }
  for (const channel of observation.channels) {
    demand(covered.has(channel) || left.has(channel), `${what} neither covers the channel ${channel} nor says why not`);
    demand(!covered.has(channel) || !left.has(channel), `${what} covers the channel ${channel} and says that it does not`);
  }
  for (const { reason } of uncovered) demandReason(reason, what);
  const ids = context.rules.length === 0 ? [observation.kind] : context.rules.map((rule) => rule.id);
  for (const { rule, isBeside } of signatures) {
    demand(isBeside === undefined || context.selfContained !== true, `${what} needs a file beside the rules where it was told to do without`);
    if (isBeside === undefined) demand(ids.includes(rule), `${what} names the rule ${excerpt(rule)}, which is none of ${ids.join(", ")}`);
  }
}

function demandReason(reason: string, what: string): void {
  demand(reason.trim() !== "" && !/[\n\r\u0000\u001B]/.test(reason), `${what} gives no reason in one line of text: ${excerpt(reason)}`);
}

function compiledRules(
  format: SignatureFormat,
  fixtures: FormatFixtures,
  context: { target: EncodeTrial["context"]["target"] },
): readonly CompiledRule<unknown>[] {
  if (format.compileTemplate === undefined) return [];
  return (fixtures.rules ?? []).flatMap((rule) => {
    const compiled: CompiledRule<unknown> | undefined = format.compileTemplate!(rule, fixtures.slots ?? DEFAULT_SLOTS, context).rule;
    return compiled ?? [];
  });
}

interface Rendered extends EncodeTrial {
  readonly signature: EncodedSignature;
  readonly result: RenderedSignature;
}

function allRendered(format: SignatureFormat, fixtures: FormatFixtures, observations: readonly Observation[]): readonly Rendered[] {
  return trials(format, fixtures, observations).flatMap((trial) =>
    renderAll(format, fixtures, trial).flatMap(({ signature, result }) =>
      result.status === "rendered" ? [{ ...trial, signature, result }] : [],
    ),
  );
}

function isRendered(format: SignatureFormat, fixtures: FormatFixtures, trial: EncodeTrial): boolean {
  return renderAll(format, fixtures, trial).some(({ result }) => result.status === "rendered");
}

function frozen(observation: Observation): Observation {
  return Object.freeze({
    ...observation,
    match: Object.freeze({ ...observation.match }),
    channels: Object.freeze([...observation.channels]),
  });
}
