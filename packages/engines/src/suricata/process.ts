import { spawn } from "node:child_process";
import { quoted } from "@sigwright/core";
import { EngineError } from "./engine-error.ts";
import { engineText } from "./engine-text.ts";

/** What one run of an engine may use. */
export interface ProcessLimits {
  /** Seconds of wall time. */
  readonly seconds: number;
  /** Mebibytes of address space. */
  readonly megabytes: number;
  readonly signal?: AbortSignal;
}

/** How a process ended, and what it wrote. */
export interface ProcessResult {
  /** `undefined` when a signal ended it. */
  readonly exitCode: number | undefined;
  readonly endedBy: string | undefined;
  /** Both as Latin-1, and bounded: the first 64 KiB of each. */
  readonly stdout: string;
  readonly stderr: string;
}

const KEPT_OUTPUT = 65_536;
/** Largest file a program may write, in the units of `ulimit -f`: 512 bytes by POSIX, 1024 in some shells. */
const LARGEST_FILE = 1_048_576;
/**
 * Sets limits, then becomes the program itself, so that one process id stands for both. A limit that the system does
 * not know is left out.
 */
const LIMITED_EXEC = `ulimit -c 0; ulimit -f ${LARGEST_FILE}; ulimit -v "$0" 2>/dev/null; exec "$@"`;

/**
 * Runs a program to its end, with limits, in the given folder and with an environment of its own.
 *
 * @throws EngineError `missing` when it can't be started, `timeout` when it takes too long.
 * @throws Error when it is aborted; the cause is the reason given.
 */
export async function runProcess(
  command: readonly [program: string, ...args: string[]],
  folder: string,
  limits: ProcessLimits,
): Promise<ProcessResult> {
  limits.signal?.throwIfAborted();
  const kibibytes = Math.ceil(limits.megabytes * 1024);
  return await new Promise((resolve, reject) => {
    const child = spawn("/bin/sh", ["-c", LIMITED_EXEC, String(kibibytes), ...command], {
      cwd: folder,
      env: { PATH: process.env["PATH"] ?? "/usr/bin:/bin", LC_ALL: "C", HOME: folder, TZ: "UTC" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let timedOut = false;
    const kill = (): void => void child.kill("SIGKILL");
    const timer = setTimeout(() => {
      timedOut = true;
      kill();
    }, limits.seconds * 1000);
    limits.signal?.addEventListener("abort", kill, { once: true });
    // The engine must not outlive a program that calls process.exit while it runs.
    process.once("exit", kill);
    const stdout = collect(child.stdout);
    const stderr = collect(child.stderr);
    const settle = (finish: () => void): void => {
      clearTimeout(timer);
      limits.signal?.removeEventListener("abort", kill);
      process.removeListener("exit", kill);
      finish();
    };
    child.once("error", (cause) => {
      settle(() => reject(new EngineError("missing", `can't start ${quoted(command[0])}`, { cause })));
    });
    child.once("close", (code, killedBy) => {
      settle(() => {
        if (limits.signal?.aborted === true) reject(new Error("aborted", { cause: limits.signal.reason }));
        else if (timedOut) {
          const output = engineText(stderr() + stdout());
          reject(new EngineError("timeout", `${command[0]} did not end within ${limits.seconds} seconds`, { output }));
        } else {
          resolve({ exitCode: code ?? undefined, endedBy: killedBy ?? undefined, stdout: stdout(), stderr: stderr() });
        }
      });
    });
  });
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  let kept = 0;
  stream.on("data", (chunk: Buffer) => {
    if (kept >= KEPT_OUTPUT) return;
    chunks.push(chunk.subarray(0, KEPT_OUTPUT - kept));
    kept += chunk.length;
  });
  return () => Buffer.concat(chunks).toString("latin1");
}
