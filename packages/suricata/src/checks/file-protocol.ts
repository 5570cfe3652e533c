import type { OptionCheck, RuleCheck } from "@sigwright/rule-language/dialect";

const NOTE = "file keyword";

/** The first keyword of a rule that looks at files, and the first that looks at their names. */
interface FileNote {
  file?: { readonly keyword: string; readonly range: { readonly start: number; readonly end: number } };
  name?: FileNote["file"];
}

function noting(what: keyof FileNote, summary: string): OptionCheck {
  return {
    summary,
    check: ({ state, keyword, nameRange }) => {
      const note = (state.notes.get(NOTE) ?? {}) as FileNote;
      note.file ??= { keyword: keyword.name, range: nameRange };
      if (what === "name") note.name ??= { keyword: keyword.name, range: nameRange };
      state.notes.set(NOTE, note);
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
    const note = state.notes.get(NOTE) as FileNote | undefined;
    if (note?.file === undefined || state.protocol === undefined) return;
    const protocol = state.protocol.name;
    const labels = state.protocolAt === undefined ? {} : { labels: [{ range: state.protocolAt, message: `${protocol} comes from here` }] };
    if (state.protocol.files !== true) {
      report.reject("no-files-in-protocol", note.file.range, `\`${note.file.keyword}\` looks at files, and the engine finds none in ${protocol}`, { ...labels, help: "make it a rule for a protocol that carries files: http, smtp, ftp-data, nfs or smb" });
    } else if (protocol === NAMELESS && note.name !== undefined) {
      report.reject("no-files-in-protocol", note.name.range, `\`${note.name.keyword}\` looks at names of files, and files in ${protocol} have none`, labels);
    }
  },
};
