import { type DialectKeyword, NOTHING, type OptionCheck, textLike } from "@sigwright/rule-language/dialect";
import { contentBytes } from "../arguments/content-bytes.ts";
import { fileExtension } from "../arguments/file-extension.ts";
import { filesStored } from "../checks/files-stored.ts";
import { looksAtFileNames, looksAtFiles } from "../checks/file-protocol.ts";
import { numberKeyword } from "./version-rows.ts";

const TCP = 6;

const overTcp: OptionCheck = {
  summary: "file_data works in rules for TCP only",
  check: ({ state: { ipProtocols }, keyword, nameRange, report }) => {
    if (ipProtocols.any || ipProtocols.numbers.has(TCP)) return;
    report.reject("wrong-ip-protocol", nameRange, `\`${keyword.name}\` needs a rule for TCP`);
  },
};

const inFileProtocol: OptionCheck = {
  summary: "the protocol that the rule is for so far carries files",
  check: ({ state: { protocol, protocolAt }, keyword, nameRange, report }) => {
    if (protocol === undefined || protocol.files === true) return;
    report.reject("no-files-in-protocol", nameRange, `\`${keyword.name}\` looks at files, and the engine finds none in ${protocol.name}`, {
      help: "make it a rule for a protocol that carries files: http, smtp, ftp-data, nfs or smb",
      ...(protocolAt === undefined ? {} : { labels: [{ range: protocolAt, message: `${protocol.name} comes from here` }] }),
    });
  },
};

const notBesideBypass: OptionCheck = {
  summary: "it can't stand behind bypass",
  check: ({ state, keyword, nameRange, report }) => {
    // What bypass looks for in its turn.
    filesStored.keep(state, true);
    for (const [seen, range] of state.seen) {
      if (seen.name !== "bypass") continue;
      report.reject("options-exclude-each-other", nameRange, `\`${keyword.name}\` and \`bypass\` can't stand in the same rule`, {
        labels: [{ range, message: "`bypass` is here" }],
      });
    }
  },
};

const nothingPending: OptionCheck = {
  summary: "no transforms wait for a match",
  check: ({ state, keyword, nameRange, report }) => {
    if (state.pending.length === 0) state.selected = NOTHING;
    else report.reject("unused-transform", nameRange, `\`${keyword.name}\` can't follow a transform`, { labels: [{ range: state.pending[0]!.range, message: "this one" }] });
  },
};

const STORE = textLike(/^\s*[A-z_]{1,31}\s*(?:,\s*[A-z_]{1,31})?\s*(?:,\s*[A-z_]{1,31})?\s*$/, "a direction and a scope if wanted: `request,file`");

const NAME = { value: "required", quotes: "optional", negatable: true, manual: "file-keywords.html#file-name" } as const;
const HASH = { value: "required", role: { kind: "matches-in", buffer: "files" }, checks: [looksAtFiles] } as const;

/** Keywords on files in traffic. */
export const FILE_KEYWORDS: readonly DialectKeyword[] = [
  { name: "file.data", aliases: ["file_data"], until: "8.0", value: "none", role: { kind: "selects", buffer: "file_data" }, checks: [overTcp, inFileProtocol, looksAtFiles], manual: "file-keywords.html#file-data" },
  { name: "file.data", aliases: ["file_data"], since: "8.0", value: "optional", direction: "alone", role: { kind: "selects", buffer: "file_data" }, checks: [inFileProtocol, looksAtFiles], manual: "file-keywords.html#file-data" },
  { name: "file.name", until: "8.0", value: "none", role: { kind: "selects", buffer: "file.name" }, checks: [looksAtFileNames], manual: "file-keywords.html#file-name" },
  { name: "file.name", since: "8.0", value: "optional", direction: "alone", role: { kind: "selects", buffer: "file.name" }, checks: [looksAtFileNames], manual: "file-keywords.html#file-name" },
  { name: "file.magic", until: "8.0", value: "none", role: { kind: "selects", buffer: "file.magic" }, manual: "file-keywords.html#file-magic" },
  { name: "file.magic", since: "8.0", value: "optional", direction: "alone", role: { kind: "selects", buffer: "file.magic" }, manual: "file-keywords.html#file-magic" },
  { name: "filename", ...NAME, argument: contentBytes, role: { kind: "content", moves: "file.name", noCase: true }, checks: [nothingPending, looksAtFileNames] },
  { name: "fileext", ...NAME, argument: fileExtension, role: { kind: "content", moves: "file.name", noCase: true }, checks: [nothingPending, looksAtFileNames], manual: "file-keywords.html#fileext" },
  { name: "filemagic", value: "required", quotes: "required", negatable: true, argument: contentBytes, role: { kind: "content", moves: "file.magic", noCase: true }, checks: [nothingPending, looksAtFiles], manual: "file-keywords.html#file-magic" },
  ...numberKeyword({ name: "filesize", value: "required", role: { kind: "matches-in", buffer: "files" }, checks: [looksAtFiles], manual: "file-keywords.html#filesize" }, 64).map((row) => (row.since === "8.0" ? { ...row, direction: "before-value" as const } : row)),
  { name: "filestore", value: "optional", argument: STORE, role: { kind: "matches-in", buffer: "files" }, checks: [notBesideBypass, looksAtFiles], manual: "file-keywords.html#filestore" },
  { name: "filemd5", ...HASH, manual: "file-keywords.html#filemd5" },
  { name: "filesha1", ...HASH, manual: "file-keywords.html#filesha1" },
  { name: "filesha256", ...HASH, manual: "file-keywords.html#filesha256" },
];
