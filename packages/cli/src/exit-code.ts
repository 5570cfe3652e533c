/** What the process says about how it went. */
export const EXIT = {
  /** Everything is fine. */
  ok: 0,
  /** There are findings of severity error. */
  findings: 1,
  /** Wrong usage or configuration. */
  usage: 2,
  /** A file, the network or a platform failed. */
  failure: 3,
} as const;

/** One of the values of {@link EXIT}. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
