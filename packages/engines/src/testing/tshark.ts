import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { EngineError } from "../suricata/engine-error.ts";

/** Values of the fields asked for, by name; values of a field that occurs more than once are joined by commas. */
export type DecodedPacket = Readonly<Record<string, string>>;

/** An independent decoder of captures. */
export interface Tshark {
  /** Decodes the packets that a display filter lets through. */
  readonly decode: (pcap: Uint8Array, fields: readonly string[], filter?: string) => Promise<readonly DecodedPacket[]>;
}

const run = promisify(execFile);
const LIMITS = { timeout: 60_000, maxBuffer: 256 * 1024 * 1024 };
const CHECKSUMS = ["ip", "tcp", "udp"].flatMap((protocol) => ["-o", `${protocol}.check_checksum:TRUE`]);

/**
 * tshark for tests, or `undefined` (with a line on stderr that says so) when it is not installed. Where
 * `SIGWRIGHT_REQUIRE_ENGINES=1` is set, that is an error instead.
 */
export async function tsharkForTests(): Promise<Tshark | undefined> {
  try {
    await run("tshark", ["--version"], LIMITS);
    return { decode };
  } catch (cause) {
    const message = "tshark is not installed";
    if (process.env["SIGWRIGHT_REQUIRE_ENGINES"] === "1") throw new EngineError("missing", message, { cause });
    process.stderr.write(`tests that ask tshark are skipped: ${message}\n`);
    return undefined;
  }
}

async function decode(pcap: Uint8Array, fields: readonly string[], filter = ""): Promise<readonly DecodedPacket[]> {
  const folder = await mkdtemp(join(tmpdir(), "sigwright-tshark-"));
  try {
    const capture = join(folder, "capture.pcap");
    await writeFile(capture, pcap);
    const select = fields.flatMap((field) => ["-e", field]);
    const settings = ["-r", capture, "-n", ...CHECKSUMS, "-Y", filter, "-T", "fields", ...select];
    const { stdout } = await run("tshark", settings, LIMITS);
    return stdout
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => Object.fromEntries(line.split("\t").map((value, i) => [fields[i]!, value])));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
