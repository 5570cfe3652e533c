import { Option } from "commander";
import type { Command } from "commander";
import type { SyncFlags } from "./commands/sync.ts";
import { collect, example, list, reporterOption, retiredOption } from "./program-options.ts";

/** Names, flags and help of `sync`. */
export function addSync(program: Command, action: (spec: string, flags: SyncFlags) => Promise<void>): void {
  program
    .command("sync")
    .summary("make rules of an incident and store them as its signature")
    .description(
      "Reads the indicators of a group on ThreatConnect, makes rules of those that the filter and the guards let pass, and " +
        "stores them there as a Signature that is associated with the group and with exactly the indicators in it. A " +
        "second run writes nothing; one that failed half-way is completed by the next.",
    )
    .argument("<group>", "the group, as in threatconnect:incident/54321; any type of group will do")
    .requiredOption("--format <ids>", "formats to write, with commas between them: one Signature each", list)
    .option("--filter <expression>", "which indicators become rules (default: the template's)")
    .option("--template <template>", "signature configuration template: the name of a shipped one, or a file (default: default)")
    .option("--owner <name>", "owner the Signature is stored in (default: TC_OWNER of the environment, else the API user's organization)")
    .option(
      "--target <engine@version>",
      "engine version the rules are for; may be given once for each engine (default: the format's first)",
      collect,
    )
    .option("--allowlist <file>", "values that never become rules, one a line; may be given several times", collect)
    .option("--guard <guards>", "on, off, or the guards to use with commas between them; +ID and -ID change the template's")
    .addOption(
      new Option("--side-files <use>", "what becomes of lists that rules need beside them: left out, or stored as Documents")
        .choices(["none", "document"])
        .default("none"),
    )
    .option("--overwrite-edited", "replace rules that somebody has edited on the platform")
    .option("--allow-empty", "withdraw the rules of a group that has no indicators at all any more")
    .addOption(retiredOption())
    .option("--plan", "show which signatures would be added, changed and retired, and why, and change nothing")
    .option("--dry-run", "the same as --plan")
    .option("--now <time>", "the time that now means, ISO 8601 in UTC (default: the clock)")
    .addOption(reporterOption())
    .addHelpText(
      "after",
      example(
        ["sigwright sync threatconnect:incident/54321 --format suricata --dry-run", "see what would be done"],
        ["sigwright sync threatconnect:campaign/7 --format suricata --owner 'Our Source'", ""],
      ) +
        "\nEnvironment:\n" +
        "  TC_API_PATH    address of the API: https://app.threatconnect.com/api\n" +
        "  TC_ACCESS_ID and TC_SECRET_KEY, or TC_TOKEN    who the API user is\n" +
        "  TC_OWNER       owner of signatures\n" +
        "\nExit codes:\n" +
        "  0  the signatures are as they should be\n" +
        "  1  a signature was left as it was, because somebody has edited it or the group is empty; or some indicators\n" +
        "     could not be read, and the others are stored\n" +
        "  2  something about the call, the filter, the template or the environment is wrong; nothing is written\n" +
        "  3  the platform could not be asked, or refused; what is missing is written by the next run\n",
    )
    .action(action);
}
