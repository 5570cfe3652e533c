import { type BufferMatch, type BufferUse, holdsFor, type RuleCheck, type RuleReport, type RuleState } from "@sigwright/rule-language/dialect";
import { isUrlLength } from "../arguments/url-length.ts";
import { bufferSize } from "./payload-size.ts";

/** Buffers can't be empty or looked at by packet, and some never hold what a content asks for. */
export function bufferContents(engineVersion: string): RuleCheck {
  const quirks = holdsFor({ since: "8.0" }, engineVersion) ? SINCE_8 : BEFORE_8;
  return {
    summary: "each buffer can hold what is looked for in it",
    check: (_rule, state, report) => checkBuffers(state, quirks, report),
  };
}

/** What releases make of buffers in different ways. */
interface Quirks {
  /** Bits of the number of `bsize` that are compared with what contents need. */
  readonly sizeBits: number;
  /** Whether raw headers need a direction when transforms change them, too. */
  readonly directionBehindTransforms: boolean;
}

const BEFORE_8: Quirks = { sizeBits: 32, directionBehindTransforms: true };
const SINCE_8: Quirks = { sizeBits: 64, directionBehindTransforms: false };

function checkBuffers(state: RuleState, quirks: Quirks, report: RuleReport): void {
  for (const use of state.buffers) {
    if (report.rejects > 0) return;
    if (use.matches.length === 0 && use.buffer.bare !== true) {
      report.reject("empty-buffer", use.selectedAt, `nothing is looked for in \`${use.buffer.keyword}\``);
    } else if (state.requiresPacket !== undefined && use.buffer.kind !== "packet") {
      report.reject("packet-and-buffer", state.requiresPacket, "this looks at packets, but the rule looks at decoded data of a flow", {
        labels: [{ range: use.selectedAt, message: `\`${use.buffer.keyword}\` is no part of a packet` }],
        help: "take one of them out",
      });
    } else {
      judge(use, state, quirks, report);
    }
  }
}

function judge(use: BufferUse, state: RuleState, { sizeBits, directionBehindTransforms }: Quirks, report: RuleReport): void {
  if (use.buffer.name === "http_raw_header" && (directionBehindTransforms || use.transforms.length === 0)) rawHeaderDirection(use, state, report);
  const limits = LIMITS.get(use.buffer.name);
  if (limits !== undefined) {
    // The engine looks at the buffer as it is, not as transforms make it, and at all its instances.
    for (const other of state.buffers) {
      if (report.rejects === 0 && other.list === use.buffer.name) limits(other.matches.filter(isContent), other, report);
    }
  }
  if (report.rejects === 0) bufferSize(use, sizeBits, report);
}

/** Raw headers are looked at in one direction, which `flow` must name. */
function rawHeaderDirection(use: BufferUse, { toServer, toClient }: RuleState, report: RuleReport): void {
  if (toServer !== toClient) return;
  report.reject("direction-missing", use.selectedAt, `\`${use.buffer.keyword}\` needs a direction`, { help: "add `flow:to_server` for requests or `flow:to_client` for responses" });
}

function isContent(match: BufferMatch): boolean {
  return match.content !== undefined;
}

type Limits = (contents: readonly BufferMatch[], use: BufferUse, report: RuleReport) => void;

const NEVER = "so the rule can never match";

function text({ content }: BufferMatch): string {
  return String.fromCharCode(...content!.bytes);
}

const methodBlanks: Limits = (contents, _use, report) => {
  const match = contents.find((content) => /^[ \t]|[ \t]$/.test(text(content)));
  if (match !== undefined) report.reject("content-never-held", match.range, `a method has no blanks at its ends, ${NEVER}`, { help: "take the blank out, and use `bsize` or `endswith` to match the end" });
};

const lowerCaseHost: Limits = (contents, use, report) => {
  for (const match of contents) {
    if (match.content!.noCase) {
      report.reject("content-never-held", match.range, `\`${use.buffer.keyword}\` is in lower case already, and the engine refuses nocase there`, { help: "take `nocase` out" });
      return;
    }
    if (/[A-Z]/.test(text(match))) {
      report.reject("content-never-held", match.range, `\`${use.buffer.keyword}\` is in lower case, ${NEVER}`, { help: "write the content in lower case" });
      return;
    }
  }
};

const fingerprint: Limits = (contents, _use, report) => {
  const match = contents.find((content) => content.content!.bytes.length !== 59 || !text(content).includes(":"));
  if (match !== undefined) report.reject("content-never-held", match.range, `a fingerprint has 59 characters with colons between its bytes, ${NEVER}`, { help: "write all 20 bytes as `aa:bb:…`" });
};

const serial: Limits = (contents, _use, report) => {
  // The engine looks at the first content only.
  const match = contents[0];
  if (match !== undefined && match.content!.bytes.length > 2 && !text(match).includes(":")) report.reject("content-never-held", match.range, `a serial number has colons between its bytes, ${NEVER}`, { help: "write it as `5C:19:7C`" });
};

function digest(length: number): Limits {
  return (contents, use, report) => {
    // The engine looks at the first content only.
    const match = contents[0];
    if (match !== undefined && match.content!.bytes.length !== length) report.reject("content-never-held", match.range, `\`${use.buffer.keyword}\` always has ${length} characters, ${NEVER}`, { help: "write the whole hash" });
  };
}

/** The longest URI that `urilen` lets through as the engine counts here; undefined when there is no limit. */
function longestUrl(use: BufferUse): number | undefined {
  let longest: number | undefined;
  for (const { value, keyword } of use.matches) {
    if (keyword.role.kind !== "matches-in" || !isUrlLength(value)) continue;
    const { compare, number, end } = value.length;
    const limit = compare === "range" ? Number(end) + 1 : compare === "<" ? Number(number) + 1 : compare === "<=" || compare === "=" ? Number(number) : 65535;
    longest = Math.min(limit, 65535);
  }
  return longest === 65535 ? undefined : longest;
}

const urlLengths: Limits = (contents, use, report) => {
  const longest = longestUrl(use);
  for (const match of contents) {
    const { bytes, depth } = match.content!;
    const written = typeof depth === "number" ? depth : 0;
    const limit = longest !== undefined && (written === 0 || written > longest) ? longest : written;
    if (limit === 0 || limit >= bytes.length) continue;
    report.reject("content-never-held", match.range, `the content has ${bytes.length} bytes and must lie in the first ${limit}, ${NEVER}`, { help: "raise depth or urilen, or shorten the content" });
    return;
  }
};

/** What is known of the contents of buffers, by the buffers' names. */
const LIMITS: ReadonlyMap<string, Limits> = new Map<string, Limits>([
  ["http_method", methodBlanks],
  ["http_host", lowerCaseHost],
  ["http_uri", urlLengths],
  ["http_raw_uri", urlLengths],
  ["tls.cert_fingerprint", fingerprint],
  ["tls.cert_serial", serial],
  ["ja3.hash", digest(32)],
  ["ja3s.hash", digest(32)],
]);
