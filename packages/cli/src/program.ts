import { Argument, Command, Option } from "commander";
import { CHECK_REPORTER_IDS } from "./check-reporter.ts";
import type { CheckFlags } from "./commands/check.ts";
import type { FmtFlags } from "./commands/fmt.ts";
import type { GenerateFlags } from "./commands/generate.ts";
import type { InitFlags } from "./commands/init.ts";
import type { LedgerResolveFlags } from "./commands/ledger-resolve.ts";
import type { ProveFlags } from "./commands/prove.ts";
import type { SyncFlags } from "./commands/sync.ts";
import type { TemplateCheckFlags } from "./commands/template-check.ts";
import type { Reporter } from "./command-context.ts";
import { collect, example, list, reporterOption, retiredOption } from "./program-options.ts";
import { addProve } from "./prove-program.ts";
import { addReview } from "./review-program.ts";
import type { ReviewActions } from "./review-program.ts";
import { addSignature } from "./signature-program.ts";
import type { SignatureActions } from "./signature-program.ts";
import { CI_PLATFORMS } from "./starter-files.ts";
import { addSync } from "./sync-program.ts";

/** Flags that every command knows. */
export interface CommonFlags {
  readonly color?: boolean;
  readonly quiet?: boolean;
  readonly debug?: boolean;
}

/** What the commands do when they are called. */
export interface CommandActions {
  readonly check: (paths: readonly string[], flags: CheckFlags) => Promise<void>;
  readonly fmt: (paths: readonly string[], flags: FmtFlags) => Promise<void>;
  readonly generate: (flags: GenerateFlags) => Promise<void>;
  readonly formats: (flags: { reporter: Reporter }) => Promise<void>;
  readonly explain: (topic: string | undefined, flags: { reporter: Reporter }) => Promise<void>;
  readonly templateCheck: (file: string | undefined, flags: TemplateCheckFlags) => Promise<void>;
  readonly templateShow: (name: string) => Promise<void>;
  readonly ledgerResolve: (file: string, flags: LedgerResolveFlags) => Promise<void>;
  readonly init: (folder: string, flags: InitFlags) => Promise<void>;
  readonly signature: SignatureActions;
  readonly sync: (group: string, flags: SyncFlags) => Promise<void>;
  readonly review: ReviewActions;
  readonly prove: (folder: string, flags: ProveFlags) => Promise<void>;
}

/**
 * The command line: names, flags and help. It does nothing by itself, so that the reference can be made of it too.
 * Parsing throws commander's `CommanderError`; nothing is printed and the process goes on.
 */
export function createProgram(actions: CommandActions, version: string): Command {
  const program = new Command("sigwright")
    .description("Turns threat intelligence into detection rules you can trust.")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help for a command")
    .helpCommand("help [command]", "print help for a command")
    .addOption(new Option("--color", "use colours even where standard output is no terminal"))
    .addOption(new Option("--no-color", "use no colours (so does the environment variable NO_COLOR)"))
    .option("-q, --quiet", "print errors and nothing that is only for reading")
    .addOption(new Option("--debug", "print stack traces for faults of this program").hideHelp())
    .configureHelp({ showGlobalOptions: false, sortSubcommands: false })
    .exitOverride()
    .addHelpText(
      "after",
      example(
        ["sigwright init", "write the files to start from"],
        [`sigwright generate --source feed.ndjson --format suricata --out rules`, "make rules of a feed"],
        ["sigwright help generate", "all that can be set"],
      ),
    );
  addGenerate(program, actions);
  addSync(program, actions.sync);
  addSignature(program, actions.signature);
  addCheck(program, actions);
  addFmt(program, actions);
  addReview(program, actions.review);
  addProve(program, actions.prove);
  addFormats(program, actions);
  addExplain(program, actions);
  addTemplate(program, actions);
  addLedger(program, actions);
  addInit(program, actions);
  return program;
}

