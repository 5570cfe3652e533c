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
    out: outputStream(process.stdout),
    err: outputStream(process.stderr),
    input: process.stdin,
    inputIsTerminal: process.stdin.isTTY,
    env: process.env,
  };
}

function outputStream(stream: NodeJS.WriteStream): OutputStream {
  // A reader that has seen enough (`sigwright explain | head`) is no failure.
  stream.on("error", (error) => {
    if ("code" in error && error.code === "EPIPE") process.exit();
    throw error;
  });
  return {
    write: (text) => void stream.write(text),
    isTerminal: stream.isTTY,
    columns: stream.isTTY ? stream.columns : undefined,
  };
}
