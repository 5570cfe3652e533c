/** How often something has to happen, among the pairs of an option's value. */
export interface RateWords {
  /** Key of the number of times. */
  readonly count: string;
  /** Key of the time, in seconds. */
  readonly seconds: string;
}

/** What a dialect has to say on how differences of some of its options are told. */
export interface ComparisonWords {
  /** Options whose value is a list of words, each of which means something by itself; by name. */
  readonly lists: ReadonlySet<string>;
  /** Words of lists that are the rule's direction, which is told in words of its own. */
  readonly directions: ReadonlySet<string>;
  /** Options that hold a rate, by name. */
  readonly rates: ReadonlyMap<string, RateWords>;
  /** Options that say which rule it is and how it is kept. */
  readonly bookkeeping: ReadonlySet<string>;
}
