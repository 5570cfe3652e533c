import { extname } from "node:path";
import type { SignatureFormat } from "@sigwright/core";
import { reviewJson, reviewMarkdown } from "@sigwright/review";
import type { ReviewReport } from "@sigwright/review";
import type { CommandContext } from "./command-context.ts";
import { openPolicy, type PolicyRequest } from "./configuration/open-policy.ts";
import type { EngineUse } from "./engine-check.ts";
import { EXIT } from "./exit-code.ts";
import type { ExitCode } from "./exit-code.ts";
import { FORMATS } from "./formats.ts";
import type { ReviewSettings, Reviewed } from "./review-sides.ts";
import { selectAllTargets } from "./target-selection.ts";

/** Flags of the commands that tell what a change means. */
export interface ReviewFlags {
  readonly target?: readonly string[];
  readonly reporter: "markdown" | "json";
  readonly engine?: EngineUse;
  /** False to know nothing of earlier checks. */
  readonly cache?: boolean;
  readonly suricataYaml?: string;
  readonly classification?: string;
  readonly referenceConfig?: string;
  /** False for none, whatever there is. */
  readonly config?: string | false;
}

/**
 * How a change is judged, by the flags and the configuration.
 *
 * @param request what is reviewed, and how its files are called.
 * @throws UsageError when a flag says what can't be.
 */
export async function reviewSettings(
  flags: ReviewFlags,
  request: Omit<PolicyRequest, "targets" | "config">,
  context: CommandContext,
): Promise<ReviewSettings> {
  const formats = FORMATS.filter((format) => format.parse !== undefined);
  const policy = await openPolicy({ ...flags, ...request, targets: selectAllTargets(flags.target ?? [], FORMATS) }, context);
  const { engine = "off" } = flags;
  return { formats, policy, ...(engine === "off" ? {} : { engine: policy.engineOf("suricata") ?? {} }) };
}

/** Whether a path is one of a rule file, by its extension. */
export function isRulePath(path: string, formats: readonly SignatureFormat[]): boolean {
  const extension = extname(path).toLowerCase();
  return formats.some(({ extensions }) => extensions.includes(extension));
}

/** Prints a review. Exit code 1 when a finding of severity error is new. */
export function reportReview(base: string, { report, failures }: Reviewed, { reporter, engine = "off" }: ReviewFlags, context: CommandContext): ExitCode {
  const { io, errPaint, quiet } = context;
  for (const failure of failures) {
    if (engine === "require") throw failure;
    if (!quiet) io.err.write(`${errPaint.dim("note:")} an engine was not asked: ${failure.message}\n`);
  }
  const whole: ReviewReport = { ...report, base };
  io.out.write(reporter === "json" ? reviewJson(whole) : reviewMarkdown(whole));
  return whole.findings.some(({ finding }) => finding.located.diagnostic.severity === "error") ? EXIT.findings : EXIT.ok;
}