function addGenerate(program: Command, actions: CommandActions): void {
  program
    .command("generate")
    .summary("make rules of indicators")
    .description(
      "Reads indicators, leaves out what the filter and the guards keep back, and writes one ruleset for each format, " +
        "with a manifest that says of every indicator what became of it.",
    )
    .requiredOption("--source <spec>", "where the indicators are: file:PATH (or just PATH), threatconnect:incident/54321, or - for standard input")
    .requiredOption("--format <ids>", "formats to write, with commas between them; see `sigwright formats`", list)
    .option("--out <folder>", "folder to write to; it is made when it is missing")
    .option("--filter <expression>", "which indicators become rules (default: the template's)")
    .option("--template <template>", `signature configuration template: ${TEMPLATES.join(", ")}; or a file (default: default)`)
    .option(
      "--target <engine@version>",
      "engine version the rules are for; may be given once for each engine (default: the format's first)",
      collect,
    )
    .option("--name <name>", "name of the files (default: the name of the source, or sigwright)")
    .option("--append <file>", "begin the rules with those of this file, byte for byte; lists that they name beside it come along")
    .option("--sid-ledger <file>", "file that remembers which signature has which sid; it is made when it is missing")
    .option("--allowlist <file>", "values that never become rules, one a line; may be given several times", collect)
    .option("--guard <guards>", "on, off, or the guards to use with commas between them; +ID and -ID change the template's")
    .addOption(retiredOption())
    .option("--list-changes", "write, too, a file of commands by which a running engine takes what changed in lists since the output that stands in --out")
    .option("--plan", "show which signatures would be added, changed and retired, and why, and change nothing")
    .option("--now <time>", "the time that now means, ISO 8601 in UTC (default: the clock)")
    .addOption(reporterOption())
    .addHelpText(
      "after",
      example(
        ["sigwright generate --source feed.ndjson --format suricata --out rules", ""],
        [`sigwright generate --source - --format suricata --out rules --filter 'rating >= 4' < feed.csv`, ""],
        ["sigwright generate --source feed.ndjson --format suricata --sid-ledger sids.ledger --plan", ""],
      ) +
        "\nExit codes:\n" +
        "  0  the rules are written; or with --plan, would be\n" +
        "  1  the rules are written, but some rows of the source could not be read; or the sid ledger has a conflict\n" +
        "     or is full, and nothing is written\n" +
        "  2  something about the call, the filter or the template is wrong; nothing is written\n" +
        "  3  a file could not be read or written; nothing is changed\n",
    )
    .action(actions.generate);
}

function addCheck(program: Command, actions: CommandActions): void {
  program
    .command("check")
    .summary("say what the engine would make of rules")
    .description(
      "Says of rule files what the engine would refuse or leave out, and what it would load though it is hardly meant. No " +
        "engine is needed. Folders are searched for rule files; a pattern like 'rules/**/*.rules' works on every shell.",
    )
    .argument("[path...]", "files, folders or patterns; - for standard input (default: the current folder)")
    .option("--format <id>", "format of the files (default: found from what they hold); see `sigwright formats`")
    .option(
      "--target <engine@version>",
      "engine version the rules are for; may be given several times (default: the format's first)",
      collect,
    )
    .option("--include-disabled", "judge rules that stand commented out, too")
    .option("--profile <name>", "give the advice of a profile, too: team, modern; may be given several times", collect)
    .option("--fix", "mend in the files what can be mended without a change of meaning; what is left is reported")
    .option("--max-warnings <number>", "exit with 1 when there are more warnings than this")
    .option("--since <commit>", "report only what is about lines that changed since a branch, tag or commit of git, whose configuration counts")
    .option("--config <file>", "configuration to go by (default: the nearest sigwright.yaml, from the paths up)")
    .option("--no-config", "go by no configuration, whatever there is")
    .option("--baseline <file>", "findings that were there before and count for nothing (default: the configuration's)")
    .option("--write-baseline", "write the baseline anew, with what is found now")
    .addOption(
      new Option("--engine <use>", "ask the installed engine, too, and report where it differs")
        .choices(["off", "auto", "require"])
        .default("off"),
    )
    .addOption(
      new Option("--files <use>", "whether lists and scripts that rules name have to be there")
        .choices(["ignore", "require"])
        .default("ignore"),
    )
    .option("--watch", "check again whenever a file changes, until Ctrl-C")
    .option("--no-cache", "check every file anew, and keep nothing of it for the next time")
    .option("--suricata-yaml <file>", "suricata.yaml whose variables the rules may use (default: the stock ones)")
    .option("--classification <file>", "classification.config with the classtypes there are (default: the stock ones)")
    .option("--reference-config <file>", "reference.config with the kinds of references there are (default: the stock ones)")
    .addOption(new Option("--reporter <kind>", "how to print the result").choices(CHECK_REPORTER_IDS).default("pretty"))
    .addHelpText(
      "after",
      example(
        ["sigwright check rules", "every rule file in a folder"],
        ["sigwright check - < local.rules", "standard input"],
        ["sigwright check --target suricata@7.0 --target suricata@8.0 local.rules", "before an upgrade"],
        ["sigwright check --since origin/main --reporter github", "in a pull request"],
        ["sigwright check --profile modern --fix rules", "write old rules in the newer style"],
        ["sigwright check --engine require --max-warnings 0 rules", "as strict as can be"],
      ) +
        "\nExit codes:\n" +
        "  0  nothing of severity error was found\n" +
        "  1  something was, or there are more warnings than --max-warnings allows\n" +
        "  2  something about the call is wrong, or a file is of no known format\n" +
        "  3  a file could not be read (the others are reported all the same), or an engine is required and missing\n",
    )
    .action(actions.check);
}

