import { Option } from "commander";
import type { Command } from "commander";
import type { ReviewCommandFlags } from "./commands/review.ts";
import { collect, example } from "./program-options.ts";
import type { ReviewFlags } from "./review-command.ts";

/** What the commands do that tell what a change means. */
export interface ReviewActions {
  readonly review: (flags: ReviewCommandFlags) => Promise<void>;
  readonly diff: (before: string, after: string, flags: ReviewFlags) => Promise<void>;
}

/** Names, flags and help of the commands that tell what a change means. */
export function addReview(program: Command, actions: ReviewActions): void {
  judged(program.command("review"))
    .summary("say what the changes of a branch mean to rules")
    .description(
      "Compares the rule files of the work tree with those of the commit where the branch parted from another one: rules " +
        "added, removed, moved, enabled and disabled; for changed ones what changed in meaning; and the findings that are " +
        "new. Nothing of the change is executed.",
    )
    .requiredOption("--base <commit>", "branch, tag or commit the change is for")
    .addOption(
      new Option("--engine <use>", "ask the installed engines what they load of the change").choices(["off", "auto", "require"]).default("off"),
    )
    .option("--no-cache", "check every file anew, and keep nothing of it for the next time")
    .addHelpText(
      "after",
      example(
        ["sigwright review --base origin/main > comment.md", "the comment for a pull request"],
        ["sigwright review --base v1.2 --reporter json", "for programs"],
      ) + EXIT_CODES,
    )
    .action(actions.review);
  judged(program.command("diff"))
    .summary("say what is different in meaning between rules")
    .description("Compares two rule files, or the rule files of two folders, in the way `review` does.")
    .argument("<old>", "a file or a folder")
    .argument("<new>", "likewise")
    .addHelpText("after", example(["sigwright diff yesterday.rules today.rules", ""]) + EXIT_CODES)
    .action(actions.diff);
}

const EXIT_CODES =
  "\nExit codes:\n" +
  "  0  nothing of severity error is new\n" +
  "  1  something is\n" +
  "  2  something about the call is wrong, or there is no such commit\n" +
  "  3  a file could not be read, or an engine is required and missing\n";

/** The options about how both sides are judged, and how the result is printed. */
function judged(command: Command): Command {
  return command
    .option(
      "--target <engine@version>",
      "engine version the rules are for; may be given several times (default: the format's first)",
      collect,
    )
    .option("--config <file>", "configuration to go by (default: the nearest sigwright.yaml)")
    .option("--no-config", "go by no configuration, whatever there is")
    .option("--suricata-yaml <file>", "suricata.yaml whose variables the rules may use (default: the stock ones)")
    .option("--classification <file>", "classification.config with the classtypes there are (default: the stock ones)")
    .option("--reference-config <file>", "reference.config with the kinds of references there are (default: the stock ones)")
    .addOption(new Option("--reporter <kind>", "how to print the result").choices(["markdown", "json"]).default("markdown"));
}
