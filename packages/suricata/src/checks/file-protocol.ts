import type { Range } from "@sigwright/core";
import { type OptionCheck, type RuleCheck, ruleNote } from "@sigwright/rule-language/dialect";

/** The first keyword of a rule that looks at files, and the first that looks at their names. */
interface FileUses {
  readonly file: FileUse;
  readonly name: FileUse | undefined;
}

interface FileUse {
  readonly keyword: string;
  readonly range: Range;
}

const fileUses = ruleNote<FileUses>("file keywords");

function noting(what: keyof FileUses, summary: string): OptionCheck {
  return {
    summary,
    check: ({ state, keyword, nameRange }) => {
      const use = { keyword: keyword.name, range: nameRange };
      const { file = use, name } = fileUses.of(state) ?? {};
      fileUses.keep(state, { file, name: name ?? (what === "name" ? use : undefined) });
    },
  };
}

/** Of keywords that look at files: the rule's protocol must carry files. */
export const looksAtFiles: OptionCheck = noting("file", "the rule's protocol carries files");

/** Of keywords that look at names of files: the rule's protocol must carry files with names. */
export const looksAtFileNames: OptionCheck = noting("name", "the rule's protocol carries files with names");

/** Files of this protocol have no names. */
const NAMELESS = "http2";

/** The protocol of a rule with file keywords carries files. */
export const fileProtocol: RuleCheck = {
  summary: "the protocol of a rule with file keywords carries files",
  check: (_rule, state, report) => {
    const uses = fileUses.of(state);
    if (uses === undefined || state.protocol === undefined) return;
    const protocol = state.protocol.name;
    const labels = state.protocolAt === undefined ? {} : { labels: [{ range: state.protocolAt, message: `${protocol} comes from here` }] };
    if (state.protocol.files !== true) {
      report.reject("no-files-in-protocol", uses.file.range, `\`${uses.file.keyword}\` looks at files, and the engine finds none in ${protocol}`, { ...labels, help: "make it a rule for a protocol that carries files: http, smtp, ftp-data, nfs or smb" });
    } else if (protocol === NAMELESS && uses.name !== undefined) {
      report.reject("no-files-in-protocol", uses.name.range, `\`${uses.name.keyword}\` looks at names of files, and files in ${protocol} have none`, labels);
    }
  },
};
