import { type ArgumentForm, type DialectKeyword, fault, textLike } from "@sigwright/rule-language/dialect";

/** Of keywords that the engine still knows, to refuse them. */
function obsolete(use: string): ArgumentForm<never> {
  return { summary: "nothing any more", parse: (argument) => fault(argument, `it is obsolete, use \`${use}\``, { help: `write \`${use}; content:"…";\`` }) };
}

const SSH = { protocol: "ssh", value: "required", quotes: "optional", role: { kind: "matches-in", buffer: "ssh_banner" } } as const;

/** Keywords on SSH banners beside the sticky buffers. */
export const SSH_KEYWORDS: readonly DialectKeyword[] = [
  { name: "ssh.protoversion", until: "8.0", ...SSH, argument: textLike(/^\s*"?\s*(?:\d[\d.-]*|2_compat)\s*"?\s*$/, "a version (`2.0`) or `2_compat`"), deprecated: { use: "ssh.proto" }, manual: "ssh-keywords.html#ssh-protoversion" },
  { name: "ssh.softwareversion", until: "8.0", ...SSH, argument: textLike(/^\s*"?[0-9a-zA-Z:.\-_+\s]+"?\s*$/, "letters, digits, blanks and `:.-_+`"), deprecated: { use: "ssh.software" }, manual: "ssh-keywords.html#ssh-softwareversion" },
  { name: "ssh.protoversion", since: "8.0", ...SSH, argument: obsolete("ssh.proto"), manual: "ssh-keywords.html#ssh-proto" },
  { name: "ssh.softwareversion", since: "8.0", ...SSH, argument: obsolete("ssh.software"), manual: "ssh-keywords.html#ssh-software" },
];
