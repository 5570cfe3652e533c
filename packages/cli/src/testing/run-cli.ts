import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { COMMAND_VARIABLE } from "./bundled-command.ts";

const MAIN = process.env[COMMAND_VARIABLE] ?? fileURLToPath(new URL("../main.ts", import.meta.url));
const COMPILE_CACHE = fileURLToPath(new URL("../../../../node_modules/.cache/sigwright-cli-tests", import.meta.url));
/** Far more than any run needs on a busy machine; a command that hangs fails instead of stopping everything. */
const PATIENCE = 60_000;

/** What a run of the command came to. */
export interface CliRun {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How to run the command. */
export interface CliRunOptions {
  readonly cwd: string;
  /** Standard input; closed at once when absent. */
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** Called when the process runs, for tests that end it; standard input is left open then. */
  readonly whileRunning?: (run: { readonly write: (text: string) => void; readonly kill: (signal: NodeJS.Signals) => void }) => Promise<void>;
}

/** Runs the real command in a process of its own, from sources. */
export async function runCli(args: readonly string[], { cwd, input, env, whileRunning }: CliRunOptions): Promise<CliRun> {
  const child = spawn(process.execPath, ["--conditions=@sigwright/source", MAIN, ...args], {
    cwd,
    env: { PATH: process.env["PATH"] ?? "", NODE_COMPILE_CACHE: COMPILE_CACHE, ...env },
    stdio: ["pipe", "pipe", "pipe"],
    timeout: PATIENCE,
  });
  const chunks = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  child.stdout.on("data", (chunk: Buffer) => chunks.stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => chunks.stderr.push(chunk));
  // A command that does not read its input closes it; that is for the test to judge by the exit code.
  child.stdin.on("error", () => {});
  const closed = new Promise<Pick<CliRun, "exitCode" | "signal">>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode, signal) => resolve({ exitCode, signal }));
  });
  if (whileRunning === undefined) child.stdin.end(input);
  else {
    await whileRunning({
      write: (text) => void child.stdin.write(text),
      kill: (signal) => void child.kill(signal),
    });
  }
  const ended = await closed;
  return {
    ...ended,
    stdout: Buffer.concat(chunks.stdout).toString("utf8"),
    stderr: Buffer.concat(chunks.stderr).toString("utf8"),
  };
}
