import { FAULT_NAMES, type FaultName } from "./catalogue.ts";

/** One fault at one request. Requests are counted from 1 since the faults were set, refused ones too. */
export interface Strike {
  readonly fault: FaultName;
  /** Which of the requests that `method` and `target` describe; the first where absent. */
  readonly request?: number;
  /** Only requests of this method count. */
  readonly method?: string;
  /** Only requests whose line contains this text count. */
  readonly target?: string;
  /** How many of them in a row are struck; one where absent. */
  readonly times?: number;
}

/** Faults by chance, the same for the same seed. */
export interface RandomFaults {
  readonly seed: number;
  /** How many of the requests are struck, from 0 to 1. */
  readonly rate: number;
  /** What they are struck with; anything where absent. */
  readonly faults?: readonly FaultName[];
  /** After so many faults all is well; without end where absent. */
  readonly limit?: number;
}

/** What goes wrong. */
export interface Faults {
  readonly strikes?: readonly Strike[];
  readonly random?: RandomFaults;
  /** How late `slow` answers are, in milliseconds; 300 where absent. */
  readonly slowMilliseconds?: number;
}

/** The fault of the next request, if it has one. */
export type FaultPlan = (method: string, target: string) => FaultName | undefined;

/** Decides request by request. Explicit strikes come before chance. */
export function planFaults({ strikes = [], random }: Faults): FaultPlan {
  const seen = strikes.map(() => 0);
  let number = 0;
  let struck = 0;
  return (method, target) => {
    number++;
    let fault: FaultName | undefined;
    for (const [index, strike] of strikes.entries()) {
      if (strike.method !== undefined && strike.method !== method) continue;
      if (strike.target !== undefined && !target.includes(strike.target)) continue;
      const count = ++seen[index]!;
      const first = strike.request ?? 1;
      if (count >= first && count < first + (strike.times ?? 1)) fault ??= strike.fault;
    }
    if (fault !== undefined || random === undefined || struck >= (random.limit ?? Infinity)) return fault;
    const [chance, choice] = draw(random.seed, number);
    if (chance >= random.rate) return undefined;
    struck++;
    const faults = random.faults ?? FAULT_NAMES;
    return faults[Math.floor(choice * faults.length)];
  };
}

/** Two numbers from 0 to 1 that depend on nothing but the seed and the request: mulberry32. */
function draw(seed: number, number: number): readonly [number, number] {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(number, 0x85ebca6b)) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return [next(), next()];
}
