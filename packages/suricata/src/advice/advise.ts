import type { DiagnosticInfo } from "@sigwright/core";
import { adviser } from "@sigwright/rule-language/dialect";
import type { AdvisedRule, Adviser } from "@sigwright/rule-language/dialect";
import { DIRECTION_AGAINST_PORTS } from "./direction-against-ports.ts";
import { excludingContents } from "./excluding-contents.ts";
import { HYGIENE } from "./hygiene.ts";
import { legacyModifier } from "./legacy-modifier.ts";
import { MISSING_FLOW } from "./missing-flow.ts";
import { nothingToLookFor } from "./nothing-to-look-for.ts";
import { pcreWithoutContent } from "./pcre-without-content.ts";
import { relativeToNothing } from "./relative-to-nothing.ts";
import { shortFastPattern } from "./short-fast-pattern.ts";

/** Advice, by code. */
const ADVISER: Adviser<AdvisedRule> = adviser([
  DIRECTION_AGAINST_PORTS,
  excludingContents,
  legacyModifier,
  MISSING_FLOW,
  ...HYGIENE,
  nothingToLookFor,
  pcreWithoutContent,
  relativeToNothing,
  shortFastPattern,
]);

/** What is known of the advice, by code. */
export const ADVICE_DIAGNOSTICS: readonly DiagnosticInfo[] = ADVISER.diagnostics;

/** Adds what could be better about a rule that loads. */
export const advise: Adviser<AdvisedRule>["advise"] = ADVISER.advise;
