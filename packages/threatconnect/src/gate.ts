/** Lets a number of tasks run at a time; the others wait in their order. */
export type Gate = <Result>(task: () => Promise<Result>) => Promise<Result>;

/** Makes a gate for so many tasks at a time. */
export function createGate(width: number): Gate {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (task) => {
    if (running >= width) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await task();
    } finally {
      // The place is handed over, so that nobody who comes just now gets in before those who wait.
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  };
}
