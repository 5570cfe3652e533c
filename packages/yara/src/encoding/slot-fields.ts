import { formatUrl, type Observation, type RequestMatch } from "@sigwright/core";
import { fileCondition, strongest } from "./digests.ts";
import type { YaraSlot } from "./encodings.ts";
import { type Boundary, boundedPatterns, bothEncodings, type PatternLines, wordPatterns } from "./patterns.ts";
import { regexpBytes, utf16, utf8 } from "./pattern-text.ts";
import { keyBelowRoot, keyPatterns } from "./registry-key.ts";
import { keyObstacle, textObstacle } from "./selectivity.ts";

/** Values of the format's own slots; what is absent has none. Patterns and conditions have a line for each line feed. */
export type SlotFields = Readonly<Partial<Record<YaraSlot, string>>>;

const NAME: Boundary = { before: "A-Za-z0-9_.-", behind: "A-Za-z0-9_.-", punctuation: "\\." };
const NAME_OR_BELOW: Boundary = { ...NAME, before: "A-Za-z0-9_-" };
const ADDRESS: Boundary = { before: "A-Za-z0-9_.%+-", behind: "A-Za-z0-9_.-", punctuation: "\\." };
/** What may go on with a URL, but for signs that mostly end one in other texts. */
const URL: Boundary = { before: "A-Za-z0-9+-", behind: "A-Za-z0-9_~\\/?%&=+$@.:!-", punctuation: "[.,;:!?]" };

/** Values of the slots for an observation, the name apart; `undefined` when it is of a kind that YARA can't see. */
export function slotFields({ kind, match }: Observation): SlotFields | undefined {
  switch (match.kind) {
    case "domain": {
      const name = match.name.toLowerCase();
      return { patterns: lines(boundedPatterns(bothEncodings(name), match.subdomains ? NAME_OR_BELOW : NAME, true)), host: name };
    }
    case "request":
      return { patterns: lines(boundedPatterns(urlText(match), URL, false)), text: formatUrl(match), host: match.host, target: match.target };
    case "digest": {
      const best = strongest(match);
      if (best === undefined) return undefined;
      return { condition: fileCondition(best.kind, best.digest, match.size), digests: digestEntries(match) };
    }
    case "literal":
      return { patterns: lines(literalPatterns(kind, match.text, !match.caseSensitive)), text: match.text };
    case "address":
    case "network":
    case "fingerprint":
      return undefined;
  }
}

function literalPatterns(kind: Observation["kind"], text: string, isCaseFree: boolean): PatternLines {
  if (kind === "registry-key") return keyPatterns(keyBelowRoot(text));
  if (kind === "email-address") return boundedPatterns(bothEncodings(text), ADDRESS, isCaseFree);
  return wordPatterns(text, isCaseFree);
}

/** The front page of a host is written without its last slash as often as with it. */
function urlText(match: RequestMatch): readonly [string, string] {
  const url = formatUrl(match);
  if (match.target !== "/") return bothEncodings(url);
  const front = url.slice(0, -1);
  return [`${regexpBytes(utf8(front))}\\/?`, `${regexpBytes(utf16(front))}(\\/\\x00)?`];
}

function digestEntries({ md5, sha1, sha256 }: Extract<Observation["match"], { readonly kind: "digest" }>): string {
  const known = Object.entries({ md5, sha1, sha256 });
  return known.flatMap(([kind, digest]) => (digest === undefined ? [] : `${kind} = "${digest}"`)).join("\n");
}

function lines(patterns: PatternLines): string {
  return patterns.join("\n");
}

/** Why an observation can't be seen at all; completes "not emitted because …". */
export function obstacleTo({ kind, match }: Observation): string | undefined {
  switch (match.kind) {
    case "address":
    case "network":
      return "it is seen in traffic; four numbers with points between them stand in many files, as versions for example";
    case "digest":
      return strongest(match) === undefined ? "no digest of the file is known" : undefined;
    case "domain":
      return textObstacle(match.name);
    case "request":
      return textObstacle(formatUrl(match));
    case "fingerprint":
      return NOT_A_TEXT;
    case "literal":
      if (kind === "registry-key") return keyObstacle(keyBelowRoot(match.text));
      return TEXT_KINDS.has(kind) ? textObstacle(match.text) : NOT_A_TEXT;
  }
}

const NOT_A_TEXT = "it is a property of connections, not a text in files or memory";
const TEXT_KINDS: ReadonlySet<Observation["kind"]> = new Set(["email-address", "email-subject", "user-agent", "mutex"]);
