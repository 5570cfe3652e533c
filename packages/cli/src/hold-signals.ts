/** Signals that end a run, as a person or a system sends them. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Does something that must not stop half-way, in seconds at most: signals that would end the process are held back until it
 * is done, and then come to those who wait for them, or else do what they always do.
 */
export async function holdSignals<Result>(action: () => Promise<Result>): Promise<Result> {
  const held = new Set<NodeJS.Signals>();
  const waiting = SIGNALS.map((signal) => {
    // With their wrappers, so that those who wait for one signal only are told of one only.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nothing else listens to signals
    const listeners = process.rawListeners(signal) as NodeJS.SignalsListener[];
    const hold = (): void => void held.add(signal);
    // In this order there is no moment in which nobody listens.
    process.on(signal, hold);
    for (const listener of listeners) process.removeListener(signal, listener);
    return { signal, listeners, hold };
  });
  try {
    return await action();
  } finally {
    for (const { signal, listeners, hold } of waiting) {
      for (const listener of listeners) process.on(signal, listener);
      process.removeListener(signal, hold);
      if (!held.has(signal)) continue;
      if (listeners.length > 0) process.emit(signal, signal);
      else process.kill(process.pid, signal);
    }
  }
}
