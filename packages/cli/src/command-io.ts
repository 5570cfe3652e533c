import { EXIT } from "./exit-code.ts";
import { errorCode, OutputError } from "./output-error.ts";

/** What a command sees of the process it runs in: handed in, so that nothing else reaches for it. */
export interface CommandIo {
  /** Standard output: results, and nothing else. */
  readonly out: OutputStream;
  /** Standard error: progress, warnings and errors. */
  readonly err: OutputStream;
  /** Bytes of standard input. */
  readonly input: AsyncIterable<Uint8Array>;
  /** Whether standard input is a terminal, where nobody is likely to type indicators. */
  readonly inputIsTerminal: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Ends a command that goes on by itself; a signal to the process does so, too. */
  readonly ended?: AbortSignal;
}

/** A stream that text is written to. */
export interface OutputStream {
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
  /** Characters a line may have; undefined when it is no terminal. */
  readonly columns: number | undefined;
}

/** The streams and environment of this process. */
export function processIo(): CommandIo {
  return {
    out: outputStream(process.stdout, "standard output"),
    err: outputStream(process.stderr, "standard error"),
    input: process.stdin,
    inputIsTerminal: process.stdin.isTTY,
    env: process.env,
  };
}

function outputStream(stream: NodeJS.WriteStream, name: string): OutputStream {
  stream.on("error", (error) => {
    // A reader that has seen enough (`sigwright explain | head`) is no failure.
    if (errorCode(error) === "EPIPE") process.exit();
    const { message } = OutputError.from(error, `writing to ${name} failed`);
    // When this can't be written either, the exit code says it.
    if (stream !== process.stderr) process.stderr.write(`error: ${message}\n`);
    process.exit(EXIT.failure);
  });
  return {
    write: (text) => void stream.write(text),
    isTerminal: stream.isTTY,
    columns: stream.isTTY ? stream.columns : undefined,
  };
}
