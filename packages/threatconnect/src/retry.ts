/** Time as the client sees it; tests bring their own. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** From 0 to 1, 1 exclusive. */
  readonly random: () => number;
}

/** How often and how long a request is tried. */
export interface RetryPolicy {
  /** How often a request is sent at most. */
  readonly attempts: number;
  /** The longest pause before the second attempt, in milliseconds; it doubles with each one. */
  readonly firstPause: number;
  /** The longest pause of all, in milliseconds. */
  readonly longestPause: number;
  /** After this long no new attempt begins, in milliseconds. */
  readonly patience: number;
}

/** Six attempts within two minutes. */
export const DEFAULT_RETRY: RetryPolicy = { attempts: 6, firstPause: 500, longestPause: 20_000, patience: 120_000 };

/** The clock of the machine. */
export const SYSTEM_CLOCK: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  random: () => Math.random(),
};

/** Statuses that a later attempt may not meet. */
const PASSING_STATUSES: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);

/** Whether a status says that the same request may succeed later. */
export function isPassing(status: number): boolean {
  return PASSING_STATUSES.has(status);
}

/**
 * How long to wait before the next attempt, in milliseconds, or `undefined` when there is to be none.
 *
 * @param attempt how many attempts there were, 1 or more.
 * @param started when the first one began.
 * @param asked what the platform asked for in `Retry-After`, in milliseconds.
 */
export function pauseBefore(
  policy: RetryPolicy,
  clock: Clock,
  attempt: number,
  started: number,
  asked: number | undefined,
): number | undefined {
  if (attempt >= policy.attempts) return undefined;
  const longest = Math.min(policy.longestPause, policy.firstPause * 2 ** (attempt - 1));
  // Half is certain, half is chance: many clients that failed together do not come back together.
  const pause = Math.max(asked ?? 0, longest * (0.5 + clock.random() / 2));
  return clock.now() - started + pause > policy.patience ? undefined : pause;
}

/** `Retry-After` in milliseconds from now: seconds or a date; `undefined` when it is neither. */
export function readRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined || header.length > 64) return undefined;
  if (/^ *\d{1,9} *$/.test(header)) return Number(header) * 1000;
  // Dates of HTTP begin with the day of the week; Date.parse would take `-1` for one.
  const date = /^ *[a-z]{3}/i.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
