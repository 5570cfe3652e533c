import { type BufferMatch, holdsFor, type RuleCheck, type VersionRange } from "@sigwright/rule-language/dialect";

/** What every content in a buffer must be for the engine to take it. */
interface ContentFact extends VersionRange {
  readonly buffer: string;
  /** The expression that contents match, as text of one character a byte. */
  readonly form: RegExp;
  readonly words: string;
}

const DIGEST = /^[0-9a-fA-F]{32}$/;
const DIGEST_WORDS = "an MD5 hash of 32 hexadecimal digits";

const FACTS: readonly ContentFact[] = [
  { buffer: "ssh.hassh", form: DIGEST, words: DIGEST_WORDS },
  { buffer: "ssh.hassh.server", form: DIGEST, words: DIGEST_WORDS },
  { buffer: "quic.cyu.hash", form: DIGEST, words: DIGEST_WORDS },
  { buffer: "ja3.hash", since: "8.0", form: DIGEST, words: DIGEST_WORDS },
  { buffer: "ja3s.hash", since: "8.0", form: DIGEST, words: DIGEST_WORDS },
  { buffer: "http_protocol", since: "8.0", form: /^[^ ]*$/, words: "a protocol without blanks" },
];

/** Buffers whose values have one form take contents of that form only. */
export function exactContents(engineVersion: string): RuleCheck {
  const facts = new Map(FACTS.filter((fact) => holdsFor(fact, engineVersion)).map((fact) => [fact.buffer, fact]));
  return {
    summary: "contents of buffers with one form have it",
    check: (_rule, state, report) => {
      for (const { list, matches, buffer } of state.buffers) {
        const fact = facts.get(list);
        const bad = fact === undefined ? undefined : matches.find((match) => match.content !== undefined && !fact.form.test(textOf(match)));
        if (bad === undefined) continue;
        report.reject("content-never-held", bad.range, `\`${buffer.keyword}\` holds ${fact!.words}, so the rule can never match`, { help: `write the whole of it` });
        return;
      }
    },
  };
}

function textOf({ content }: BufferMatch): string {
  return String.fromCharCode(...content!.bytes);
}
