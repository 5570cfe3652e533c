import type { Command } from "commander";
import type { SignatureAttributeFlags } from "./commands/signature/attribute.ts";
import type { SignatureDownloadFlags } from "./commands/signature/download.ts";
import type { SignatureImportFlags } from "./commands/signature/import.ts";
import type { SignatureLabelFlags } from "./commands/signature/label.ts";
import type { SignatureListFlags } from "./commands/signature/list.ts";
import type { SignaturePreviewFlags } from "./commands/signature/preview.ts";
import type { SignatureShowFlags } from "./commands/signature/show.ts";
import type { SignatureTagFlags } from "./commands/signature/tag.ts";
import type { SignatureUpdateFlags } from "./commands/signature/update.ts";
import { collect, reporterOption } from "./program-options.ts";
import type { AssociationFlags } from "./signature/association-flags.ts";

/** What the `signature` commands do when they are called. */
export interface SignatureActions {
  readonly list: (flags: SignatureListFlags) => Promise<void>;
  readonly show: (key: string, flags: SignatureShowFlags) => Promise<void>;
  readonly preview: (path: string, flags: SignaturePreviewFlags) => Promise<void>;
  readonly import: (path: string, flags: SignatureImportFlags) => Promise<void>;
  readonly update: (key: string, path: string | undefined, flags: SignatureUpdateFlags) => Promise<void>;
  readonly download: (key: string, flags: SignatureDownloadFlags) => Promise<void>;
  readonly associate: (key: string, flags: AssociationFlags) => Promise<void>;
  readonly dissociate: (key: string, flags: AssociationFlags) => Promise<void>;
  readonly tag: (key: string, names: readonly string[], flags: SignatureTagFlags) => Promise<void>;
  readonly label: (key: string, names: readonly string[], flags: SignatureLabelFlags) => Promise<void>;
  readonly attribute: (key: string, attributes: readonly string[], flags: SignatureAttributeFlags) => Promise<void>;
}

const KEY = "the signature's identifier, its xid or its name; the beginning of an identifier is enough where only one begins so";

/** Names, flags and help of the `signature` commands. */
export function addSignature(program: Command, actions: SignatureActions): void {
  const signature = program
    .command("signature")
    .summary("import, look at and change stored signatures")
    .description(
      "Works on signatures where they are stored: in a folder (`dir:PATH`), or on the platform (`threatconnect:`, with " +
        "TC_API_PATH, TC_ACCESS_ID and TC_SECRET_KEY or TC_TOKEN, and TC_OWNER in the environment).",
    );
  addReading(signature, actions);
  addWriting(signature, actions);
  addMembers(signature, actions);
}

function addReading(signature: Command, actions: SignatureActions): void {
  stored(signature.command("list"))
    .summary("list the signatures there are")
    .description("Lists the signatures of a store.")
    .option("--type <type>", "only those of this type")
    .option("--name <name>", "only those of this name")
    .option("--tag <tag>", "only those with this tag")
    .option("--group <type/id>", "only those associated with this group, as in incident/54321")
    .action(actions.list);
  stored(signature.command("show"))
    .summary("show all that is known of a signature")
    .description("Shows a signature: what it is called and associated with, its first lines, and what the engine would make of its rules.")
    .argument("<signature>", KEY)
    .action(actions.show);
  signature
    .command("preview")
    .summary("show what importing a file would store")
    .description("Shows what a file is taken for, its rules and what is wrong with them. Nothing is stored and no store is asked.")
    .argument("<file>", "the file with the rules; - for standard input")
    .option("--type <type>", "type of the signature (default: found from the content)")
    .addOption(reporterOption())
    .action(actions.preview);
  stored(signature.command("download"))
    .summary("write a signature's rules to a file")
    .description("Writes the rules of a signature to the byte, and its side files beside them: all or none. A file that is there stays unless you say so.")
    .argument("<signature>", KEY)
    .option("--out <path>", "file or folder to write to, or - for standard output (default: the current folder)")
    .option("--force", "replace files that are there already")
    .option("-y, --yes", "the same as --force")
    .action(actions.download);
}

