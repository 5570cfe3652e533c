import type { BesideFile } from "@sigwright/rule-language/template";

/** What the name of the file ends with. */
const SUFFIX = "-file-policy.lua";
const SHA256 = /^[0-9a-f]{64}$/;

// Facts of the Snort 3 user manual, "File Processing", and of a replay in Snort 3.12.2.
const REQUIRES = [
  `The file \`…${SUFFIX}\` is included in the sensor's configuration, below \`file_policy\`.`,
  "`file_id` is configured, as in the stock configuration; it looks into HTTP, SMTP, IMAP, POP3, FTP and SMB.",
  "`file_log` is configured; without it nothing is told of a file that is seen.",
];

const LIMITS = [
  "It is told in `file.log`; no alert is raised, and there is no sid.",
  "Files that are encrypted, larger than `file_id.signature_depth` (10 MB) or sent in part have no digest.",
  "A rule of the sensor's own `file_policy` for the type of a file, or for all types, decides whether its digest is computed.",
];

/**
 * Files by their SHA-256, which Snort 3 looks for by `file_policy` and not by rules. The digests stand in one long string,
 * as a Lua function has room for 65,536 constants; and they are added to what the sensor has, so nothing of it is lost.
 */
export const FILE_POLICY: BesideFile = {
  suffix: SUFFIX,
  comment: "--",
  opening: (name) => `
-- Logs files by their SHA-256. To use it, add to snort.lua, below \`file_policy\`:
--   include '${name}${SUFFIX}'
--   file_log = { }

local digests = [[
`,
  closing: `]]

file_policy = file_policy or { }
file_policy.enable_signature = true
file_policy.rules = file_policy.rules or { }

for digest in digests:gmatch('%x+') do
    table.insert(file_policy.rules, {
        when = { sha256 = digest },
        use = { verdict = 'log', enable_file_signature = true },
    })
end
`,
  encode({ kind, match, channels }) {
    if (kind !== "file" || match.kind !== "digest") return undefined;
    const { sha256 } = match;
    if (sha256 === undefined || !SHA256.test(sha256)) {
      return { status: "unsupported", reason: "Snort 3 knows files by their SHA-256 only (`file_policy`), and none is given" };
    }
    if (!channels.includes("file.content")) return undefined;
    return {
      status: "encoded",
      signatures: [{ rule: "file", channels: ["file.content"], fields: { sha256 }, isBeside: true }],
      uncovered: [],
      requires: REQUIRES,
      limits: LIMITS,
    };
  },
  render({ fields }) {
    const sha256 = fields["sha256"] ?? "";
    if (!SHA256.test(sha256)) return { status: "unsupported", reason: "its SHA-256 is none" };
    return { status: "rendered", text: `${sha256}\n`, fingerprint: sha256, isBeside: true };
  },
};