function addFmt(program: Command, actions: CommandActions): void {
  program
    .command("fmt")
    .summary("lay rules out")
    .description(
      "Lays YARA rules out: sections, entries and blanks as `yr fmt` has them. Comments stay, and what a rule means. Files " +
        "are changed in place, each whole or not at all; what can't be parsed stays as it is. Prints the files it changed.",
    )
    .argument("[path...]", "files, folders or patterns; - for standard input, whose rules go to standard output (default: the current folder)")
    .option("--check", "change nothing: print the files that are laid out otherwise, and exit with 1 if there are any")
    .option("--format <id>", "format of the files (default: found from what they hold)")
    .addHelpText(
      "after",
      example(
        ["sigwright fmt rules", "every rule file in a folder"],
        ["sigwright fmt --check rules", "in a pull request"],
        ["sigwright fmt - < local.yar", "standard input to standard output"],
      ) +
        "\nExit codes:\n" +
        "  0  the files are laid out\n" +
        "  1  with --check: some are laid out otherwise\n" +
        "  2  something about the call is wrong, or a file is of no format that can be laid out\n" +
        "  3  a file could not be read or written; it is as it was\n",
    )
    .action(actions.fmt);
}

function addFormats(program: Command, actions: CommandActions): void {
  program
    .command("formats")
    .summary("list the formats and engine versions there are")
    .description("Lists the formats that rules can be written in, and the engine versions each knows.")
    .addOption(reporterOption())
    .action(actions.formats);
}

function addExplain(program: Command, actions: CommandActions): void {
  program
    .command("explain")
    .summary("say what a diagnostic means")
    .description("Says what a diagnostic means and how to mend its cause. Without a code, lists all there are.")
    .argument("[code]", "a diagnostic's code as it stands in square brackets after its message; or guards")
    .addOption(reporterOption())
    .addHelpText("after", example(["sigwright explain source/csv-columns", ""], ["sigwright explain guards", ""]))
    .action(actions.explain);
}

/** Templates that are shipped; the library that holds them is loaded only where it is needed. */
export const TEMPLATES: readonly string[] = ["default", "research", "blocking", "hunting"];

function addTemplate(program: Command, actions: CommandActions): void {
  const template = program
    .command("template")
    .summary("check and show signature configuration templates")
    .description("A signature configuration template says how indicators become rules: texts, sids, filter, guards.");
  template
    .command("check")
    .summary("check a template")
    .description("Reads a template and has each format understand its rules. Mistakes are shown at their place.")
    .argument("[template]", "the template: the name of a shipped one, or a file (default: default)")
    .option("--target <engine@version>", "engine version the rules are for; may be given once for each engine", collect)
    .addOption(reporterOption())
    .addHelpText("after", example(["sigwright template check my.yaml", ""]))
    .action(actions.templateCheck);
  template
    .command("show")
    .summary("print a template")
    .description(
      "Prints a shipped template. `default` is commented line by line, the place to start one of your own; the others " +
        "extend it: research (everything, alerts only), blocking (drops what is sure), hunting (wide, low priority).",
    )
    .addArgument(new Argument("[name]", "name of the template").choices(TEMPLATES).default("default"))
    .addHelpText("after", example(["sigwright template show > my.yaml", ""], ["sigwright template show blocking", ""]))
    .action(actions.templateShow);
}

function addLedger(program: Command, actions: CommandActions): void {
  const ledger = program
    .command("ledger")
    .summary("mend the sid ledger")
    .description("The sid ledger is the file that remembers which signature has which sid.");
  ledger
    .command("resolve")
    .summary("mend a ledger after a merge")
    .description(
      "Takes the conflict markers of a merge out of a sid ledger. Where both branches gave one sid, the signature that " +
        "had it before keeps it and the other gets a new one.",
    )
    .argument("[file]", "the ledger", "sids.ledger")
    .option("--base <file>", "the ledger as it was before the branches parted; what stands there keeps its sid")
    .option("--template <template>", "template whose sid range new sids are taken from, a name or a file (default: default)")
    .option("--dry-run", "show what would be done and change nothing")
    .addOption(reporterOption())
    .addHelpText(
      "after",
      example(
        ["sigwright ledger resolve sids.ledger", ""],
        ["git show main:sids.ledger > base.ledger && sigwright ledger resolve sids.ledger --base base.ledger", ""],
      ),
    )
    .action(actions.ledgerResolve);
}

function addInit(program: Command, actions: CommandActions): void {
  program
    .command("init")
    .summary("write the files to start from")
    .description("Writes a template, an allowlist and a configuration to start from. Files that are there already stay as they are.")
    .argument("[folder]", "where to write them", ".")
    .addOption(new Option("--ci <platform>", "write a workflow, too, that has changes of rules reviewed").choices(CI_PLATFORMS))
    .addOption(reporterOption())
    .action(actions.init);
}