function addWriting(signature: Command, actions: SignatureActions): void {
  stored(signature.command("import"))
    .summary("store a file as a new signature")
    .description(
      "Shows a preview of a file, with its rules and what the engine would make of them, and stores it when you say yes. " +
        "Rules with a placeholder such as [INSERT SID HERE] get a sid.",
    )
    .argument("<file>", "the file with the rules; - for standard input")
    .option("--type <type>", "type of the signature, one of the store's (default: found from the content)")
    .option("--name <name>", "name of the signature (default: the file's, without its ending)")
    .option("--file-name <name>", "file name to store (default: the file's)")
    .option("--description <text>", "the default Description attribute")
    .option("--source <text>", "the default Source attribute")
    .option("--attribute <type=value>", "another attribute; may be given several times", collect)
    .option("--tag <tag>", "a tag; may be given several times", collect)
    .option("--label <label>", "a security label; may be given several times", collect)
    .option("--group <type/id>", "a group to associate it with, as in incident/54321; may be given several times", collect)
    .option("--indicator <type=value>", "an indicator to associate it with, as in Host=bad.example; may be given several times", collect)
    .option("--owner <name>", "owner of the indicators that are named")
    .option("--xid <xid>", "what you call it by, unique in the store")
    .option("--sid <sids>", "sids for rules that have a placeholder: the first one, or a range as in 1000001-1000100")
    .option("-y, --yes", "don't ask")
    .addHelpText(
      "after",
      `\nExamples:\n  $ sigwright signature import bad.rules --type Suricata --name 'Bad Incident' --group incident/54321\n` +
        `  $ sigwright signature import bad.rules --sid 1000001 --yes --store threatconnect:\n` +
        "\nExit codes:\n" +
        "  0  the signature is stored; or you said no\n" +
        "  1  the signature is stored, but the engine would refuse some of it\n" +
        "  2  something about the call is wrong, or there is nobody to ask; nothing is stored\n" +
        "  3  the file or the store could not be read or written\n",
    )
    .action(actions.import);
  stored(signature.command("update"))
    .summary("change a signature's rules, name or type")
    .description("Replaces the rules of a signature by those of a file, or changes its name, type or file name, when you say yes.")
    .argument("<signature>", KEY)
    .argument("[file]", "the file with the new rules; - for standard input (default: the rules stay)")
    .option("--name <name>", "the new name")
    .option("--type <type>", "the new type")
    .option("--file-name <name>", "the new file name")
    .option("--sid <sids>", "sids for rules that have a placeholder: the first one, or a range as in 1000001-1000100")
    .option("-y, --yes", "don't ask")
    .action(actions.update);
}

function addMembers(signature: Command, actions: SignatureActions): void {
  for (const [name, what, action] of [
    ["associate", "Associates a signature with groups and indicators.", actions.associate],
    ["dissociate", "Ends associations of a signature with groups and indicators.", actions.dissociate],
  ] as const) {
    stored(signature.command(name))
      .summary(name === "associate" ? "associate a signature with groups and indicators" : "end associations of a signature")
      .description(what)
      .argument("<signature>", KEY)
      .option("--group <type/id>", "a group, as in incident/54321; may be given several times", collect)
      .option("--indicator <type=value>", "an indicator, as in Host=bad.example; may be given several times", collect)
      .option("--owner <name>", "owner of the indicators that are named")
      .action(action);
  }
  stored(signature.command("tag"))
    .summary("tag a signature")
    .description("Tags a signature, or takes tags off it.")
    .argument("<signature>", KEY)
    .argument("<tag...>", "the tags")
    .option("--remove", "take them off")
    .action(actions.tag);
  stored(signature.command("label"))
    .summary("put security labels on a signature")
    .description("Puts security labels on a signature, or takes them off it.")
    .argument("<signature>", KEY)
    .argument("<label...>", "the labels, as in TLP:AMBER")
    .option("--remove", "take them off")
    .action(actions.label);
  stored(signature.command("attribute"))
    .summary("give a signature attributes")
    .description("Gives a signature attributes, or takes them away.")
    .argument("<signature>", KEY)
    .argument("<type=value...>", "the attributes, as in Description='Rules for the gateway'")
    .option("--remove", "take them away")
    .option("--replace", "in the place of all others of the same type")
    .option("--default", "make them the ones shown for their type")
    .option("--attribute-source <text>", "who says so")
    .action(actions.attribute);
}

/** The options that all commands on a store have. */
function stored(command: Command): Command {
  return command
    .option("--store <store>", "where signatures are: dir:PATH or threatconnect: (default: SIGWRIGHT_STORE of the environment, else dir:signatures)")
    .addOption(reporterOption());
}
