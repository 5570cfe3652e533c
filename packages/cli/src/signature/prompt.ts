import type { CommandContext } from "../command-context.ts";

/** Asks the person at the terminal. */
export interface Prompt {
  /** The answer without blanks around it; `undefined` when standard input ends instead. */
  readonly ask: (question: string) => Promise<string | undefined>;
  /** Whether the answer is yes; anything but `y` or `yes` is no. */
  readonly confirm: (question: string) => Promise<boolean>;
  /** Ends the reading of standard input, for which the process would wait. */
  readonly close: () => Promise<void>;
}

/** Makes a prompt on standard error, so that results can be led elsewhere; `undefined` when nobody is there to answer. */
export function createPrompt({ io, errPaint }: CommandContext): Prompt | undefined {
  if (!io.inputIsTerminal) return undefined;
  const chunks = io.input[Symbol.asyncIterator]();
  const decoder = new TextDecoder();
  let rest = "";
  const line = async (): Promise<string | undefined> => {
    for (;;) {
      const end = rest.indexOf("\n");
      if (end >= 0) {
        const found = rest.slice(0, end);
        rest = rest.slice(end + 1);
        return found.trim();
      }
      // oxlint-disable-next-line no-await-in-loop -- a line can come in pieces
      const next = await chunks.next();
      if (next.done === true) {
        const found = rest.trim();
        rest = "";
        return found === "" ? undefined : found;
      }
      rest += decoder.decode(next.value, { stream: true });
    }
  };
  const ask = async (question: string): Promise<string | undefined> => {
    io.err.write(`${errPaint.bold(question)} `);
    const answer = await line();
    if (answer === undefined) io.err.write("\n");
    return answer;
  };
  return {
    ask,
    confirm: async (question) => /^y(?:es)?$/i.test((await ask(`${question} [y/N]`)) ?? ""),
    close: async () => void (await chunks.return?.()),
  };
}
