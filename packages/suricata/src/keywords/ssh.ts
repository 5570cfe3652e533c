import { type DialectKeyword, textLike } from "@sigwright/rule-language/dialect";

const SSH = { protocol: "ssh", value: "required", quotes: "optional", role: { kind: "matches-in", buffer: "ssh_banner" } } as const;

/** Keywords on SSH banners beside the sticky buffers. */
export const SSH_KEYWORDS: readonly DialectKeyword[] = [
  { name: "ssh.protoversion", ...SSH, argument: textLike(/^\s*"?\s*(?:\d[\d.-]*|2_compat)\s*"?\s*$/, "a version (`2.0`) or `2_compat`"), deprecated: { use: "ssh.proto" }, manual: "ssh-keywords.html#ssh-protoversion" },
  { name: "ssh.softwareversion", ...SSH, argument: textLike(/^\s*"?[0-9a-zA-Z:.\-_+\s]+"?\s*$/, "letters, digits, blanks and `:.-_+`"), deprecated: { use: "ssh.software" }, manual: "ssh-keywords.html#ssh-softwareversion" },
];
