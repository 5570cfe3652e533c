import { type ChildProcessByStdio, spawn } from "node:child_process";
import { tmpdir } from "node:os";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { JudgeAnswer, JudgeRequest } from "./yara-x-judge.ts";

/** The judge beside this file: TypeScript where this file is, else what was built of it. */
const JUDGE = fileURLToPath(new URL(`./yara-x-judge${import.meta.url.slice(import.meta.url.lastIndexOf("."))}`, import.meta.url));
/** At most 512 MiB of objects and 1 GiB of the engine's own memory (pages of 64 KiB). */
const MEMORY_LIMITS = ["--max-old-space-size=512", "--wasm-max-mem-pages=16384"];
/** What the engine loses with each file adds up: a process is used this often. */
const MOST_FILES = 500;

/** YARA-X in processes of its own: one at a time, a new one when it crashed, hung, or was used for long. */
export class YaraXProcess {
  #child: ChildProcessByStdio<Writable, Readable, null> | undefined;
  #files = 0;
  readonly #end = (): void => this.close();

  constructor() {
    process.once("exit", this.#end);
  }

  /** Judges one file. A crash, or no answer within the time, is an answer too; the next file gets a new process. */
  async ask(request: JudgeRequest, seconds: number): Promise<JudgeAnswer> {
    const answer = await this.#exchange(request, seconds);
    if (answer.crash !== undefined || ++this.#files >= MOST_FILES) this.#stop();
    return answer;
  }

  /** Ends the process. */
  close(): void {
    process.removeListener("exit", this.#end);
    this.#stop();
  }

  async #exchange(request: JudgeRequest, seconds: number): Promise<JudgeAnswer> {
    const child = this.#start();
    return await new Promise((resolve) => {
      let answer = "";
      const settle = (told: JudgeAnswer): void => {
        clearTimeout(timer);
        child.stdout.removeAllListeners("data");
        child.removeAllListeners("close");
        resolve(told);
      };
      const crash = (reason: string): void => settle({ errors: [], warnings: [], crash: reason });
      const timer = setTimeout(() => crash(`no answer within ${seconds} seconds`), seconds * 1000);
      child.stdout.on("data", (chunk: string) => {
        answer += chunk;
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it comes from the judge
        if (answer.endsWith("\n")) settle(JSON.parse(answer) as JudgeAnswer);
      });
      child.once("close", (code, signal) => crash(`the engine ended with ${signal ?? code}`));
      child.stdin.write(`${JSON.stringify(request)}\n`);
    });
  }

  #start(): ChildProcessByStdio<Writable, Readable, null> {
    if (this.#child !== undefined) return this.#child;
    const child = spawn(process.execPath, [...MEMORY_LIMITS, JUDGE], {
      cwd: tmpdir(),
      env: { NODE_NO_WARNINGS: "1" },
      stdio: ["pipe", "pipe", "ignore"],
    });
    child.stdout.setEncoding("utf8");
    // It may be gone when it is written to; that it closed is what counts.
    child.stdin.on("error", () => undefined);
    child.on("error", () => undefined);
    this.#child = child;
    this.#files = 0;
    return child;
  }

  #stop(): void {
    this.#child?.kill("SIGKILL");
    this.#child = undefined;
  }
}
