import type { Diagnostic, DiagnosticInfo } from "@sigwright/core";
import type { AdvisedRule, Advice } from "./advice.ts";
import { directionAgainstPorts } from "./direction-against-ports.ts";
import { excludingContents } from "./excluding-contents.ts";
import { HYGIENE } from "./hygiene.ts";
import { legacyModifier } from "./legacy-modifier.ts";
import { missingFlow } from "./missing-flow.ts";
import { nothingToLookFor } from "./nothing-to-look-for.ts";
import { pcreWithoutContent } from "./pcre-without-content.ts";
import { relativeToNothing } from "./relative-to-nothing.ts";
import { shortFastPattern } from "./short-fast-pattern.ts";

/** Advice, by code. */
const ADVICE: readonly Advice[] = [
  directionAgainstPorts,
  excludingContents,
  legacyModifier,
  missingFlow,
  ...HYGIENE,
  nothingToLookFor,
  pcreWithoutContent,
  relativeToNothing,
  shortFastPattern,
];

/** What is known of the advice, by code. */
export const ADVICE_DIAGNOSTICS: readonly DiagnosticInfo[] = ADVICE.map(({ info }) => info);

const ALWAYS = ADVICE.filter(({ info }) => info.profile === undefined);

/** Adds what could be better about a rule that loads. */
export function advise(subject: AdvisedRule, profiles: ReadonlySet<string> | undefined, into: Diagnostic[]): void {
  const wanted = profiles === undefined || profiles.size === 0 ? ALWAYS : ADVICE.filter(({ info: { profile } }) => profile === undefined || profiles.has(profile));
  for (const { info, check } of wanted) {
    check(subject, (range, details) => into.push({ code: info.code, severity: info.severity, rejects: false, range, ...details }));
  }
}
