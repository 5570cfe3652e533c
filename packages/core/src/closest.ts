/** Names longer than this are not misspelt, they are something else; it also bounds the work for hostile input. */
const LONGEST_NAME = 64;

/**
 * The candidate a name was most likely meant to be, or `undefined` when none is near.
 *
 * Case does not count. Nearness is the number of letters inserted, left out, changed or swapped with their neighbour
 * (optimal string alignment); up to a third of the name's letters may be wrong, three at most. Of equally near
 * candidates the first is taken. Takes time linear in the candidates' total length.
 */
export function closest<Name extends string>(name: string, candidates: Iterable<Name>): Name | undefined {
  if (name.length === 0 || name.length > LONGEST_NAME) return undefined;
  const wanted = name.toLowerCase();
  let best: Name | undefined;
  let bound = Math.min(3, Math.max(1, Math.floor(wanted.length / 3)));
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wanted.length) > bound) continue;
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance > bound || (best !== undefined && distance === bound)) continue;
    best = candidate;
    bound = distance;
    if (distance === 0) break;
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous: number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const changed = a[row - 1] === b[column - 1] ? 0 : 1;
      let cost = Math.min(previous[column]! + 1, current[column - 1]! + 1, previous[column - 1]! + changed);
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        cost = Math.min(cost, beforePrevious[column - 2]! + 1);
      }
      current.push(cost);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length]!;
}
