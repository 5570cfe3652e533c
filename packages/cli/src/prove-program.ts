import { Option } from "commander";
import type { Command } from "commander";
import type { ProveFlags } from "./commands/prove.ts";
import { collect, example, reporterOption } from "./program-options.ts";
import { PROOF_ENGINES } from "./prove/proof-engine.ts";

/** Names, flags and help of `prove`. */
export function addProve(program: Command, action: (folder: string, flags: ProveFlags) => Promise<void>): void {
  program
    .command("prove")
    .summary("show the engine what rules are for, and see that they fire")
    .description(
      "Takes what `generate` wrote, makes for each signature traffic in which it must fire, and near misses in which it " +
        "must not, replays all of it through the installed engine, and says of each signature whether it is proven.",
    )
    .argument("<folder>", "the folder with rules and manifest")
    .addOption(new Option("--engine <engine>", "engine to ask (default: the one the rules are for)").choices(PROOF_ENGINES))
    .option("--sample <file>", "a file, certificate or hello whose digest or fingerprint is in the rules; may be given several times", collect)
    .option("--members <number>", "how many members of each list are shown, or all", "20")
    .option("--limit <number>", "of how many observations the rules are shown (default: all); lists always are")
    .option("--keep-pcaps <folder>", "keep the captures there, with an index that says what must fire in which flow")
    .option("--timeout <seconds>", "seconds that one run of the engine may take", "600")
    .addOption(reporterOption())
    .addHelpText(
      "after",
      example(
        ["sigwright prove rules", "after: sigwright generate --source feed.ndjson --format suricata --out rules"],
        ["sigwright prove rules --sample malware.bin --keep-pcaps proof", "prove a file's digest, too, and keep the traffic"],
      ) +
        "\nExit codes:\n" +
        "  0  all signatures that can be proven are proven\n" +
        "  1  a signature did not fire, has no rule, fired on a near miss or more than once; or nothing at all is proven\n" +
        "  2  something about the call is wrong, or there is no manifest, or it does not fit its files\n" +
        "  3  a file could not be read or written, or the engine is missing or failed\n",
    )
    .action(action);
}
